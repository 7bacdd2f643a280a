"""Residents' opinions and desks: a department is asked through the ordinary desk, and what it answers flows back.

`listen` reads events after their commit: an undone step is never told to a resident, and twice does no harm.
"""

from dispatch.models import Assignment
from dispatch.states import ANSWERING, DeskState
from members.opinions.states import OpinionState
from suggestions import opinions
from suggestions.models import Item
from suggestions.states import Kind, State
from weijianyi.workflow import SYSTEM_ACTOR, NotNow, perform

S, O = State, OpinionState  # noqa: E741 -- both nouns' states
CAME_TO_NOTHING = {S.DECLINED: "没有受理", S.WITHDRAWN: "已经撤回"}
OVER = frozenset({S.CLOSED, S.ADOPTED})


# -- plans of the opinion's steps ------------------------------------------------------------------
def ask(opinion, event, *, actor, department, title, question, **facts):
    """An inquiry at the department's desk at once; the asker is the studio."""
    inquiry = opinions.inquiry_of(opinion, event, actor=actor, title=title, question=question)
    perform(inquiry, "dispatch", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, lead=department)


def answer(opinion, event, *, actor, text, **facts):
    """The department's answer has been passed on: its inquiry is closed."""
    for link in opinion.made.filter(ended_at=None, asked=True).select_related("item"):
        inquiry = Item.objects.get(pk=link.item_id)
        if inquiry.state == S.ANSWERED:
            perform(
                inquiry, "pass_back", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at,
                told="工作室已转告群众。", told_whom="群众",
            )  # fmt: skip
        end(link, event.occurred_at)


def withdraw(opinion, event, *, actor, **facts):
    """Nobody waits for the answer any more: the department is freed."""
    for link in opinion.made.filter(ended_at=None, asked=True).select_related("item"):
        end(link, event.occurred_at)
        inquiry = Item.objects.get(pk=link.item_id)
        for desk in inquiry.desks.filter(state__in=[DeskState.PLANNED, DeskState.OFFERED, DeskState.WORKING]):
            perform(
                desk, "cancel", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, reason="群众撤回"
            )


def end(link, at):
    link.ended_at = at
    link.save(update_fields=["ended_at"])


# -- what comes back -------------------------------------------------------------------------------
def listen(event):
    """An item or a desk has moved: the opinion it was made of hears of it."""
    subject = event.subject
    if isinstance(subject, Assignment):
        subject = subject.item
    if not isinstance(subject, Item):
        return
    item = Item.objects.get(pk=subject.pk)
    for link in opinions.open_links(item):
        try:
            follow(link, item, event.occurred_at)
        except NotNow:  # somebody was quicker, or the resident has withdrawn
            continue


def follow(link, item, at):
    opinion = link.opinion
    if item.voided_at or item.state in CAME_TO_NOTHING:
        opinions.dropped(item, at, CAME_TO_NOTHING.get(item.state, "已经作废"))
    elif link.asked:
        if item.state in (S.ANSWERED, S.CLOSED) and opinion.state == O.ASKED:
            perform(opinion, "hear", actor=SYSTEM_ACTOR, at=at)
    elif item.state in (S.ANSWERED, *OVER):
        if opinion.state == O.TURNED:
            perform(opinion, "bring_result", actor=SYSTEM_ACTOR, at=at, **result_of(item))
        if item.state in OVER:
            end(link, at)
            opinion.refresh_from_db()
            if opinion.state == O.ANSWERED:
                solved = result_of(item)["solved"]
                perform(opinion, "close", actor=SYSTEM_ACTOR, at=at, solved=solved)


def released_of(item):
    """The standing replies of the desks that answer."""
    desks = item.desks.filter(role__in=ANSWERING).prefetch_related(
        "replies__result_class", "replies__class_changes"
    )
    return [(desk, reply) for desk in desks if (reply := desk.last_released)]


def result_of(item):
    """{"text", "solved"}: what the resident reads; units and what they did, no names and no numbers."""
    if item.kind == Kind.REPORT:
        return {"text": "您反映的情况已经编入政协的社情民意信息，报送有关方面研究。", "solved": None}
    replies = released_of(item)
    if not replies:
        return {"text": "您反映的事已经办结。", "solved": None}
    lines = [
        f"{desk.unit_short}：{reply.class_now.label if reply.class_now else '已答复'}。{reply.facts}".strip()
        for desk, reply in replies
    ]
    classes = {reply.class_now.code for _, reply in replies if reply.class_now}
    return {"text": "\n".join(lines), "solved": classes == {"solved"} if classes else None}


def heard_text(opinion):
    """What the department answered, as a start for the words to the resident."""
    link = opinion.made.filter(asked=True, ended_at=None).select_related("item").first()
    if link is None or link.item_id is None:
        return ""
    return "\n".join(reply.facts for _, reply in released_of(Item.objects.get(pk=link.item_id)))
