"""What the steps of an opinion write: clocks, answers, visits, and the deletion of what a resident told."""

import re
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from members import contact_keys
from members.opinions.states import AnswerKind, ReplyBy
from weijianyi import rulebook
from weijianyi.clock import deadlines
from weijianyi.clock.models import Deadline
from weijianyi.files import keeping
from weijianyi.files.models import Attachment, attachments_for
from weijianyi.work import outbox
from weijianyi.workflow import SYSTEM_ACTOR

FIRST, ANSWER, ASKED = "first_contact", "steps_1_2", "step_3"
NOTED = {
    "mark_spam",
    "raise_to_member",
    "hand_over",
    "come_back",
    "show_contact",
    "pass_contact",
    "void_visit",
}
DIGITS = re.compile(r"\d[\d\s-]{5,}\d")
GONE = "（保存期满，内容已经删除）"


# -- events hold neither what a resident wrote nor who it was --------------------------------------
def note(step_name, facts):
    """Words of the office alone; a number that might be somebody's is blotted out."""
    if step_name not in NOTED:
        return ""
    words = str(facts.get("reason") or facts.get("note") or "")
    return DIGITS.sub("（号码）", words)


def data(step_name, facts):
    if step_name == "hand_over":
        return {"to": facts["organisation"].pk}
    if step_name == "turn":
        return {"into": str(facts["into"])}
    if step_name == "ask_department":
        return {"department": facts["department"].short_name}
    if step_name == "void_visit":
        return {"visit": facts["visit"].pk}
    return {}


# -- clocks ----------------------------------------------------------------------------------------
def begin(opinion, event, *, actor, **facts):
    """First contact, and the answer of steps 1 and 2."""
    for code in (FIRST, ANSWER):
        deadlines.start(opinion, code, at=event.occurred_at)


def taken(opinion, event, *, actor, **facts):
    finish(opinion, event.occurred_at, FIRST)


def asked(opinion, event, *, actor, **facts):
    """A department needs longer; the resident's clock of step 3 begins."""
    finish(opinion, event.occurred_at, FIRST, ANSWER)
    deadlines.start(opinion, ASKED, at=event.occurred_at)


def resumed(opinion, event, *, actor, **facts):
    """Back in the studio's hands: the answer is owed anew."""
    finish(opinion, event.occurred_at, ASKED)
    deadlines.start(opinion, ANSWER, at=event.occurred_at)


def stop(opinion, event, *, actor, **facts):
    finish(opinion, event.occurred_at)


def handed_over(opinion, event, *, actor, **facts):
    """The clocks of the sender end, those of the receiver begin by its own calendar."""
    finish(opinion, event.occurred_at, cancelled=True)
    begin(opinion, event, actor=actor)


def finish(opinion, at, *codes, cancelled=False):
    """Stop the running clocks of these codes, of all without any."""
    running = Deadline.objects.running().of(opinion)
    for deadline in running.filter(code__in=codes) if codes else running:
        deadlines.finish(deadline, at, cancelled)


def mark_handled(opinion, actor, at, *, answered=False):
    """Dated columns of the first answer of any kind; who answers without taking up has taken it up."""
    opinion.handled_at = opinion.handled_at or at
    if opinion.taken_by is None:
        opinion.taken_by, opinion.taken_at = actor.post, at
    if answered:
        opinion.answered_at = at


# -- answers and visits ----------------------------------------------------------------------------
def tell(opinion, event, actor, kind, text):
    opinion.answers.create(kind=kind, text=text, by=actor.post, at=event.occurred_at)
    finish(opinion, event.occurred_at)
    if opinion.reply_by == ReplyBy.SMS:
        outbox.put("opinion-sms", f"opinion-sms:{event.pk}", {"opinion": opinion.pk})


def explained(opinion, event, *, actor, text, **facts):
    tell(opinion, event, actor, AnswerKind.EXPLAINED, text)


def answered(opinion, event, *, actor, text, **facts):
    heard = event.from_state == "heard"
    tell(opinion, event, actor, AnswerKind.ASKED if heard else AnswerKind.ANSWERED, text)


def result(opinion, event, *, actor, text, **facts):
    tell(opinion, event, actor, AnswerKind.RESULT, text)


def visit(opinion, event, *, actor, held_on, note, photos=(), **facts):
    row = opinion.visits.create(held_on=held_on, note=note, by=actor.post, at=event.occurred_at)
    for made in photos:
        keeping.keep(row, made, actor=actor)


def void_visit(opinion, event, *, actor, visit, reason, **facts):
    """Entered wrongly: it stays in the record, with who said so and why, and counts no more."""
    opinion.visits.filter(pk=visit.pk).update(
        voided_at=event.occurred_at, voided_by=actor.post, void_reason=reason
    )


def photos_of_visits(opinion):
    """Of those that count; a page that has read visits and files already asks no more."""
    visits = standing(opinion)
    files = getattr(opinion, "visit_files", None) or attachments_for(visits)
    return [file for visit in visits for file in files[visit.pk] if file.is_photo]


def standing(opinion):
    """The visits that are not void; those a page has read (`seen`) cost nothing."""
    rows = opinion.visits.all() if getattr(opinion, "seen", None) is None else opinion.seen
    return [visit for visit in rows if visit.voided_at is None]


# -- deletion --------------------------------------------------------------------------------------
def forget_contact(opinion, event, *, actor, **facts):
    """The resident's own wish: name and phone at once, the rest as soon as nobody works on it."""
    contacts().filter(opinion=opinion).delete()
    if opinion.erased_at:
        wipe(opinion)


def forget_all(opinion, event, *, actor, **facts):
    contacts().filter(opinion=opinion).delete()
    wipe(opinion)


def anonymise(opinion, at):
    """Nothing of the person is left on the row; dates and states stay for the figures."""
    opinion.text, opinion.place, opinion.county = GONE, "", None
    opinion.receipt = opinion.form_key = None
    opinion.second = opinion.origin = ""
    opinion.erased_at = at


def wipe(opinion):
    """Photos are really deleted; answers and visits keep their dates only."""
    visits = list(opinion.visits.all())
    for owner in (opinion, *visits):
        for attachment in Attachment.objects.of(owner):
            keeping.void(attachment, SYSTEM_ACTOR)
    opinion.answers.update(text=GONE)
    opinion.visits.update(note=GONE)
    opinion.visits.exclude(voided_at=None).update(void_reason=GONE)


def keep_longer(opinion):
    """Taken out of the doubtful ones it is kept as long as any other, counted from its arrival."""
    days = rulebook.value(opinion.organisation_id, "opinion_keep_days")
    opinion.delete_after = timezone.localdate(opinion.received_at) + timedelta(days=days)
    contacts().filter(opinion=opinion).update(delete_after=opinion.delete_after)


def contacts():
    return apps.get_model("members", "OpinionContact").objects


def keep_contact(opinion, *, name="", phone="", pass_on=False):
    """Sealed, with the day on which it is deleted written beside it."""
    row = contacts().model(
        opinion=opinion, pass_on=pass_on, collected_at=timezone.now(), delete_after=opinion.delete_after
    )
    row.sealed = contact_keys.seal({"name": name, "phone": phone})
    row.save()
    return row
