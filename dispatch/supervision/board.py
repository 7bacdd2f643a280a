"""督办: the lists of the board by tab, their numbers in one statement, how often each desk was urged."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from dispatch.desks.page import authors
from dispatch.figures.conditions import LATE_STATES, overdue
from dispatch.key_proposals.states import PROMISE_OPEN, PromiseState
from dispatch.ledgers.desks import Today
from dispatch.models import Assignment, Promise, Redo, Supervision, SupervisionProposal
from dispatch.states import ANSWERING, OPEN, DeskState, SupervisionState
from members.models import Post
from members.rules import is_unit
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.clock.calendars import calendar_for

D = DeskState
NEAR, LATE, AGAIN = "near", "late", "again"
PROMISES, PROPOSALS, OPENED, CLOSED = "promises", "proposals", "open", "closed"
LABELS = {
    NEAR: "临期", LATE: "超期", AGAIN: "不满意重办", PROMISES: "B 类到期", PROPOSALS: "建议督办", OPENED: "督办中",
    CLOSED: "已销号",
}  # fmt: skip
OF_DESKS = (NEAR, LATE, AGAIN)
OF_UNITS = (OPENED, CLOSED)
URGENT = (LATE, PROPOSALS, OPENED)
NEVER = Value(date.max, output_field=DateField())
ORDERS = {
    NEAR: ("by_due", "pk"), LATE: ("by_due", "pk"), AGAIN: ("by_due", "pk"), PROMISES: ("due_on", "pk"),
    PROPOSALS: ("-proposed_at", "-pk"), OPENED: ("-opened_at", "-pk"), CLOSED: ("-closed_at", "-pk"),
}  # fmt: skip


def tabs_for(actor):
    """{tab: label}; a unit finds what is pressed at it, and nothing of what others think of it."""
    return {tab: LABELS[tab] for tab in (OF_UNITS if is_unit(actor) else LABELS)}


def near_until(organisation_id, today):
    """The last day that counts as near: a setting in workdays."""
    return calendar_for(organisation_id).add_workdays(
        today, rulebook.value(organisation_id, "pressure_near_days", today)
    )


def rows(actor, tab, wanted, today):
    """The rows of one tab, as they are counted."""
    if tab in OF_DESKS:
        return narrowed(desks(actor, tab, today), wanted, "")
    if tab == PROMISES:
        days = rulebook.value(actor.organisation_id, "promise_near_days", today)
        soon = Q(state=PromiseState.OPEN, due_on__lte=today + timedelta(days=days))
        waiting = Q(state__in=PROMISE_OPEN - {PromiseState.OPEN})
        found = Promise.objects.visible_to(actor).filter(soon | waiting, desk__item__voided_at=None)
    elif tab == PROPOSALS:
        found = SupervisionProposal.objects.visible_to(actor).open()
    else:
        found = Supervision.objects.visible_to(actor)
        found = found.filter(state=SupervisionState.CLOSED) if tab == CLOSED else found.open()
    return narrowed(found, wanted, "desk__")


def desks(actor, tab, today):
    found = Assignment.objects.visible_to(actor).filter(department__isnull=False)
    if tab == LATE:
        return found.filter(overdue(Today(today)))
    if tab == NEAR:
        until = near_until(actor.organisation_id, today)
        return found.filter(state__in=LATE_STATES, due_on__gte=today, due_on__lte=until)
    asked = Redo.objects.filter(desk=OuterRef("pk"), decision="", voided_at=None)
    again = Q(round__gt=1, state__in=OPEN) | Q(Exists(asked), state=D.RELEASED)
    return found.filter(again, role__in=ANSWERING)


def narrowed(found, wanted, desk):
    if wanted.get("q"):
        found = found.filter(**{f"{desk}item__title__contains": wanted["q"]})
    if wanted.get("department"):
        found = found.filter(**{f"{desk}department": wanted["department"]})
    return found


def for_lists(found, tab):
    """The same with what a row shows; a constant number of statements."""
    if tab in OF_DESKS:
        found = found.select_related("item", "department")
        return pressed(found, OuterRef("pk")).annotate(
            by_due=Coalesce("due_on", NEVER, output_field=DateField()),
            pressed=Exists(Supervision.objects.open().filter(desk=OuterRef("pk"))),
        )
    if tab == PROMISES:
        return found.select_related("desk__item", "department")
    found = pressed(found.select_related("desk__item", "desk__department"), OuterRef("desk"))
    if tab == PROPOSALS:  # who may decide depends on who wrote it
        return found.prefetch_related(authors("desk__item__authorships"))
    return found.select_related("leader__user").annotate(acts=Count("actions"))


def pressed(found, desk):
    """How often the desk was urged, and when last: the nudge log in two columns."""
    log = urges(desk).order_by().values("object_id")
    return found.annotate(
        urged=Coalesce(Subquery(log.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        urged_at=Subquery(log.annotate(last=Max("occurred_at")).values("last")),
    )


def urges(desk):
    kind = ContentType.objects.get_for_model(Assignment)
    return Event.objects.filter(content_type=kind, object_id=desk, step="urge")


def numbers(actor, tabs, wanted, today):
    """{tab: number} in one statement."""
    counts = {tab: counted(rows(actor, tab, wanted, today)) for tab in tabs}
    return Post.objects.filter(pk=actor.post.pk).values(**counts)[0]


def counted(found):
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Coalesce(Subquery(found.order_by().annotate(number=number).values("number")), 0)
