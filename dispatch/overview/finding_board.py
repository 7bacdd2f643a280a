"""答复提示 by unit: how many replies were signed, how many with remarks, of which kind; and the replies behind."""

from django.db.models import Count, F, Q

from dispatch.models import Assignment, Remark, Reply
from dispatch.states import ANSWERING

ORDER = ("-signed_at", "-pk")


def replies(actor, period):
    """Signed in the period, on desks the actor sees; every round is a reply of its own."""
    desks = Assignment.objects.visible_to(actor).filter(department__isnull=False, role__in=ANSWERING)
    found = Reply.objects.filter(desk__in=desks.values("pk"), signed_at__isnull=False)
    return found.filter(period.within("signed_at"), period.known("signed_at"))


def units(actor, period):
    """[{unit, department, signed, remarked, counts by code}] in one statement, most remarks first."""
    counts = {f"n_{code}": Count("findings", filter=Q(findings__code=code)) for code in Remark.values}
    rows = replies(actor, period).order_by().values(
        department=F("desk__department"), unit=F("desk__department__short_name")
    ).annotate(
        signed=Count("pk", distinct=True), remarked=Count("pk", distinct=True, filter=Q(findings__isnull=False)),
        **counts,
    ).order_by("-remarked", "department")  # fmt: skip
    return [row | {"counts": [(code, row[f"n_{code}"]) for code in Remark.values]} for row in rows]


def total(rows):
    counts = [(code, sum(row[f"n_{code}"] for row in rows)) for code in Remark.values]
    return {
        "signed": sum(r["signed"] for r in rows), "remarked": sum(r["remarked"] for r in rows), "counts": counts
    }  # fmt: skip


def behind(actor, period, unit="", code=""):
    """The replies behind one number."""
    found = replies(actor, period).filter(findings__isnull=False)
    if unit.isdecimal():
        found = found.filter(desk__department=int(unit))
    if code in Remark.values:
        found = found.filter(findings__code=code)
    return found.distinct().select_related("desk__item", "desk__department").prefetch_related("findings")
