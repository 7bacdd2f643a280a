"""The calendar of working days: pure, immutable, no database; always counts forward from the start."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils import timezone

ONE = timedelta(days=1)


class DayKind(TextChoices):
    """What a day is to the office."""

    WORK = "work", "工作日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "节假日"
    SWAP = "swap", "调休上班"

    @property
    def counts(self) -> bool:
        return self in (DayKind.WORK, DayKind.SWAP)


def morning(day: date) -> datetime:
    """The moment a local day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Day:
    """One day with its kind and, on holidays and swap days, its name."""

    date: date
    kind: DayKind
    name: str = ""

    @property
    def label(self) -> str:
        return f"{self.kind.label}（{self.name}）" if self.name else self.kind.label


@dataclass(frozen=True)
class Calendar:
    """Monday to Friday plus exceptions: date → (worked, name); `official` are the years with a notice."""

    exceptions: Mapping[date, tuple[bool, str]] = field(default_factory=dict)
    official: frozenset[int] = frozenset()
    stamp: str = ""

    def __post_init__(self):
        object.__setattr__(self, "exceptions", MappingProxyType(dict(self.exceptions)))

    def day(self, d: date) -> Day:
        weekday = d.weekday() < 5
        worked, name = self.exceptions.get(d, (weekday, ""))
        if worked:
            return Day(d, DayKind.WORK if weekday else DayKind.SWAP, name)
        return Day(d, DayKind.HOLIDAY if name or weekday else DayKind.WEEKEND, name)

    def is_workday(self, d: date) -> bool:
        return self.day(d).kind.counts

    def provisional(self, d: date) -> bool:
        """True while the notice for that year is not in the table."""
        return d.year not in self.official

    def workdays_after(self, d: date) -> Iterator[date]:
        while True:
            d += ONE
            if self.is_workday(d):
                yield d

    def next_workday(self, d: date) -> date:
        """The first workday after d."""
        return next(self.workdays_after(d))

    def workday_from(self, d: date) -> date:
        """d itself when worked, else the next workday."""
        return d if self.is_workday(d) else self.next_workday(d)

    def previous_workday(self, d: date) -> date:
        """The last workday before d."""
        d -= ONE
        while not self.is_workday(d):
            d -= ONE
        return d

    def add_workdays(self, start: date, n: int) -> date:
        """The n-th workday after start; start is not counted."""
        d = start
        for _ in range(n):
            d = self.next_workday(d)
        return d

    def workdays_between(self, a: date, b: date) -> int:
        """How many workdays after a, up to and including b; negative when b is before a."""
        if b < a:
            return -self.workdays_between(b, a)
        return sum(self.is_workday(a + ONE * step) for step in range(1, (b - a).days + 1))
