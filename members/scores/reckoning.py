"""From entries to a total: best of a case, first and further, caps of rule, group and all; in order of the days."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from members.scores.earning import LEADING, cents
from members.scores.states import EntryKind

ZERO = Decimal(0)


@dataclass
class Line:
    """One entry and what of it counts; `why`: the sentence where it is not what was earned."""

    entry: object
    counted: Decimal = ZERO
    why: str = ""


@dataclass
class Sum:
    group: object
    points: Decimal = ZERO
    number: int = 0

    @property
    def short(self):
        return bool(self.group.least) and self.number < self.group.least

    @property
    def full(self):
        return self.group.cap is not None and self.points >= self.group.cap


@dataclass
class Tally:
    base: Decimal
    lines: list = field(default_factory=list)
    sums: list = field(default_factory=list)
    adjusted: Decimal = ZERO
    deducted: Decimal = ZERO
    total: Decimal = ZERO
    grade: str = ""

    @property
    def short(self):
        return [one for one in self.sums if one.short]


class Room:
    """How much a cap still lets through, gains and deductions apart."""

    def __init__(self):
        self.used = defaultdict(lambda: ZERO)

    def let(self, value, cap, key):
        if cap is None:
            return value
        key = (key, value < 0)
        taken = min(abs(value), max(cap - self.used[key], ZERO))
        self.used[key] += taken
        return taken if value >= 0 else -taken


def reckon(scheme, entries):
    """The Tally of one member's standing entries of one year, given in their order (see `in_order`)."""
    tally, room, numbers = Tally(scheme.base), Room(), defaultdict(int)
    sums = {group.pk: Sum(group) for group in scheme.groups.all()}
    best = best_of_cases(entries)
    for entry in entries:
        line = Line(entry)
        tally.lines.append(line)
        if entry.kind == EntryKind.ADJUSTMENT:
            line.counted = entry.points
            tally.adjusted += entry.points
            if entry.group_id in sums:
                sums[entry.group_id].points += entry.points
            continue
        if entry not in best:
            line.why = "同一案只计最高的一项"
            continue
        line.counted, line.why = counted(entry, room, numbers, scheme)
        one = sums[entry.group_id]
        one.points += line.counted
        one.number += entry.times
    tally.sums = list(sums.values())
    tally.deducted = sum((line.counted for line in tally.lines if line.counted < 0), ZERO)
    tally.total = scheme.base + sum((line.counted for line in tally.lines), ZERO)
    tally.grade = scheme.grade(tally.total)
    return tally


def best_of_cases(entries):
    """The entries that count at all: of those that compete within a case, the highest, then the earliest."""
    kept, best = [], {}
    for entry in entries:
        if entry.kind == EntryKind.ADJUSTMENT or not entry.rule.best_of:
            kept.append(entry)
            continue
        key = (entry.rule.best_of, entry.matter)
        if key not in best or entry.points > best[key].points:
            best[key] = entry
    return Kept(kept + list(best.values()))


class Kept:
    """Membership by identity: entries that are not saved have no key and no hash."""

    def __init__(self, entries):
        self.keys = {id(entry) for entry in entries}

    def __contains__(self, entry):
        return id(entry) in self.keys


def counted(entry, room, numbers, scheme):
    """(points, why) after first and further and after every cap."""
    rule = entry.rule
    value, why = worth(entry, numbers)
    steps = [
        (rule.cap, ("rule", rule.pk), "已到本项上限"),
        (entry.group.cap, ("group", rule.group_id), "已到类别上限"),
    ]
    if entry.role not in LEADING:
        steps.insert(0, (rule.co_cap, ("co", rule.pk), "已到联名、参加的上限"))
    if value > 0:
        steps.append((scheme.bonus_cap, "all", "已到加分上限"))
    for cap, key, sentence in steps:
        let = room.let(value, cap, key)
        if let != value:
            value, why = let, sentence
    return value, why


def worth(entry, numbers):
    """First and further: counted over the rule's leading roles, in order."""
    rule = entry.rule
    if rule.further is None or entry.role not in LEADING:
        return entry.points, ""
    before, numbers[rule.pk] = numbers[rule.pk], numbers[rule.pk] + entry.times
    one, later = entry.points / entry.times, cents(rule.further / entry.share)
    firsts = max(0, 1 - before) if entry.times else 0
    value = one * firsts + later * (entry.times - firsts)
    return cents(value), "第二次起" if firsts == 0 else ""
