"""Reports as rows of the ledger: which ones, under which filters, what each column says."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from dispatch.ledgers.matters import Row
from dispatch.models import Assignment, Informant
from dispatch.reports import grid
from dispatch.states import ANSWERING, GONE, OPEN, DeskState
from suggestions.models import Item, ItemLink, Tracking
from suggestions.reports import listing as report_list
from suggestions.states import Kind, LinkKind, SignerState, State, state_word

S = State
CHIPS = {
    "": "全部",
    "open": "没有办结",
    "late": "超期",
    "asked": "转单位",
    "tracked": "跟踪中",
    "done": "办结",
}
ENDED = (S.DECLINED, S.WITHDRAWN, S.PASSED_ON)


def links():
    return ItemLink.objects.filter(kind=LinkKind.FOLLOWED_UP, voided_at=None)


def asked(**desk):
    """Reports that became an inquiry; with conditions on its desks where given."""
    rows = links().filter(from_item=OuterRef("pk"), to_item__voided_at=None)
    if desk:
        desks = Assignment.objects.filter(item=OuterRef("to_item"), role__in=ANSWERING, **desk)
        rows = rows.filter(Exists(desks))
    return Q(Exists(rows))


def open_inquiry():
    rows = links().filter(from_item=OuterRef("pk"), to_item__voided_at=None)
    return Q(Exists(rows.exclude(to_item__state__in=[S.CLOSED, S.WITHDRAWN])))


def done():
    """Nothing more to do: refused or over, or adopted with every inquiry closed."""
    return Q(state__in=ENDED) | (Q(state=S.ADOPTED) & ~open_inquiry())


def conditions(today):
    tracked = Tracking.objects.open().on(Item).filter(object_id=OuterRef("pk"))
    return {
        "open": ~done(), "late": Q(next_due__lt=today) | asked(due_on__lt=today, state__in=sorted(OPEN)),
        "asked": asked(), "tracked": Q(Exists(tracked)), "done": done(),
    }  # fmt: skip


def all_of(actor):
    return report_list.reports(actor)


def found(actor, wanted, today):
    rows = report_list.narrowed(all_of(actor), {"q": wanted.get("q", "")})
    if wanted.get("source"):
        rows = rows.filter(report_facts__source=wanted["source"])
    if wanted.get("from"):
        rows = rows.filter(submitted_at__date__gte=wanted["from"])
    if wanted.get("to"):
        rows = rows.filter(submitted_at__date__lte=wanted["to"])
    if wanted.get("department"):
        rows = rows.filter(asked(department=wanted["department"]))
    chip = wanted.get("show")
    return rows.filter(conditions(today)[chip]) if chip else rows


def numbers(actor, today):
    """{chip: number} in one statement."""
    counts = {name: Count("pk", filter=condition) for name, condition in conditions(today).items()}
    return all_of(actor).aggregate(all=Count("pk"), **counts)


def for_rows(rows):
    """With what `row` asks of each, in a constant number of statements."""
    desks = Assignment.objects.filter(role__in=ANSWERING).exclude(state__in=[DeskState.PLANNED, *GONE])
    desks = desks.select_related("department").prefetch_related("replies__result_class")
    inquiries = (
        links().select_related("to_item__inquiry_facts").prefetch_related(Prefetch("to_item__desks", desks))
    )
    related = ("organisation", "report_facts__source")
    return rows.select_related(*related).prefetch_related(
        "authorships", Prefetch("links_out", inquiries, to_attr="followed_up")
    )


def beside(reports):
    """(tracking by pk, level of the informant by user): two statements for the whole page."""
    kind = ContentType.objects.get_for_model(Item)
    tracked = Tracking.objects.open().filter(content_type=kind, object_id__in=[r.pk for r in reports])
    users = {a.user_id for r in reports for a in r.authorships.all() if a.user_id}
    informants = Informant.objects.filter(post__user__in=users).select_related("post", "place")
    return {row.object_id: row for row in tracked}, {i.post.user_id: grid.level_label(i) for i in informants}


def rows_of(reports, today):
    tracked, levels = beside(reports)
    return [row(report, today, tracked.get(report.pk), levels) for report in reports]


def row(report, today, tracked, levels):
    inquiries = [link.to_item for link in report.followed_up]
    desks = [desk for inquiry in inquiries for desk in inquiry.desks.all()]
    due = min((d.due_on for d in desks if d.due_on and d.state in OPEN), default=report.next_due)
    return Row(
        url=reverse("report-detail", args=[report.slug]), number=report.reference,
        day=timezone.localdate(report.submitted_at), source=source_of(report),
        content=report.report_facts.edited.get("title") or str(report), level=level_of(report, levels),
        unit="、".join(dict.fromkeys(d.unit_short for d in desks)), due=due, late=bool(due and due < today),
        result=result_of(report, inquiries, desks), feedback=feedback_of(report, inquiries),
        closed=closed_of(report, inquiries), tracked=tracked,
    )  # fmt: skip


def source_of(report):
    """Who reflected it and by what way it came."""
    names = [a.name for a in report.authorships.all() if a.state == SignerState.SIGNED]
    who = names[0] + (f"等 {len(names)} 人" if len(names) > 1 else "") if names else ""
    way = report.report_facts.source.label if report.report_facts.source else report.entered_from
    return f"{who}（{way}）" if way else who


def level_of(report, levels):
    """Of an informant the level of the unit reported for, else the organisation's own."""
    first = next((a for a in report.authorships.all() if a.user_id in levels), None)
    return levels[first.user_id] if first else report.organisation.get_level_display()


def result_of(report, inquiries, desks):
    replies = [reply for desk in desks if (reply := desk.last_released)]
    if replies:
        return "、".join(dict.fromkeys(str(reply.result_class) for reply in replies if reply.result_class))
    if inquiries and report.state in (S.EDITING, S.ADOPTED):
        return state_word(Kind.INQUIRY, inquiries[-1].state)
    return state_word(report.kind, report.state)


def feedback_of(report, inquiries):
    """When the writer was told how it ended; "" while there is nothing to tell."""
    told = [
        facts.told_at for i in inquiries if (facts := getattr(i, "inquiry_facts", None)) and facts.told_at
    ]
    if told:
        return f"已转告 {timezone.localdate(max(told))}"
    moment = report.accepted_at if report.state == S.ADOPTED else report.declined_at
    return f"已告知 {timezone.localdate(moment)}" if moment else ""


def closed_of(report, inquiries):
    standing = [i for i in inquiries if i.state != S.WITHDRAWN and i.voided_at is None]
    if any(i.state != S.CLOSED for i in standing):
        return None
    ends = [report.declined_at, report.withdrawn_at, report.passed_on_at, *(i.closed_at for i in standing)]
    if report.state == S.ADOPTED:
        ends.append(report.accepted_at)
    elif report.state not in ENDED:
        return None
    return max((timezone.localdate(end) for end in ends if end), default=None)
