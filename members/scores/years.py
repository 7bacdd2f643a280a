"""The year of assessment: from a day of the scheme to the day before, named after the year it ends in."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SHORTEST = 183  # days: a first year shorter than this is counted with the next one


@dataclass(frozen=True)
class Year:
    label: int
    starts: date
    ends: date

    def __contains__(self, day):
        return self.starts <= day <= self.ends

    def __str__(self):
        return f"{self.label} 年度"


def year_of(scheme, day):
    """The Year that the day falls into; a version's first year begins with the version."""
    year = plain(scheme, day)
    if scheme.valid_from is None:
        return year
    first = plain(scheme, scheme.valid_from)
    if (first.ends - scheme.valid_from).days + 1 < SHORTEST:
        first = plain(scheme, first.ends + DAY)
    if day <= first.ends:
        year = Year(first.label, scheme.valid_from, first.ends)
    return Year(year.label, max(year.starts, scheme.valid_from), min(year.ends, scheme.valid_to or year.ends))


def plain(scheme, day):
    """By the boundary alone."""
    starts = date(day.year, scheme.starts_month, scheme.starts_day)
    if starts > day:
        starts = starts.replace(year=day.year - 1)
    ends = starts.replace(year=starts.year + 1) - DAY
    return Year(ends.year, starts, ends)


def year_named(scheme, label):
    """The Year of that name under this version, or None where it has none."""
    for near in (date(label, 12, 31), date(label, 7, 1), date(label, 1, 1), date(label - 1, 7, 1)):
        if scheme.valid_from and not scheme.valid_from <= near <= (scheme.valid_to or near):
            continue
        if (year := year_of(scheme, near)).label == label:
            return year
    return None
