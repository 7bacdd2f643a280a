"""Writing, signing, checking and releasing a reply; contacts with the member; an assisting unit's opinion."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from dispatch.desks import classes, dispatching, lettering, planning, reply_checks, requests_of
from dispatch.models.contact import Contact
from dispatch.models.reply import Reply
from dispatch.states import Authority, DeskState
from suggestions.states import Kind
from weijianyi.clock import deadlines
from weijianyi.files import keeping

TEXT_FIELDS = (
    "facts",
    "measures",
    "result_class",
    "done_on",
    "ground",
    "contact_name",
    "contact_phone",
    "leader_name",
    "document_number",
)


def write_contact(
    desk, event, *, actor, stage, form, held_on, summary, people="", rank="", photos=(), **facts
):
    row = Contact.objects.create(
        desk=desk, round=desk.round, stage=stage, form=form, held_on=held_on, summary=summary, people=people,
        rank=rank, recorded_by=actor.post,
    )  # fmt: skip
    for made in photos:
        keeping.keep(row, made, actor=actor)
    deadlines.stop(desk, "first_contact", at=event.occurred_at)
    return row


def correctable(desk):
    """The contacts of this round that stand; those of a round that was answered stay as they were."""
    return desk.contacts.filter(round=desk.round, voided_at=None)


def check_correctable(desk, wrong):
    if wrong is None or not correctable(desk).filter(pk=wrong.pk).exists():
        raise ValidationError("这条沟通记录已经更正过，或属于上一轮，不能再改；请返回看最新的记录。")


def correct_contact(desk, event, *, actor, wrong, **facts):
    """What was wrong stays as a void row, what is right is a new one; its photos go with it."""
    row = write_contact(desk, event, actor=actor, **facts)
    Contact.objects.filter(pk=wrong.pk).update(voided_at=event.occurred_at)
    keeping.hand_over(wrong, row)


def draft_of(desk):
    """The reply of this round, not saved yet if nobody wrote a word."""
    return desk.current_reply or Reply(desk=desk, round=desk.round)


def missing_facts(desk, reply):
    """{field: sentence} for what must not be missing (rulings §10); wording is never a reason."""
    found = {}
    if not reply.get("facts"):
        found["facts"] = "请写明办理情况。"
    result = reply.get("result_class")
    if result is None:
        found["result_class"] = "请选择办理结果。"
    elif result.data.get("date_required") and not reply.get("done_on"):
        found["done_on"] = f"“{result.label}”要写明完成或预计完成的日期。"
    elif result.data.get("ground_required") and not reply.get("ground"):
        found["ground"] = f"“{result.label}”要写明政策依据或客观原因。"
    if not reply.get("contact_name") or not reply.get("contact_phone"):
        found["contact_name"] = "请留下经办人姓名和电话，方便委员联系。"
    for request in desk.requests:
        lacking = requests_of.missing(request, reply.get("answers", {}).get(request.pk))
        found |= {f"{part}_{request.pk}": sentence for part, sentence in lacking.items()}
    found["plan"], found["contacts"] = planning.missing_plan(desk), planning.missing_contacts(desk)
    return {name: sentence for name, sentence in found.items() if sentence}


# What is no field of the reply form: said above it.
APART = ("plan", "contacts")


def check_facts(desk, reply):
    if errors := missing_facts(desk, reply):
        above = [errors.pop(name) for name in APART if name in errors]
        raise ValidationError({**errors, "__all__": above} if above else errors)


def write_reply(desk, event, *, actor, answers=None, **reply):
    row = draft_of(desk)
    for name in TEXT_FIELDS:
        if name in reply:
            setattr(row, name, reply[name])
    row.drafted_by, row.sent_at = actor.post, event.occurred_at
    row.save()
    requests_of.save_answers(row, answers or {})


def sign(desk, event, actor, document_number):
    """The reply or opinion of this round is signed: who, when, under which number, what counts of it."""
    row = desk.current_reply
    if document_number is not None:
        row.document_number = document_number
    row.signed_by, row.signed_at = actor.post, event.occurred_at
    lettering.number(desk, row, event.occurred_at)
    row.authority = lettering.authority(desk)
    row.save()
    if desk.owes_answer:
        reply_checks.note(desk, row)
    return row


def write_signature(desk, event, *, actor, document_number=None, **facts):
    """On-time is the signature of the version released; days in checking do not count."""
    row = sign(desk, event, actor, document_number)
    if desk.state == DeskState.CHECKING:
        _pause_answer(desk, event)
        deadlines.start(desk, "check", at=event.occurred_at)
    else:
        release(desk, row, event.occurred_at, row.signed_at)


def write_release(desk, event, *, actor, result_class=None, reason="", **facts):
    row = desk.current_reply
    row.checked_by = actor.post
    classes.change(row, event, actor=actor, result_class=result_class, reason=reason)
    deadlines.stop(desk, "check", at=event.occurred_at)
    release(desk, row, event.occurred_at, row.signed_at)


def release(desk, row, at, signed_at):
    """The member may read and rate: the answer's clock stops at the signature, the rating window opens."""
    row.released_at = at
    row.save()
    clock = deadlines.running(desk, "handle")
    if clock and clock.paused:
        deadlines.resume(clock, at=at)
    for code in ("handle", "redo", "sign_receipt", "handback"):
        deadlines.stop(desk, code, at=signed_at)
    deadlines.stop(desk, "first_contact", at=signed_at, cancelled=True)  # none was asked for
    deadlines.stop(desk, "extension_decision", at=at, cancelled=True)  # answered before it was decided
    dispatching.set_due(desk, None)
    if rated_here(desk):
        deadlines.start(desk, "rate", at=at)


def rated_here(desk):
    """Letters are not rated; an item passed in by another organisation is rated at home."""
    return desk.kind != Kind.INQUIRY and not desk.item.links_in.passed().exists()


def resume(desk, event, *, actor, **facts):
    """The check sent the reply back: the unit's clock runs on."""
    row = desk.current_reply
    row.signed_by = row.signed_at = None
    row.save()
    deadlines.stop(desk, "check", at=event.occurred_at)
    clock = deadlines.running(desk, "handle")
    if clock:
        dispatching.set_due(desk, deadlines.resume(clock, at=event.occurred_at))


def _pause_answer(desk, event):
    clock = deadlines.running(desk, "handle")
    if clock:
        deadlines.pause(clock, at=event.occurred_at, reason="答复核对中", event_id=event.pk)


def write_opinion(desk, event, *, actor, facts, **rest):
    """An assisting unit's opinion goes to the lead desk; it needs no signature of its own here."""
    draft_opinion(desk, event, actor=actor, facts=facts)
    deadlines.stop_all(desk, event.occurred_at)
    dispatching.set_due(desk, None)


def draft_opinion(desk, event, *, actor, facts, document_number="", **rest):
    row = draft_of(desk)
    row.facts, row.document_number = facts, document_number
    row.drafted_by, row.sent_at = actor.post, event.occurred_at
    row.save()


def sign_opinion(desk, event, *, actor, document_number=None, **rest):
    """A proposal's opinion leaves the unit under its leader's name and a number of its own series."""
    sign(desk, event, actor, document_number)
    deadlines.stop_all(desk, event.occurred_at)
    dispatching.set_due(desk, None)


def write_result(
    desk,
    event,
    *,
    actor,
    facts,
    signed_for="",
    signed_at="",
    done_on="",
    document="",
    authority="",
    result_class=None,
    **texts,
):
    """The other organisation's answer, as it came; the matter's own authors may rate it from now on."""
    authority = authority if document and authority in Authority.values else ""
    texts = {name: text for name, text in texts.items() if name in TEXT_FIELDS}
    Reply.objects.create(
        desk=desk, round=desk.round, facts=facts, result_class=result_class, document_number=document[:60],
        authority=authority,
        done_on=date.fromisoformat(done_on) if done_on else None, sent_at=event.occurred_at,
        signed_for=(signed_for or desk.unit_name)[:200], released_at=event.occurred_at,
        signed_at=parse_datetime(signed_at) if signed_at else event.occurred_at, **texts,
    )  # fmt: skip
    deadlines.stop_all(desk, event.occurred_at)
    dispatching.set_due(desk, None)
    desk.link.result_at = event.occurred_at
    desk.link.far_state, desk.link.far_holder, desk.link.far_due = "已答复", "", None
    desk.link.save(update_fields=["result_at", "far_state", "far_holder", "far_due"])
    if rated_here(desk):
        deadlines.start(desk, "rate", at=event.occurred_at)
