"""The columns of the 台账: what each reads from the database and how it is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from dispatch.figures.bases import CLAIM, DESK, ITEM, MEMBER, NO_DESK, RATING, SUPERVISION
from dispatch.models import Assignment
from dispatch.states import (
    ANSWERING,
    Channel,
    DeskRole,
    DeskState,
    Dimension,
    Grade,
    SupervisionReason,
    SupervisionState,
)
from suggestions.claims.states import ClaimState
from suggestions.models import Authorship, Item
from suggestions.states import Kind, state_word
from weijianyi.clock.models import Deadline


@dataclass(frozen=True)
class Column:
    """`sources(prefix)` are the expressions it reads, `show` makes the printed value of them."""

    key: str
    label: str
    sources: Callable
    show: Callable = lambda value: value if value is not None else ""
    width: int = 14


def fields(*names):
    return lambda prefix: tuple(F(prefix + name) for name in names)


def moment(at):
    """The day, as a date: a cell to calculate with."""
    return timezone.localdate(at) if isinstance(at, datetime) else at or ""


def label_of(choices):
    return lambda value: str(choices(value).label) if value else ""


def reference(kind, year, number, session):
    return Item(kind=kind, number_year=year, number=number, session_id=session).reference


def standing(state, kind, voided_at):
    return "已作废" if voided_at else state_word(kind, state)


def first_author(field):
    def sources(prefix):
        rows = Authorship.objects.filter(item=OuterRef(f"{prefix}pk"), order=0)
        return (Subquery(rows.order_by("pk").values(field)[:1]),)

    return sources


def answering_unit(prefix):
    rows = Assignment.objects.filter(item=OuterRef(f"{prefix}pk"), role__in=ANSWERING).exclude(
        state__in=NO_DESK
    )
    return (Subquery(rows.order_by("pk").values("department__short_name")[:1]),)


def result_sources(prefix):
    return F("last_result_label"), F("last_result_own")


def both_results(now, own):
    """What counts, and what the unit had said where a check changed it."""
    return f"{now}（核定，原{own}）" if now != own else now or ""


OF_ITEM = (
    Column("number", "编号", fields("kind", "number_year", "number", "session_id"), reference, 22),
    Column("title", "标题", fields("title"), lambda title: title or "（未写标题）", 36),
    Column("kind", "类型", fields("kind"), label_of(Kind), 10),
    Column("author", "第一作者", first_author("name"), width=12),
    Column("sector", "界别", first_author("sector_name"), width=16),
    Column("category", "领域", fields("category__label"), width=12),
    Column("place", "地点", fields("district", "place"), lambda a, b: f"{a}{b}", 28),
    Column("unit", "承办单位", answering_unit, width=18),
    Column("state", "状态", fields("state", "kind", "voided_at"), standing, 14),
    Column("holder", "现在由谁办理", fields("holder"), width=22),
    Column("due", "下一期限", fields("next_due"), width=12),
    Column("submitted", "提交", fields("submitted_at"), moment, 12),
    Column("accepted", "受理", fields("accepted_at"), moment, 12),
    Column("dispatched", "交办", fields("dispatched_at"), moment, 12),
    Column("answered", "首次答复", fields("answered_at"), moment, 12),
    Column("closed", "办结", fields("closed_at"), moment, 12),
)
OF_DESK = (
    Column("desk_unit", "承办单位", fields("department__name"), width=24),
    Column("desk_role", "角色", fields("role"), label_of(DeskRole), 8),
    Column("desk_state", "办理状态", fields("state"), label_of(DeskState), 12),
    Column("desk_offered", "交办", fields("offered_at"), moment, 12),
    Column("first_due", "首轮期限", lambda prefix: (F("first_due"),), width=12),
    Column("desk_answered", "首次答复", fields("answered_at"), moment, 12),
    Column("on_time", "是否按时", lambda prefix: (F("first_outcome"),), label_of(Deadline.Outcome), 10),
    Column("desk_due", "现在的期限", fields("due_on"), width=12),
    Column("result", "办理结果", result_sources, both_results, 20),
)
OF_RATING = (
    Column("round", "轮次", lambda prefix: (F("reply__round"),), width=8),
    Column("rater", "评价人", lambda prefix: (F("authorship__name"),), width=12),
    Column("dimension", "方面", lambda prefix: (F("dimension"),), label_of(Dimension), 12),
    Column("grade", "评价", lambda prefix: (F("grade"),), label_of(Grade), 14),
    Column("comment", "意见", lambda prefix: (F("comment"),), width=36),
    Column("rated_at", "评价日期", lambda prefix: (F("occurred_at"),), moment, 12),
    Column("channel", "渠道", lambda prefix: (F("channel"),), label_of(Channel), 12),
)
OF_CLAIM = (
    Column("claimant", "领办人", lambda prefix: (F("name"),), width=14),
    Column("claim_state", "领办状态", lambda prefix: (F("state"),), label_of(ClaimState), 12),
    Column("claimed_at", "同意领办", lambda prefix: (F("decided_at"),), moment, 12),
    Column("claim_due", "领办期限", lambda prefix: (F("due_on"),), width=12),
    Column("claim_ended", "结束", lambda prefix: (F("ended_at"),), moment, 12),
)
OF_SUPERVISION = (
    Column("pressed_unit", "承办单位", lambda prefix: (F("desk__department__name"),), width=24),
    Column("pressed_for", "缘由", lambda prefix: (F("reason"),), label_of(SupervisionReason), 12),
    Column("pressed_state", "督办状态", lambda prefix: (F("state"),), label_of(SupervisionState), 12),
    Column("pressed_at", "立项", lambda prefix: (F("opened_at"),), moment, 12),
    Column("pressed_end", "销号", lambda prefix: (F("closed_at"),), moment, 12),
)
OF_MEMBER = (
    Column("number", "姓名", lambda prefix: (F("name"),), width=14),
    Column("title", "界别", lambda prefix: (F("sector__name"),), width=18),
    Column("committee", "专委会", lambda prefix: (F("committee__name"),), width=20),
    Column("seat", "所属组织", lambda prefix: (F("organisation__short_name"),), width=18),
)
# In 含下级: what one organisation may know of another's items (rulings §1).
ORGANISATION = Column("organisation", "所属组织", fields("organisation__short_name"), width=18)
ABROAD = "（其他组织的事项）"
KNOWN_ABROAD = (
    "number", "title", "kind", "state", "submitted", "accepted", "dispatched", "answered", "closed", "desk_unit",
    "desk_role", "desk_state", "desk_offered", "first_due", "desk_answered", "on_time", "dimension", "grade",
    "rated_at", "claim_state", "claimed_at", "pressed_unit", "pressed_for", "pressed_state", "pressed_at",
)  # fmt: skip
SHARED = tuple(c for c in OF_ITEM if c.key not in ("unit", "dispatched", "answered", "due", "holder"))
COLUMNS = {
    ITEM: OF_ITEM, DESK: (*SHARED, *OF_DESK), RATING: (*SHARED, *OF_DESK[:2], *OF_RATING),
    CLAIM: (*SHARED, *OF_CLAIM), SUPERVISION: (*SHARED, *OF_SUPERVISION), MEMBER: OF_MEMBER,
}  # fmt: skip
USUAL = {
    ITEM: ("number", "title", "author", "category", "unit", "state", "submitted", "due"),
    DESK: ("number", "title", "desk_unit", "desk_state", "desk_offered", "first_due", "desk_answered", "on_time"),
    RATING: ("number", "title", "desk_unit", "rater", "grade", "comment", "rated_at"),
    CLAIM: ("number", "title", "claimant", "claim_state", "claimed_at", "claim_due"),
    SUPERVISION: ("number", "title", "pressed_unit", "pressed_for", "pressed_state", "pressed_at"),
    MEMBER: ("number", "title", "committee", "seat"),
}  # fmt: skip


def abroad(table):
    """The columns of a list that spans several organisations."""
    if table == MEMBER:
        return COLUMNS[MEMBER]
    return (ORGANISATION, *(c for c in COLUMNS[table] if c.key in KNOWN_ABROAD))
