"""Who hears of duties: whoever serves, the colleague asked to swap, the liaison where somebody is missing."""

from django.db.models import Q
from django.utils import timezone

from members.models import DutySwap, Post
from members.states import OFFICE, DutyState, Role, SwapState
from weijianyi.notices.audience import Audience


def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def members(*keys):
    return current_posts().filter(role=Role.MEMBER, member__in=[key for key in keys if key])


def server(duty, event):
    """Whoever is down for it: a member, or a head of a department with an account."""
    if duty.member_id:
        return members(duty.member_id)
    return current_posts().filter(pk=duty.post_id) if duty.post_id else []


def liaison(duty, event):
    """The studio's liaison, or the office where it has none today."""
    found = current_posts().filter(pk=duty.studio.liaison_id or 0)
    if found.exists():
        return found
    return current_posts().filter(organisation_id=duty.studio.organisation_id, role__in=OFFICE)


def served_before(duty, event):
    """Who was down for it until this step."""
    return members(event.data.get("was"))


def asked(swap, event):
    return members(swap.asked_id)


def both(swap, event):
    """Both sides and the liaison; whoever acted is left out."""
    people = Q(role=Role.MEMBER, member__in=[swap.asker_id, swap.asked_id])
    return current_posts().filter(people | Q(pk=swap.duty.studio.liaison_id or 0))


def asker(swap, event):
    return members(swap.asker_id)


def in_state(*states):
    return lambda subject, event: subject.state in states


PLANNED, OPEN, ASKED = in_state(DutyState.PLANNED), in_state(DutyState.OPEN), in_state(SwapState.ASKED)
TOLD = {
    "duty.planned": (Audience(server, "members_duty_planned", PLANNED, mail=False),),
    "duty.remind": (Audience(server, "members_duty_remind", PLANNED),),
    "duty.gap": (Audience(liaison, "members_duty_gap", OPEN),),
    "duty.assign": (
        Audience(server, "members_duty_planned", PLANNED),
        Audience(served_before, "members_duty_released"),
    ),
    "duty.release": (Audience(served_before, "members_duty_released"),),
    "duty.cancel": (Audience(server, "members_duty_cancelled", in_state(DutyState.CANCELLED)),),
    "dutyswap.ask_swap": (Audience(asked, "members_swap_asked", ASKED),),
    "dutyswap.agree": (Audience(both, "members_swap_agreed", in_state(SwapState.DONE)),),
    "dutyswap.decline": (Audience(asker, "members_swap_declined", in_state(SwapState.DECLINED)),),
    "dutyswap.withdraw": (Audience(asked, "members_swap_withdrawn", in_state(SwapState.WITHDRAWN)),),
    "dutyswap.lapse": (Audience(asker, "members_swap_lapsed", in_state(SwapState.CANCELLED)),),
}


def words(subject, noun, event):
    """What the texts about duties may name."""
    swap = subject if isinstance(subject, DutySwap) else None
    duty = swap.duty if swap else subject
    phone = duty.studio.phone or duty.studio.organisation.office_phone
    return {
        "duty": duty, "swap": swap, "studio": duty.studio, "note": event.note if event else "",
        "return": swap.in_return if swap else None,
        "call": f"有不清楚的地方，请拨打工作室电话 {phone}。" if phone else "",
    }  # fmt: skip
