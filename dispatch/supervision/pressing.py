"""What the steps of a supervision check and write: acts, clocks of answer and promise, the words of their events."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from suggestions.numbering import next_number
from weijianyi import rulebook
from weijianyi.clock import deadlines

ANSWER, PROMISE = "supervision", "supervision_promise"
WORDS = ("text", "answer", "opinion", "request", "reason", "detail")


def note(facts):
    return next((str(facts[name]) for name in WORDS if facts.get(name)), "")


def data(supervision, facts):
    found = {"unit": supervision.desk.unit_short, "reason": supervision.get_reason_display()}
    form = facts.get("form")
    return found | ({"form": form.label, "told": bool(form.data.get("numbered"))} if form else {})


def thread_of(supervision):
    """Its clocks are its own: they never count as the next date of the item."""
    return f"supervision-{supervision.pk}"


def start(supervision, at):
    deadlines.start(supervision, ANSWER, at=at, thread=thread_of(supervision), restart=True)


# -- checks ----------------------------------------------------------------------------------------
def check_day(supervision, held_on, at):
    if held_on > timezone.localdate(at):
        raise ValidationError({"held_on": "日期不能晚于今天。"})
    if held_on < timezone.localdate(supervision.opened_at):
        raise ValidationError({"held_on": "日期不能早于督办立项的那天。"})


def check_promise(promised_on, at):
    if promised_on and promised_on < timezone.localdate(at):
        raise ValidationError({"promised_on": "承诺日期不能早于今天。"})


# -- rows ------------------------------------------------------------------------------------------
def record(supervision, event, *, actor, form, held_on, text, person="", **facts):
    """One act; a letter gets its number at once."""
    number = ""
    if form.data.get("numbered"):
        organisation, year = supervision.desk.organisation, held_on.year
        given = next_number(organisation.pk, "supervision", year)
        number = f"{organisation.short_name}督函〔{year}〕{given}号"
    supervision.actions.create(
        form=form, held_on=held_on, text=text, person=person, letter_number=number, by=actor.post,
        at=event.occurred_at,
    )  # fmt: skip


def instruct(supervision, event, *, actor, text="", **facts):
    """A leader's words are an act of pressing like the others."""
    if text:
        form = rulebook.entry(supervision.organisation_id, "supervision_form", "instruction")
        record(
            supervision,
            event,
            actor=actor,
            form=form,
            held_on=timezone.localdate(event.occurred_at),
            text=text,
        )


def answered(supervision, event, *, actor, promised_on=None, **facts):
    """The unit has answered; what it promises runs on a clock of its own until that very day."""
    deadlines.stop(supervision, ANSWER, at=event.occurred_at)
    if promised_on:
        clock = deadlines.start(
            supervision, PROMISE, at=event.occurred_at, thread=thread_of(supervision), restart=True
        )
        deadlines.extend(clock, promised_on, event)


def restart(supervision, event, *, actor, **facts):
    deadlines.stop(supervision, PROMISE, at=event.occurred_at, cancelled=True)
    start(supervision, event.occurred_at)


def stop(supervision, event, *, actor, **facts):
    deadlines.stop_all(supervision, event.occurred_at)
