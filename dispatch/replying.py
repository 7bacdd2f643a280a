"""Writing, signing, checking and releasing a reply; contacts with the member; an assisting unit's opinion."""

from django.core.exceptions import ValidationError

from dispatch import dispatching
from dispatch.models.contact import Contact
from dispatch.models.reply import Reply
from dispatch.states import DeskState
from suggestions.states import Kind
from weijianyi.clock import deadlines

TEXT_FIELDS = (
    "facts",
    "measures",
    "result_class",
    "done_on",
    "ground",
    "contact_name",
    "contact_phone",
    "leader_name",
)


def write_contact(desk, event, *, actor, stage, form, held_on, summary, people="", **facts):
    Contact.objects.create(
        desk=desk, round=desk.round, stage=stage, form=form, held_on=held_on, summary=summary, people=people,
        recorded_by=actor.post,
    )  # fmt: skip
    deadlines.stop(desk, "first_contact", at=event.occurred_at)


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
    if not desk.contacts.filter(round=desk.round, voided_at=None).exists():
        found["contacts"] = "还没有与委员沟通的记录，请先记一次。"
    return found


def check_facts(desk, reply):
    if errors := missing_facts(desk, reply):
        # A contact is not a field of the reply form: shown above it.
        if "contacts" in errors:
            errors = {**{k: v for k, v in errors.items() if k != "contacts"}, "__all__": errors["contacts"]}
        raise ValidationError(errors)


def write_reply(desk, event, *, actor, **reply):
    row = draft_of(desk)
    for name in TEXT_FIELDS:
        if name in reply:
            setattr(row, name, reply[name])
    row.drafted_by, row.sent_at = actor.post, event.occurred_at
    row.save()


def write_signature(desk, event, *, actor, **facts):
    """On-time is the signature of the version released; days in checking do not count."""
    row = desk.current_reply
    row.signed_by, row.signed_at = actor.post, event.occurred_at
    row.save()
    if desk.state == DeskState.CHECKING:
        _pause_answer(desk, event)
        deadlines.start(desk, "check", at=event.occurred_at)
    else:
        release(desk, row, event.occurred_at, row.signed_at)


def write_release(desk, event, *, actor, **facts):
    row = desk.current_reply
    row.checked_by = actor.post
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
    row = draft_of(desk)
    row.facts, row.drafted_by, row.sent_at = facts, actor.post, event.occurred_at
    row.save()
    deadlines.stop_all(desk, event.occurred_at)
    dispatching.set_due(desk, None)


def write_result(desk, event, *, actor, facts, **rest):
    """The other organisation's answer, as it came."""
    Reply.objects.create(desk=desk, round=desk.round, facts=facts, sent_at=event.occurred_at)
    deadlines.stop_all(desk, event.occurred_at)
    dispatching.set_due(desk, None)
    desk.link.result_at = event.occurred_at
    desk.link.save(update_fields=["result_at"])
