"""Period: which days a figure is about and up to when facts are counted; read from and written to addresses."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.http import urlencode

from weijianyi.clock.workdays import ONE as DAY
from weijianyi.clock.workdays import morning

CHIPS = {"month": "本月", "quarter": "本季", "half": "半年", "year": "全年"}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included; `until` is the cut-off: later facts are not counted."""

    first: date
    last: date
    until: datetime
    key: str = ""
    frozen: bool = False  # the cut-off lies in the past and stands in the address

    def within(self, field):
        return Q(**{f"{field}__gte": morning(self.first), f"{field}__lt": morning(self.last + DAY)})

    def known(self, field):
        """The fact has happened by the cut-off."""
        return Q(**{f"{field}__lte": self.until})

    @property
    def today(self):
        return timezone.localdate(self.until)

    def year_before(self):
        """The same days of the year before, with the facts of that day: like is compared with like."""
        first, last = same_day_before(self.first), same_day_before(self.last)
        whole = (self.last + DAY).day == 1 and self.today > self.last
        last = month_end(last) if whole else last  # 28 February is compared with the 29th of a leap year
        return Period(first, last, evening(same_day_before(self.today)), frozen=True)

    def period_before(self):
        """环比: the days just before, as many months where it begins with a month, with the facts of that day."""
        length = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        length = MONTHS.get(self.key, length)
        if self.first.day == 1:
            first, last = months_before(self.first, length), months_before(self.last, length)
            whole = (self.last + DAY).day == 1 and not self.key
            last = self.first - DAY if whole else min(last, self.first - DAY)
        else:
            first, last = self.first - (self.last - self.first) - DAY, self.first - DAY
        return Period(first, last, evening(last), frozen=True)

    def months_before(self, number):
        """So many whole months before it, with the facts known as long after their end as now."""
        last = self.first - DAY
        late = max(self.today - self.last, timedelta(0))
        return Period(months_before(self.first, number), last, evening(last + late), frozen=True)

    def months(self, most=12):
        """Its calendar months, the newest `most`, each cut to the period."""
        found, first = [], self.first
        while first <= self.last:
            following = (first.replace(day=1) + 32 * DAY).replace(day=1)
            last = min(following - DAY, self.last)
            found.append(Period(first, last, self.until, frozen=self.frozen))
            first = following
        return found[-most:]

    def params(self):
        found = {"from": f"{self.first:%Y-%m-%d}", "to": f"{self.last:%Y-%m-%d}"}
        return found | ({"until": f"{self.today:%Y-%m-%d}"} if self.frozen else {})

    def query(self, **more):
        return urlencode({**more, **self.params()})


def chosen(params, now):
    """The period an address asks for: one of the chips, or from–to; this year where it says nothing sensible."""
    key, today = params.get("period", ""), timezone.localdate(now)
    first, last = day_of(params.get("from")), day_of(params.get("to"))
    if key in CHIPS or not (first or last):
        return current(key if key in CHIPS else "year", now)
    first, last = first or last.replace(month=1, day=1), last or max(first, today)
    cut = day_of(params.get("until"))
    frozen = cut is not None and cut < today
    first, last = min(first, last), max(first, last)
    return Period(first, last, evening(cut) if frozen else now, frozen=frozen)


def current(key, now):
    """This month, quarter, half or year, up to today."""
    today = timezone.localdate(now)
    return Period(running(key, today)[0], today, now, key)


def running(key, today):
    """(first, last) of the whole month, quarter, half or year in which that day lies."""
    length = MONTHS[key]
    first = today.replace(month=(today.month - 1) // length * length + 1, day=1)
    return first, months_before(first, -length) - DAY


def ended(key, today):
    """(first, last) of the last month, quarter, half or year that was over before that day."""
    return running(key, running(key, today)[0] - DAY)


def day_of(text):
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def same_day_before(day):
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def months_before(day, number):
    place = day.year * 12 + day.month - 1 - number
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def evening(day):
    return morning(day + DAY) - timedelta(microseconds=1)
