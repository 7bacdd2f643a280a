"""承诺台账: which promises somebody sees under which filters, how urgent each is, and the columns of the workbook."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from dispatch.key_proposals.states import PROMISE_OPEN, PromiseState
from dispatch.ledgers.columns import Column, fields, label_of, moment, reference
from dispatch.ledgers.shaped import Shaped
from dispatch.models import ClassChange, Promise

P = PromiseState
STILL = "still"
NEAR = 14  # days: close enough to be shown as near
ORDER = ("due_on", "pk")


def result_now(prefix):
    changes = ClassChange.objects.filter(reply=OuterRef("reply")).order_by("-occurred_at", "-pk")
    return (Coalesce(Subquery(changes.values("to_class__label")[:1]), F("reply__result_class__label")),)


COLUMNS = (
    Column("number", "编号", fields("kind", "number_year", "number", "session_id"), reference, 22),
    Column("title", "标题", fields("title"), width=36),
    Column("unit", "责任单位", fields("department__short_name"), width=18),
    Column("text", "承诺事项", fields("text"), width=48),
    Column("made", "承诺", fields("created_at"), moment, 12),
    Column("first", "最初期限", fields("first_due_on"), width=12),
    Column("due", "期限", fields("due_on"), width=12),
    Column("state", "状态", fields("state"), label_of(PromiseState), 18),
    Column("breaks", "未兑现次数", fields("breaks"), width=12),
    Column("result", "现办理结果", result_now, width=14),
    Column("kept", "兑现情况", fields("kept_text"), width=40),
    Column("done", "核实", fields("done_at"), moment, 12),
)  # fmt: skip
OF_ITEM = frozenset({"number", "title"})


def asked(actor, wanted):
    rows = Promise.objects.visible_to(actor)
    state = wanted.get("state")
    if state == STILL:
        rows = rows.open()
    elif state:
        rows = rows.filter(state=state)
    if wanted.get("department"):
        rows = rows.filter(department=wanted["department"])
    if wanted.get("q"):
        rows = rows.filter(Q(text__contains=wanted["q"]) | Q(desk__item__title__contains=wanted["q"]))
    if wanted.get("from"):
        rows = rows.filter(due_on__gte=wanted["from"])
    if wanted.get("to"):
        rows = rows.filter(due_on__lte=wanted["to"])
    return Shaped(rows, COLUMNS, ORDER, OF_ITEM, "desk__item__", "due_on")


def for_lists(rows):
    return rows.select_related("desk__item", "department")


def numbers(actor):
    """{state or selection: number} in one statement."""
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in PromiseState}
    still = Count("pk", filter=Q(state__in=PROMISE_OPEN))
    return Promise.objects.visible_to(actor).aggregate(all=Count("pk"), still=still, **counts)


def light(promise, today=None):
    """(words, tone) of the due day, never by colour alone; nothing once it is kept."""
    today = today or timezone.localdate()
    if promise.state == P.DONE:
        return "", ""
    left = (promise.due_on - today).days
    if promise.state == P.KEPT:
        return "待回头看", "rate"
    if left < 0:
        return f"已过 {-left} 天", "bad"
    if left == 0:
        return "今天到期", "wait"
    return f"还有 {left} 天", "wait" if left <= NEAR else "do"


def holder(promise):
    """Who has it and what comes next, in one sentence."""
    unit = promise.department.short_name
    day = f"{promise.due_on:%Y}年{promise.due_on.month}月{promise.due_on.day}日"
    if promise.state == P.KEPT:
        return "提案委", f"{unit}已报告兑现，由提案委或督查室回头看，核实后销号。"
    if promise.state == P.BROKEN:
        return unit, "没有兑现。请写明新的期限，或在兑现后报告。"
    if promise.state == P.LATE:
        return unit, f"{day}已过，请报告是否兑现；不能按期的，写明新的期限。"
    if promise.state == P.DONE:
        return "", "已核实兑现。"
    return unit, f"{day}前兑现，兑现后由{unit}报告，提案委回头看。"
