"""换班: a member asks a colleague of the studio; nothing changes before the colleague agrees, both are told."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.duties import rules as duty_rules
from members.duties import serving
from members.states import DutyState
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, door, perform
from weijianyi.workflow.steps import Step

ASK = Step("ask_swap", "请人换班", "请人换班", duty_rules.asks)


def ask(duty, *, actor, asked, in_return=None, reason="", at=None):
    """A request to `asked`, with its event. Forbidden, NotNow, or ValidationError about the colleague."""
    from members.models import DutySwap  # noqa: PLC0415 -- the noun's own file names this module

    at = at or timezone.now()
    with transaction.atomic():
        duty = door.lock(duty)
        door.check_visible(duty, actor)
        check(duty, actor, timezone.localdate(at))
        check_colleague(duty, asked, in_return)
        try:
            with transaction.atomic():
                swap = DutySwap.objects.create(
                    duty=duty, in_return=in_return, asker=duty.member, asked=asked, reason=reason, asked_at=at
                )
        except IntegrityError:
            raise NotNow("这次值班已经有一个换班请求在等答复。", duty) from None
        door.announce(swap, door.record(swap, ASK, actor, "", at, {"reason": reason}))
    return swap


def check(duty, actor, today):
    if actor.post is None or duty.member_id is None or actor.post.member_id != duty.member_id:
        raise Forbidden("只能请人换自己的值班。")
    if duty.state != DutyState.PLANNED or duty.date < today:
        raise NotNow("这次值班已经过了，或者有了变化，不能再换。", duty)


def check_colleague(duty, asked, in_return):
    """The colleague serves in the studio, and both are free at the times they would take over."""
    if asked.pk == duty.member_id:
        raise ValidationError({"asked": "请选择另一位委员。"})
    if not duty.studio.seats.filter(member=asked, valid_to=None).exists():
        raise ValidationError({"asked": "请选择本工作室的委员。"})
    if in_return is not None and in_return.member_id != asked.pk:
        raise ValidationError({"in_return": "用来交换的，要是对方的值班。"})
    if problem := trouble(duty, duty.member, asked, in_return):
        raise ValidationError({"asked": problem})


def trouble(duty, asker, asked, in_return):
    """Why the two cannot change places, or an empty string."""
    if in_return is not None and at_once(duty, in_return):
        return "两次值班在同一时间，换了也一样。"
    given = [in_return.pk] if in_return else []
    if serving.clash(duty, asked.pk, given):
        return f"{asked.name}这个时间在别处值班。"
    if in_return is not None and serving.clash(in_return, asker.pk, [duty.pk]):
        return f"{asker.name}那个时间在别处值班。"
    return ""


def at_once(one, other):
    return one.date == other.date and one.starts < other.ends and other.starts < one.ends


def stands(swap, today):
    """Whether both duties are still as they were when it was asked."""
    pairs = [(swap.duty, swap.asker_id)]
    if swap.in_return_id:
        pairs.append((swap.in_return, swap.asked_id))
    same = all(d.state == DutyState.PLANNED and d.date >= today and d.member_id == m for d, m in pairs)
    return same and not trouble(swap.duty, swap.asker, swap.asked, swap.in_return)


def exchange(swap, event, *, actor):
    """Rows of `agree`: each duty passes into the other's hands, in the same click."""
    if swap.in_return_id:
        perform(swap.in_return, "change_hands", actor=SYSTEM_ACTOR, act=event.act, member=swap.asker)
    perform(swap.duty, "change_hands", actor=SYSTEM_ACTOR, act=event.act, member=swap.asked)
