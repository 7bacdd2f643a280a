"""The office's list of proposals: tabs by where each stands, filters of the address, what a row shows."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from suggestions.models import Authorship, HeldDecision, Proposal, Review
from suggestions.proposals import readings
from suggestions.review import queue as desk_queue
from suggestions.states import Outcome, State
from weijianyi.bundling import Children, unpack, with_children

S = State
ORDER = ("serial", "pk")  # by 流水号
REFUSED = (S.DECLINED, S.PASSED_ON, S.WITHDRAWN)


def tabs(organisation_id):
    """{tab: label}; only as many readings as the organisation wants."""
    levels = readings.levels_of(organisation_id)
    reading = {f"read{n}": readings.level_word(n) for n in range(1, levels + 1)}
    return {
        "new": "待审", **reading, "decide": "待结论", "held": "待宣布", "filed": "已立案待交办",
        "returned": "退回修改", "refused": "未立案", "all": "全部",
    }  # fmt: skip


def condition(tab, levels):
    """Which proposals stand in a tab."""
    begun = Q(state=S.IN_REVIEW) | Q(proposal_facts__reader__isnull=False)
    review = Q(state__in=[S.SUBMITTED, S.IN_REVIEW], voided_at=None)
    level = Q(proposal_facts__level=int(tab[4:]) - 1) if tab.startswith("read") else Q()
    all_read = Q(proposal_facts__level__gte=levels)
    return {
        "new": review & ~begun & ~all_read,
        "read1": review & level & begun,
        "decide": review & all_read & Q(is_held=False),
        "held": review & Q(is_held=True),
        "filed": Q(state=S.ACCEPTED, voided_at=None),
        "returned": Q(state=S.RETURNED, voided_at=None),
        "refused": Q(state__in=REFUSED, number=None, filed_under=None, voided_at=None),
        "all": Q(),
    }.get(tab, review & level)


def proposals(actor):
    """What the office may open, with what tabs and rows ask of each; drafts are still their authors'."""
    held = HeldDecision.objects.filter(item=OuterRef("pk"), announced_at=None, dropped_at=None)
    found = Proposal.objects.visible_to(actor).exclude(submitted_at=None)
    return found.annotate(
        is_held=Exists(held), is_pending=desk_queue.pending_exists(),
        serial=Coalesce(F("proposal_facts__serial"), Value(0)),
    )  # fmt: skip


def in_tab(found, tab, organisation_id):
    return found.filter(condition(tab, readings.levels_of(organisation_id)))


def tallies(found, organisation_id):
    """{tab: number} in one statement."""
    levels = readings.levels_of(organisation_id)
    named = tabs(organisation_id)
    return found.aggregate(**{tab: Count("pk", filter=condition(tab, levels)) for tab in named})


def narrowed(found, chosen):
    """`chosen`: the known values of the address, by name of the filter."""
    columns = {
        "session": "session_id", "who": "proposal_facts__reader_id", "group": "proposal_facts__topic_group_id",
        "category": "category_id", "type": "proposal_facts__proposer_type", "mark": "proposal_facts__time_mark",
    }  # fmt: skip
    wanted = {columns[name]: value for name, value in chosen.items() if value and name in columns}
    found = found.filter(**wanted)
    words = chosen.get("q", "")
    if words.isdecimal() and len(words) < 9:
        return found.filter(Q(number=int(words)) | Q(proposal_facts__serial=int(words)))
    if words:
        named = Authorship.objects.filter(item=OuterRef("pk"), name__icontains=words)
        found = found.filter(Q(title__icontains=words) | Exists(named))
    return found


AUTHORS = {"authorships": Children(Authorship.objects.filter(item=OuterRef("pk")), order=("order", "pk"))}


def with_authors(found):
    """With the authors in the same statement; the rows read are to be given to `unpacked`."""
    return with_children(found, AUTHORS)


def unpacked(rows):
    return [unpack(row, AUTHORS) for row in rows]


def for_rows(found):
    """With what a row shows: authors, reader, group, session, who read it last and what he advised."""
    read = Review.objects.filter(item=OuterRef("pk"), outcome=Outcome.READ, voided_at=None).order_by("-pk")
    found = found.annotate(
        read_by=Subquery(read.values("reader__user__name")[:1]), advised=Subquery(read.values("advises")[:1])
    )
    related = ("category", "session", "proposal_facts__reader__user", "proposal_facts__topic_group")
    return with_authors(found.select_related(*related))


def beside(found, rows):
    """`found` with the addresses of the proposals before and after each in the list `rows`, and of its first."""
    others = rows.exclude(pk=OuterRef("pk"))
    place = OuterRef("serial")
    after = others.filter(Q(serial__gt=place) | Q(serial=place, pk__gt=OuterRef("pk"))).order_by(*ORDER)
    before = others.filter(Q(serial__lt=place) | Q(serial=place, pk__lt=OuterRef("pk"))).order_by(
        "-serial", "-pk"
    )
    named = {"slug_before": before, "slug_after": after, "slug_first": others.order_by(*ORDER)}
    return found.annotate(**{name: Subquery(there.values("slug")[:1]) for name, there in named.items()})
