"""Timed jobs of items before dispatch: what an author did not do in time."""

from contextlib import suppress
from datetime import timedelta

from django.db.models import Exists, OuterRef

from suggestions import drafting
from suggestions.models import Authorship, Item, Proposal, TopicPlan
from suggestions.states import SignerState, State
from suggestions.upward import tracking
from weijianyi import rulebook
from weijianyi.clock.models import Deadline
from weijianyi.workflow import SYSTEM_ACTOR, NotNow, perform


def lapse_returned(on, *, now, dry_run=False):
    """Sent back and not sent in again by the end of the last day: withdrawn by the system, still counted."""
    lines = []
    for item in over("member_fix", on, State.RETURNED):
        lines.append(f"{item.reference} {item}：退回修改已到期，自动撤回")
        if not dry_run:
            attempt(perform, item, "lapse", actor=SYSTEM_ACTOR)
    return lines


def lapse_conversions(on, *, now, dry_run=False):
    """A converted draft not submitted in 30 days: its source is declined, 转件未提交.

    A draft its author has never touched goes; one with the author's own words stays an ordinary draft.
    """
    lines = []
    for draft in over("conversion_draft", on, State.DRAFT):
        lines.append(f"{draft}：转为{draft.get_kind_display()}的草稿已到期，原件按转件未提交处理")
        if not dry_run:
            attempt(drafting.give_up_conversion, draft, now)
    return lines


def lapse_cosigning(on, *, now, dry_run=False):
    """A co-signing window is over: who has not answered is no longer asked, the first author hands in."""
    open_ones = Authorship.objects.filter(item=OuterRef("pk"), state=SignerState.INVITED)
    items = Proposal.objects.filter(state=State.COSIGNING, proposal_facts__cosign_until__lt=now).valid()
    lines = []
    for item in items.filter(Exists(open_ones)).order_by("pk"):
        lines.append(f"{item}：联名截止，没有答复的不计入署名")
        if not dry_run:
            attempt(perform, item, "cosign_over", actor=SYSTEM_ACTOR, at=now)
    return lines


def remind_topics(on, *, now, dry_run=False):
    """约稿: some days before the last day, once, who was asked and has not written is told."""
    lines = []
    for topic in TopicPlan.objects.of_reports().filter(reminded_at=None, due_on__gte=on):
        if topic.due_on - on <= timedelta(days=rulebook.value(topic.organisation_id, "topic_remind_days")):
            lines.append(f"{topic}：约稿 {topic.due_on} 截止，提醒还没有写的")
            if not dry_run:
                attempt(perform, topic, "remind", actor=SYSTEM_ACTOR, at=now)
    return lines


def remind_tracking(on, *, now, dry_run=False):
    """The day of a tracked matter has come: whoever watches it is told, once."""
    return tracking.remind(on, dry_run)


def over(code, on, state):
    """Items in that state whose clock ended before the day `on`."""
    clocks = Deadline.objects.running().on(Item).filter(code=code, due_on__lt=on, paused_since=None)
    return Item.objects.filter(pk__in=clocks.values("object_id"), state=state).valid().order_by("pk")


def attempt(act, *args, **facts):
    """Somebody was faster: nothing left to do."""
    with suppress(NotNow):
        act(*args, **facts)
