"""Every countable thing about residents' opinions, defined once: number and list use the same condition."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from dispatch.figures.levels import number
from dispatch.figures.shares import share
from members.models import Opinion, Organisation, Post, Studio
from members.models.organisation import place_named
from members.opinions.states import Channel, OpinionState
from members.states import Role
from members.studios.sheet import OpinionCounts

S = OpinionState
NO_COUNTY, UNCHOSEN = "none", "没有选县区"  # also in addresses


@dataclass(frozen=True)
class OpinionMeasure:
    """`condition(period)` picks rows of `base`; `of` names the measure it is a share of."""

    key: str
    label: str
    condition: Callable
    definition: str
    of: str = ""

    def rows(self, actor, period):
        return base(actor).filter(self.condition(period))


def base(actor):
    """What counts as received: without what is kept apart or void; handed over, it counts where it is now."""
    return Opinion.objects.visible_to(actor).sorted_out()


def received(period):
    return period.within("received_at") & period.known("received_at")


def handled(period):
    return received(period) & Q(handled_at__isnull=False) & period.known("handled_at")


def solved(period):
    return handled(period) & Q(solved=True, closed_at__isnull=False) & period.known("closed_at")


def made(period, asked):
    """Asked of a department, or turned into a member's matter, by the cut-off."""
    return received(period) & Q(made__asked=asked, made__made_at__lte=period.until)


def withdrawn(period):
    return Q(state=S.WITHDRAWN) & (Q(withdrawn_at=None) | period.known("withdrawn_at"))


def waiting(period):
    unhandled = Q(handled_at=None) | Q(handled_at__gt=period.until)
    return received(period) & unhandled & ~withdrawn(period)


MEASURES = (
    OpinionMeasure(
        "received", "收到", received, "期间内收到的群众意见；可疑没有收下的和无效的不计，撤回的仍计。"
    ),
    OpinionMeasure(
        "handled", "反映和处理", handled, "期间内收到的，到统计时已经解释、直接答、问部门或转成建议的。",
        "received",
    ),
    OpinionMeasure(
        "solved", "推动解决", solved, "期间内收到的，到统计时办结并且问题解决的（群众、办结人或 A 类结果确认）。",
        "received",
    ),
    OpinionMeasure(
        "online", "网上收到", lambda p: received(p) & Q(channel=Channel.ONLINE), "期间内群众扫“民意直通”二维码提交的。",
        "received",
    ),
    OpinionMeasure(
        "asked", "问部门", lambda p: made(p, asked=True), "期间内收到的，请部门答复过的。", "received"
    ),
    OpinionMeasure(
        "turned", "转成建议", lambda p: made(p, asked=False),
        "期间内收到的，转成委员的微建议、社情民意或提案的（含还是草稿的）。", "received",
    ),
    OpinionMeasure(
        "waiting", "还没有处理", waiting,
        "期间内收到的，统计时还没有给出四步答复之一的；撤回的不计。", "received",
    ),
    OpinionMeasure(
        "withdrawn", "撤回", lambda p: received(p) & withdrawn(p), "期间内收到、群众自己撤回的。", "received"
    ),
)  # fmt: skip
BY_KEY = {measure.key: measure for measure in MEASURES}

IN_MONTHS = ("received", "solved")
OF_STUDIO = ("received", "handled", "solved", "waiting")  # and of each county
STUDIO, COUNTY = ("studio", "studio__slug", "studio__name"), ("county", "county__short_name")


def counted(actor, period):
    """{measure: number} in one statement."""
    asked = {m.key: Count("pk", filter=m.condition(period), distinct=True) for m in MEASURES}
    return base(actor).order_by().aggregate(**asked)


def table(actor, period):
    """[(measure, number, share in percent or None, last period's, last year's)] in one statement; a dash where
    nothing was received."""
    days = {"now_": period, "before_": period.period_before(), "year_": period.year_before()}
    asked = {
        prefix + m.key: Count("pk", filter=m.condition(p), distinct=True)
        for prefix, p in days.items() for m in MEASURES
    }  # fmt: skip
    found = base(actor).order_by().aggregate(**asked)
    now = {m.key: found[f"now_{m.key}"] for m in MEASURES}
    return [
        (m, now[m.key], share(now[m.key], now[m.of]) if m.of else None, found[f"before_{m.key}"],
         found[f"year_{m.key}"])
        for m in MEASURES
    ]  # fmt: skip


def by_month(actor, period):
    """[(month, received, solved of them)] of the period's newest twelve months, in one statement."""
    asked = {key: Count("pk", filter=BY_KEY[key].condition(period), distinct=True) for key in IN_MONTHS}
    rows = BY_KEY["received"].rows(actor, period).order_by().values(month=TruncMonth("received_at"))
    found = {(row["month"].year, row["month"].month): row for row in rows.annotate(**asked)}
    keys = [(month, found.get((month.first.year, month.first.month), {})) for month in period.months()]
    return [(month, *(row.get(key, 0) for key in IN_MONTHS)) for month, row in keys]


def studios(actor, on):
    return Studio.objects.visible_to(actor).open_on(on)


def places(actor, on):
    """{"studios": 委员工作室 open that day, "people": liaisons who take turns in them, each person once}, in one
    statement."""
    rows = studios(actor, on)
    liaisons = Post.objects.current(on).filter(role=Role.LIAISON, studios__in=rows.values("pk"))
    both = Organisation.objects.filter(pk=actor.organisation_id).values_list(
        number(rows, F("pk")), number(liaisons, F("user"), distinct=True)
    )
    return dict(zip(("studios", "people"), both[0], strict=True))


def numbers_by(actor, period, *fields):
    """[{fields, received, handled, solved, waiting}] of the period in one statement."""
    asked = {k: Count("pk", filter=BY_KEY[k].condition(period), distinct=True) for k in OF_STUDIO}
    return [row for row in base(actor).order_by().values(*fields).annotate(**asked) if row["received"]]


def by_studio(actor, period):
    """The busiest first."""
    return busiest(numbers_by(actor, period, *STUDIO))


def busiest(rows):
    return sorted(rows, key=lambda r: (-r["received"], r["studio__name"]))


def by_studio_and_county(actor, period):
    """Both tables of the page in one statement: an opinion belongs to one studio and names one county at most."""
    rows = numbers_by(actor, period, *STUDIO, *COUNTY)
    return busiest(summed(rows, *STUDIO)), counties(summed(rows, *COUNTY))


def summed(rows, *fields):
    found = {}
    for row in rows:
        key = tuple(row[name] for name in fields)
        total = found.setdefault(key, {**dict(zip(fields, key, strict=True)), **dict.fromkeys(OF_STUDIO, 0)})
        for name in OF_STUDIO:
            total[name] += row[name]
    return list(found.values())


def counties(rows):
    """The county residents chose, the busiest first, what chose none last; [] where nobody chose any."""
    if not any(row["county"] for row in rows):
        return []
    for row in rows:
        row["key"] = row["county"] or NO_COUNTY
        row["label"] = place_named(row["county__short_name"] or "") or UNCHOSEN
    return sorted(rows, key=lambda r: (r["county"] is None, -r["received"], r["label"]))


def of_county(rows, key):
    """Those that chose the county of an address; what names none narrows nothing."""
    if key == NO_COUNTY:
        return rows.filter(county=None)
    return rows.filter(county=int(key)) if known_key(key) else rows


def known_key(key):
    return key.isdecimal() and len(key) < 10


def county_label(key):
    """How a list says which county it is about; "" of an address that names none."""
    if key == NO_COUNTY:
        return UNCHOSEN
    found = Organisation.objects.filter(pk=int(key)).first() if known_key(key) else None
    return found.place if found else ""


def of_studios(keys, first, last):
    """{studio key: OpinionCounts} of a studio's month: what came in those days, and what has become of it by now."""
    rows = Opinion.objects.sorted_out().filter(studio__in=keys, received_at__date__range=(first, last))
    conditions = {
        "received": Q(), "answered": Q(answered_at__isnull=False), "converted": Q(made__isnull=False),
        "solved": Q(solved=True, closed_at__isnull=False),
    }  # fmt: skip
    asked = {name: Count("pk", filter=condition, distinct=True) for name, condition in conditions.items()}
    found = {row.pop("studio"): row for row in rows.order_by().values("studio").annotate(**asked)}
    return {key: OpinionCounts(**found.get(key, {})) for key in keys}
