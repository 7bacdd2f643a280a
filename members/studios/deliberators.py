"""议政员 of a studio: recruited people without a seat who serve there too; a higher app keeps them (`deliberators`)."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from members.models import Duty, Studio
from members.states import DutyState
from weijianyi.bundling import Children

WORD = "（议政员）"


def person(name):
    """How a roster of duties names one: no member, no head of a department."""
    return f"{name}{WORD}"


def of(on, **where):
    """Those in office on that day."""
    rows = Studio._meta.get_field("deliberators").related_model._default_manager.current(on)
    return rows.filter(**where).order_by("name", "pk")


def with_attendance(on):
    """Children of a studio: who serves there, and how often each `came` this year."""
    came = Duty.objects.filter(
        studio=OuterRef("studio"), state=DutyState.DONE, date__year=on.year,
        person=Concat(OuterRef("name"), Value(WORD)),
    )  # fmt: skip
    came = came.order_by().values("studio").annotate(n=Count("pk")).values("n")
    rows = of(on, studio=OuterRef("pk")).filter(~Q(studio=None))
    rows = rows.annotate(came=Coalesce(Subquery(came, output_field=IntegerField()), 0))
    return {"served_by": Children(rows, ("came",), ("name", "pk"))}
