"""The editor's desk: tabs by where each report stands, filters of the address, what is beside a report."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from suggestions.models import Authorship, Report
from suggestions.review import queue as desk_queue
from suggestions.states import State

S = State
TABS = {
    "todo": "待处理", "editing": "编辑中", "adopted": "已采用", "refused": "未采用", "returned": "退回补充",
}  # fmt: skip
STATES = {
    "todo": (S.SUBMITTED,), "editing": (S.EDITING,), "adopted": (S.ADOPTED,),
    "refused": (S.DECLINED, S.PASSED_ON, S.WITHDRAWN), "returned": (S.RETURNED,),
}  # fmt: skip
WAITING = ("lane", "submitted_at", "pk")  # what is urgent first, then the longest waiting
DONE = ("-submitted_at", "-pk")
COLUMNS = {
    "source": "report_facts__source_id",
    "form": "report_facts__form_id",
    "secrecy": "report_facts__secrecy",
}


def order_of(tab):
    return WAITING if tab in ("todo", "editing", "returned") else DONE


def reports(actor):
    """What editor and leader may open, with what tabs and rows ask of each."""
    lane = Case(When(report_facts__urgent=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Report.objects.visible_to(actor).exclude(submitted_at=None).filter(voided_at=None)
    return found.annotate(lane=lane, is_pending=desk_queue.pending_exists())


def condition(tab):
    return Q(state__in=STATES[tab])


def tallies(found):
    """{tab: number} in one statement."""
    return found.aggregate(**{tab: Count("pk", filter=condition(tab)) for tab in TABS})


def narrowed(found, chosen):
    """`chosen`: the known values of the address, by name of the filter."""
    found = found.filter(**{COLUMNS[name]: value for name, value in chosen.items() if name in COLUMNS})
    words = chosen.get("q", "")
    if words.isdecimal() and len(words) < 9:
        return found.filter(number=int(words))
    if words:
        named = Authorship.objects.filter(item=OuterRef("pk"), name__icontains=words)
        found = found.filter(Q(title__icontains=words) | Exists(named))
    return found


def for_rows(found):
    related = ("category", "report_facts__form", "report_facts__source", "report_facts__editor__user")
    return found.select_related(*related).prefetch_related("authorships", "brief_entries__brief__series")


def after(found, item):
    """The one that waits next; at the end of the list the first one. None where it is alone."""
    others = found.exclude(pk=item.pk).order_by(*WAITING)
    lane = 0 if item.report_facts.urgent else 1
    later = Q(lane__gt=lane) | Q(lane=lane, submitted_at__gt=item.submitted_at)
    later |= Q(lane=lane, submitted_at=item.submitted_at, pk__gt=item.pk)
    return others.filter(later).first() or others.first()
