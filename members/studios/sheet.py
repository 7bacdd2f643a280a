"""工作室月报: per studio and month what came in and what became of it, and the duties held."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from django.db.models import Count, Q
from django.utils import timezone

from members.duties import when as duties
from members.models import Duty
from members.states import DutyState as D

# fn(studio ids, first day, last day) -> {studio id: OpinionCounts}; set in AppConfig.ready() by whoever keeps opinions.
opinion_sources: list[Callable] = []


@dataclass(frozen=True)
class OpinionCounts:
    """Residents' opinions received in the period, and what had become of them by now."""

    received: int = 0
    answered: int = 0
    converted: int = 0
    solved: int = 0


@dataclass(frozen=True)
class Counts:
    """One studio and month. `opinions` is None while nobody keeps opinions."""

    planned: int = 0  # duties that stand, gaps included
    past: int = 0  # of these: somebody was down for it and the day has come
    held: int = 0
    late: int = 0  # of the held ones: written down afterwards
    missed: int = 0
    unrecorded: int = 0  # past, and nobody said whether somebody came
    gaps: int = 0
    opinions: OpinionCounts | None = None

    @property
    def attendance(self):
        """Held ÷ past; None without a past one."""
        return self.held / self.past if self.past else None


def counts(studio, month, today=None):
    """The figures of `studio` in the month that begins on `month`."""
    return counts_of([studio], month, today)[studio.pk]


def counts_of(studios, month, today=None):
    """{studio id: Counts}: one statement for duties, one for each source of opinions."""
    today, last = today or timezone.localdate(), duties.last_of(month)
    keys = [studio.pk for studio in studios]
    found = duty_counts(keys, month, last, today)
    opinions = opinions_of(keys, month, last)
    return {key: Counts(**found.get(key, {}), opinions=opinions.get(key)) for key in keys}


def duty_counts(keys, first, last, today):
    past = ~Q(state=D.OPEN) & (Q(date__lt=today) | ~Q(state=D.PLANNED))
    rows = Duty.objects.live().filter(studio__in=keys).between(first, last).order_by().values("studio_id")
    rows = rows.annotate(
        planned=Count("pk"),
        past=Count("pk", filter=past),
        held=Count("pk", filter=Q(state=D.DONE)),
        late=Count("pk", filter=Q(state=D.DONE, attended_late=True)),
        missed=Count("pk", filter=Q(state=D.MISSED)),
        unrecorded=Count("pk", filter=Q(state=D.PLANNED, date__lt=today)),
        gaps=Count("pk", filter=Q(state=D.OPEN)),
    )
    return {row.pop("studio_id"): row for row in rows}


def opinions_of(keys, first, last):
    found = {}
    for source in opinion_sources:
        found |= source(keys, first, last)
    return found


def opinion_counts(studio, first, last):
    """OpinionCounts of one studio, or None while nobody keeps opinions."""
    return opinions_of([studio.pk], first, last).get(studio.pk)


def total(found):
    """The sum of many Counts; opinions are summed over those that have some."""
    sums = {name: sum(getattr(c, name) for c in found) for name in NUMBERS}
    kept = [c.opinions for c in found if c.opinions is not None]
    opinions = OpinionCounts(*(sum(getattr(o, f.name) for o in kept) for f in fields(OpinionCounts)))
    return Counts(**sums, opinions=opinions if kept else None)


NUMBERS = ("planned", "past", "held", "late", "missed", "unrecorded", "gaps")


# -- columns of the list and of the workbook ---------------------------------------------------------
@dataclass(frozen=True)
class Column:
    label: str
    show: Callable
    width: int = 12


def of_opinions(name):
    return lambda studio, c: getattr(c.opinions, name) if c.opinions else "—"


COLUMNS = (
    Column("工作室", lambda studio, c: studio.name, 28),
    Column("层级", lambda studio, c: studio.get_level_display()),
    Column("联络员", lambda studio, c: studio.liaison.user.name if studio.liaison_id else ""),
    Column("收到", of_opinions("received"), 9),
    Column("已答复", of_opinions("answered"), 9),
    Column("转办", of_opinions("converted"), 9),
    Column("已解决", of_opinions("solved"), 9),
    Column("排班", lambda studio, c: c.planned, 9),
    Column("到岗", lambda studio, c: c.held, 9),
    Column("其中补记", lambda studio, c: c.late, 10),
    Column("缺席", lambda studio, c: c.missed, 9),
    Column("待补记", lambda studio, c: c.unrecorded, 9),
    Column("缺人", lambda studio, c: c.gaps, 9),
    Column("到岗率", lambda studio, c: "—" if c.attendance is None else f"{c.attendance:.1%}", 10),
)
NOTES = (
    ("排班", "当月值班次数，取消的不计，缺人的计入。"),
    ("到岗率", "到岗次数 ÷ 已经过了并且排了人的值班次数（待补记、缺席计入分母，缺人不计入）；没有的为“—”。"),
    ("补记", "当天本人在手机上签到的为签到；过后由联络员写明时间的为补记。"),
    (
        "收到、已答复、转办、已解决",
        "当月收到的群众意见，以及其中截至导出时已经答复、转办、解决的件数；没有开通的为“—”。",
    ),
    ("次序", "按工作室名称排列，不排名次。"),
)
