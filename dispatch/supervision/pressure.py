"""交督一览: everything that was handed out, each desk in exactly one state of pressure; page and workbook share it."""

from datetime import date, timedelta

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from dispatch.figures.conditions import overdue
from dispatch.ledgers.columns import Column, fields, label_of, moment, reference
from dispatch.ledgers.desks import Today
from dispatch.ledgers.shaped import Shaped
from dispatch.models import Assignment, Supervision
from dispatch.states import DeskRole, DeskState
from dispatch.supervision import board
from dispatch.supervision.states import Pressure
from suggestions.states import Kind
from weijianyi.clock.workdays import morning

D, P = DeskState, Pressure
ORDER = ("by_due", "pk")
DEFINITION = (
    "已经交出去的交办件，不含预交办和已撤销的；每件只列一种情况，次序为督办中、超期、待签收、临期，各种情况的件数加起来"
    "等于总数。超期：过了答复期限还没有签发答复。"
)


def unit(prefix):
    return (Coalesce(f"{prefix}department__short_name", f"{prefix}link__organisation__short_name"),)


COLUMNS = (
    Column("number", "编号", fields("kind", "number_year", "number", "session_id"), reference, 22),
    Column("title", "标题", fields("title"), width=36),
    Column("kind", "类型", fields("kind"), label_of(Kind), 10),
    Column("unit", "承办单位", unit, width=18),
    Column("role", "角色", fields("role"), label_of(DeskRole), 8),
    Column("offered", "交办", fields("offered_at"), moment, 12),
    Column("signed", "签收", fields("signed_at"), moment, 12),
    Column("due", "期限", fields("due_on"), width=12),
    Column("state", "办理状态", fields("state"), label_of(DeskState), 12),
    Column("round", "轮次", fields("round"), width=8),
    Column("pressure", "情况", fields("pressure"), label_of(Pressure), 16),
    Column("urged", "催办次数", fields("urged"), width=10),
    Column("urged_at", "最近催办", fields("urged_at"), moment, 12),
    Column("answered", "首次答复", fields("answered_at"), moment, 12),
)  # fmt: skip
OF_ITEM = frozenset({"number", "title", "kind"})


def of(today, near):
    """The one state of pressure of a desk, in this order."""
    under = Exists(Supervision.objects.open().filter(desk=OuterRef("pk")))
    still = Q(state__in=[D.WORKING, D.SIGNING])
    return Case(
        When(under, then=Value(P.SUPERVISED)),
        When(overdue(Today(today)), then=Value(P.LATE)),
        When(state=D.OFFERED, then=Value(P.UNSIGNED)),
        When(state__in=[D.RETURN_ASKED, D.CHECKING], then=Value(P.OFFICE)),
        When(still & Q(due_on__lte=near), then=Value(P.NEAR)),
        When(still, then=Value(P.RUNNING)),
        When(state=D.RELEASED, then=Value(P.ANSWERED)),
        When(state=D.DONE, then=Value(P.DONE)),
        default=Value(P.RETURNED),
    )


def desks(actor, wanted, today):
    """Handed-out desks the actor may see, with `pressure`, under every filter but that of the pressure."""
    near = board.near_until(actor.organisation_id, today)
    found = Assignment.objects.visible_to(actor).exclude(state__in=[D.PLANNED, D.CANCELLED])
    found = found.annotate(
        pressure=of(today, near), by_due=Coalesce("due_on", Value(date.max), output_field=DateField())
    )
    found = board.narrowed(found, wanted, "")
    if wanted.get("kind"):
        found = found.filter(item__kind=wanted["kind"])
    if wanted.get("from"):
        found = found.filter(offered_at__gte=morning(wanted["from"]))
    if wanted.get("to"):
        found = found.filter(offered_at__lt=morning(wanted["to"] + timedelta(days=1)))
    return found.filter(Exists(board.urges(OuterRef("pk")))) if wanted.get("urged") else found


def asked(actor, wanted, today):
    found = desks(actor, wanted, today)
    if wanted.get("pressure"):
        found = found.filter(pressure=wanted["pressure"])
    return Shaped(board.pressed(found, OuterRef("pk")), COLUMNS, ORDER, OF_ITEM, "item__", "by_due")


def numbers(actor, wanted, today):
    """{state of pressure: number, "": all} in one statement."""
    found = desks(actor, wanted, today).order_by().values("pressure").annotate(n=Count("pk"))
    counts = dict.fromkeys(Pressure.values, 0) | dict(found.values_list("pressure", "n"))
    return counts | {"": sum(counts.values())}


def for_lists(found):
    return found.select_related("item", "department", "link__organisation").annotate(role_key=F("role"))
