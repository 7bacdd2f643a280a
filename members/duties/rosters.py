"""Lays out duties fairly: pure, deterministic, no database; from rules and people to days and names."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from weijianyi.clock.workdays import Calendar, DayKind

ONE = timedelta(days=1)
LAST = 5  # “最后一个”


@dataclass(frozen=True)
class Rule:
    """`week` None: every week; 1 to 4, or 5 for the last one of the month. `subject`: what should be known."""

    key: int
    weekday: int
    starts: time
    ends: time
    week: int | None = None
    whole_month: bool = False
    for_head: bool = False
    subject: str = ""
    moves: bool = False
    valid_from: date = date.min
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Slot:
    """A time that somebody has to serve; `slot_on` is the day of the rule, `date` the day it is held."""

    rule: Rule
    slot_on: date
    date: date

    @property
    def starts(self):
        return self.rule.starts

    @property
    def ends(self):
        return self.rule.ends


@dataclass(frozen=True)
class Person:
    """Somebody who takes turns: duties of the last 12 months, the last one, and the times already given away."""

    key: int
    recent: int = 0
    last_on: date = date.min
    expertise: frozenset = frozenset()
    busy: frozenset = field(default=frozenset())  # (date, starts, ends)
    valid_from: date = date.min
    valid_to: date | None = None

    def serves(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def free(self, slot: Slot) -> bool:
        taken = (b for b in self.busy if b[0] == slot.date)
        return self.serves(slot.date) and not any(b[1] < slot.ends and slot.starts < b[2] for b in taken)


@dataclass(frozen=True)
class Shift:
    """A slot with the person's key, or None: nobody is left."""

    slot: Slot
    person: int | None


# -- days ------------------------------------------------------------------------------------------
def slots(rules: Iterable[Rule], first: date, last: date, calendar: Calendar) -> list[Slot]:
    """Every slot whose rule falls on a day from `first` to `last`, in order of time; days off by the rule."""
    found = [
        Slot(rule, day, held)
        for rule in rules
        for day in days_of(rule, first, last)
        if rule.holds(day) and (held := held_on(rule, day, calendar)) is not None
    ]
    return sorted(found, key=lambda slot: (slot.date, slot.starts, slot.rule.key, slot.slot_on))


def days_of(rule: Rule, first: date, last: date) -> list[date]:
    return [
        day
        for day in (first + ONE * n for n in range((last - first).days + 1))
        if day.weekday() == rule.weekday and (rule.week is None or in_week(day, rule.week))
    ]


def in_week(day: date, week: int) -> bool:
    """Whether it is the n-th such weekday of its month."""
    if week == LAST:
        return day.day + 7 > monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 + 1 == week


def held_on(rule: Rule, day: date, calendar: Calendar) -> date | None:
    """The day itself; from a day off to the next working day where the rule moves, else None."""
    if not off(day, calendar):
        return day
    return calendar.next_workday(day) if rule.moves else None


def off(day: date, calendar: Calendar) -> bool:
    """A holiday; a weekend is none for a rule that names it."""
    return calendar.day(day).kind == DayKind.HOLIDAY


# -- people ----------------------------------------------------------------------------------------
def lay_out(wanted: Iterable[Slot], people: Iterable[Person]) -> list[Shift]:
    """Give each slot, in order of time, to the free person with the fewest duties.

    Among equals whoever knows the subject, then whose knowledge the other slots need least, then who
    served longest ago, then the key. A rule of whole months keeps the person of the month's first slot.
    Slots for heads of departments stay empty: they are named by hand.
    """
    wanted = list(wanted)
    at_hand = {person.key: person for person in people}
    subjects = [slot.rule.subject for slot in wanted if slot.rule.subject]
    months, shifts = {}, []
    for slot in wanted:
        month = (slot.rule.key, slot.slot_on.year, slot.slot_on.month)
        chosen = None if slot.rule.for_head else keep(slot, at_hand.get(months.get(month)))
        if chosen is None and not slot.rule.for_head:
            chosen = next_in_turn(slot, at_hand.values(), subjects)
        if chosen is not None:
            months.setdefault(month, chosen.key)
            at_hand[chosen.key] = after(chosen, slot)
        shifts.append(Shift(slot, chosen.key if chosen else None))
    return shifts


def keep(slot: Slot, person: Person | None) -> Person | None:
    """The person of this month, where the rule is for whole months and the person is free."""
    return person if person is not None and slot.rule.whole_month and person.free(slot) else None


def next_in_turn(slot: Slot, people: Iterable[Person], subjects: list) -> Person | None:
    free = (person for person in people if person.free(slot))
    return min(free, key=lambda p: turn(p, slot.rule.subject, subjects), default=None)


def turn(person: Person, subject: str, subjects: list):
    unmatched = bool(subject) and subject not in person.expertise
    needed = sum(name in person.expertise for name in subjects if name != subject)
    return person.recent, unmatched, needed, person.last_on, person.key


def after(person: Person, slot: Slot) -> Person:
    """The person with this duty added."""
    return replace(
        person,
        recent=person.recent + 1,
        last_on=max(person.last_on, slot.date),
        busy=person.busy | {(slot.date, slot.starts, slot.ends)},
    )
