"""领办: the lists of the office and of those who lead, what may be led, and what the page of one claim says."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from members.rules import has_role
from members.states import AUTHORS
from suggestions.claims import claiming
from suggestions.claims import rules as claim_rules
from suggestions.claims.states import CLAIM_OPEN, ClaimState
from suggestions.models import Authorship, Claim, ClaimActivity, Item
from suggestions.states import State
from weijianyi.clock.models import Deadline
from weijianyi.files.models import attachments_for
from weijianyi.templatetags.ui import cn_time

C = ClaimState
MINE, FREE = "mine", "free"
TABS = {
    "applied": ("待批准", (C.APPLIED,)), "invited": ("待应邀", (C.INVITED,)), "active": ("领办中", (C.ACTIVE,)),
    "done": ("领办结束", (C.DONE,)), "others": ("未领办", (C.DECLINED, C.WITHDRAWN, C.CLOSED)),
}  # fmt: skip
ORDER = ("-asked_at", "-pk")


def of_office(actor, tab, words=""):
    return named(Claim.objects.visible_to(actor), words).filter(state__in=TABS[tab][1])


def numbers(actor, words=""):
    """{tab: number} in one statement."""
    counts = {tab: Count("pk", filter=Q(state__in=states)) for tab, (_, states) in TABS.items()}
    return named(Claim.objects.visible_to(actor), words).aggregate(**counts)


def named(claims, words):
    return claims.filter(Q(item__title__contains=words) | Q(name__contains=words)) if words else claims


def mine(actor):
    """What I lead, was asked to lead or asked for, with the last record; what runs first."""
    last = ClaimActivity.objects.filter(claim=OuterRef("pk"))
    return Claim.objects.led_by(actor).for_lists().annotate(
        ended=Exists(Claim.objects.filter(pk=OuterRef("pk")).exclude(state__in=CLAIM_OPEN)),
        last_text=Subquery(last.values("text")[:1]), last_on=Subquery(last.values("held_on")[:1]),
    )  # fmt: skip


def free(actor, words=""):
    """Matters in hand that nobody leads and this actor may ask for."""
    led = Claim.objects.filter(item=OuterRef("pk"), state=C.ACTIVE)
    own = Claim.objects.led_by(actor).filter(item=OuterRef("pk"), state__in=CLAIM_OPEN)
    person = Authorship.objects.filter(item=OuterRef("pk"), member__user=actor.user)
    there = Item.objects.filter(pk=OuterRef("pk"), desks__department__officers__post__user=actor.user)
    found = Item.objects.visible_to(actor).filter(
        kind__in=claim_rules.KINDS, state=State.HANDLING, open_consent=True, voided_at=None
    )
    found = found.exclude(pk__in=Item.objects.written_by(actor).values("pk"))
    found = found.filter(~Exists(led), ~Exists(own), ~Exists(person), ~Exists(there))
    return found.filter(title__contains=words) if words else found


def standing(claim):
    """(who has it, what comes next), in one sentence each."""
    if claim.state == C.APPLIED:
        return "提案委", "决定是否批准。"
    if claim.state == C.INVITED:
        return claim.name, "答复是否领办。"
    if claim.state == C.ACTIVE:
        until = f"，{cn_time(claim.due_on)}前报告成效" if claim.due_on else ""
        return claim.name, f"{'照计划开展活动' if claim.plan else '先写领办计划'}{until}。"
    if claim.state == C.DONE:
        return "", f"{cn_time(claim.ended_at)} 结束；领办人和作者可以评价。"
    return "", "没有领办。" if claim.state == C.DECLINED else "领办没有继续。"


def clock_of(claim):
    return Deadline.objects.running().of(claim).order_by("due_on", "pk").first()


def activities(claim):
    """Newest first, each with its photos and papers."""
    found = list(claim.activities.select_related("form", "by__user"))
    files = attachments_for(found)
    for activity in found:
        activity.files = files[activity.pk]
    return found


def reads_text(actor, claim):
    """Whoever leads it reads the matter once it is approved; members else see public facts only (rulings §7)."""
    if not has_role(actor, *AUTHORS):
        return True
    return claim.state in (C.ACTIVE, C.DONE)  # of claimant and authors, the only ones who find it


def contacts(claim):
    """[(unit, handler, phone)] of the desks that answer. `desks` is a reverse key."""
    desks = claim.item.desks.seen_by_unit().exclude(role="relay")
    desks = desks.select_related("department", "holder_officer__post__user")
    return [(d.department.name, d.holder_officer, d.department.phone) for d in desks]


def may_rate(actor, claim):
    return claim.state == C.DONE and claim_rules.rates(actor, claim) and not claiming.rated(claim, actor)


def days_left(claim):
    return (claim.due_on - timezone.localdate()).days if claim.due_on else None
