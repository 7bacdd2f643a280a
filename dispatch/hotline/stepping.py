"""Which steps a desk takes when the hotline reports a state: sign, work, answer, hand back."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils import timezone

from dispatch import rules
from dispatch.desks.rating_window import open_window
from dispatch.hotline.words import Effect
from dispatch.models import Assignment
from dispatch.states import FINISHED, GONE, DeskState, Stage
from weijianyi import rulebook
from weijianyi.workflow import perform

RETURN_REASON, ASKED = "not_ours", "请提案委确定"
CONTACT_FORM = "phone"


def follow(ticket, message, known, actor):
    """Take the steps that `known` means for the ticket's desk; a sentence on what was done, or empty.

    Raises what the door raises: nothing was done then.
    """
    desk = Assignment.objects.select_related("department", "item").get(pk=ticket.desk_id)
    if desk.state in GONE or desk.round != ticket.round:
        raise ValidationError("这件事项已经不在热线手里。")
    actor = replace(actor, on_behalf_of=ticket.line.name)
    at = moment(desk, message)
    if known.effect == Effect.NOTED:
        return ""
    if known.effect == Effect.RETURNED:
        return give_back(desk, message, actor, at)
    done = sign(desk, actor, at)
    if known.effect != Effect.ANSWERED:
        return "已签收。" if done is not desk else ""
    return answer(done, ticket, message, known, actor, at)


def moment(desk, message):
    """When it happened, within what is possible: after the desk was offered, not in the future."""
    now = timezone.now()
    at = message.happened_at or now
    return min(max(at, desk.signed_at or desk.offered_at), now)


def sign(desk, actor, at):
    if desk.state != DeskState.OFFERED:
        return desk
    return perform(desk, "sign", actor=actor, at=at)


def give_back(desk, message, actor, at):
    reason = word(desk, "handback_reason", RETURN_REASON)
    note = message.result or f"{actor.on_behalf_of}退回，没有写明理由。"
    perform(desk, "ask_return", actor=actor, at=at, reason=reason, note=note, proposed_text=ASKED)
    return "热线退回，请决定是否同意退办。"


def answer(desk, ticket, message, known, actor, at):
    """Their result as the reply of this round, signed under the hotline's name; then the usual way on."""
    if desk.state in FINISHED or desk.state == DeskState.CHECKING:
        raise ValidationError("这件事项已经答复，对方又送来结果，请核对。")
    if not desk.owes_answer:
        perform(desk, "give_opinion", actor=actor, at=at, facts=needed(message.result))
        return "已记为协办意见。"
    if desk.state == DeskState.WORKING:
        contact(desk, message, actor, at)
        facts = reply(desk, ticket, message, known, at)
        desk = perform(desk, "send_for_signature", actor=actor, at=at, **facts)
    if not rules.signs_for_unit(actor, desk):
        return "已录入答复，待签发。"
    desk = perform(desk, "sign_reply", actor=actor, at=at)
    if desk.state == DeskState.RELEASED:
        open_window(desk)
        return "已录入答复，转委员评价。"
    return "已录入答复，待核对。"


def contact(desk, message, actor, at):
    """What they say of calling the member back; without any such record the reply waits, as at every unit."""
    if not message.contact_summary:
        return
    held_on = message.contact_on or timezone.localdate(at)
    perform(
        desk, "record_contact", actor=actor, at=at, stage=Stage.DURING, held_on=held_on,
        form=word(desk, "contact_form", CONTACT_FORM), summary=message.contact_summary,
    )  # fmt: skip


def reply(desk, ticket, message, known, at):
    line = ticket.line
    return {
        "facts": needed(message.result), "measures": f"（{line.name}工单 {ticket.number} 办理结果）",
        "result_class": word(desk, "result_class", known.result_code or "solved"),
        "done_on": message.done_on or timezone.localdate(at),
        "ground": message.ground, "contact_name": message.contact_name or line.contact_name or line.name,
        "contact_phone": message.contact_phone or line.department.phone, "leader_name": "",
    }  # fmt: skip


def word(desk, dictionary, code):
    """The organisation's own dictionaries may have lost it."""
    try:
        return rulebook.entry(desk.organisation_id, dictionary, code)
    except KeyError as error:
        raise ValidationError(f"词表里没有代码“{code}”，请在规则里补充，或改对照表。") from error


def needed(result):
    if not result.strip():
        raise ValidationError("对方办结了，但没有写办理结果。")
    return result
