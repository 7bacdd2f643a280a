"""The plenaries of the demo: last year's and this year's, in the last days of February, the county's before."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from members.models import Session

FIRST_YEAR, FIRST_TERM, YEARS = 2022, 6, 5  # 六届一次; five plenaries a term
TUESDAY = 1
SITS = timedelta(days=3)
EARLIER = timedelta(days=14)  # counties meet before their city
LAST_CALL = time(17, 30)
SETTLED = 60  # workdays after which a plenary's proposals are mostly answered
STORY = 100  # workdays the story of a plenary takes


class Plenary:
    """The story's time counted from a plenary; told faster when fewer workdays have passed since."""

    def __init__(self, session, days):
        self.session, self.calendar = session, days.calendar
        passed = self.calendar.workdays_between(session.closes_on, days.day(0))
        self.pace = min(1, passed / STORY)

    def before(self, workdays, clock):
        """That hour, so many workdays before the last day for 大会提案."""
        day = timezone.localdate(self.session.cutoff_at)
        for _ in range(workdays):
            day = self.calendar.previous_workday(day)
        return moment(day, time.fromisoformat(clock))

    def at(self, workdays, clock="09:30"):
        """That hour, so many workdays after the closing."""
        day = self.calendar.add_workdays(self.session.closes_on, round(workdays * self.pace))
        return moment(day, time.fromisoformat(clock))


def moment(day, hour):
    return timezone.make_aware(datetime.combine(day, hour))


def load(people, days):
    """Two sessions for the city and each county; the city's as (this year's, last year's) Plenary."""
    year = latest_year(days)
    for code in ("daan", "linjiang"):
        for each in (year - 1, year):
            create(people.organisations[code], each, opening(each) - EARLIER)
    last, this = [create(people.home, each, opening(each)) for each in (year - 1, year)]
    return Plenary(this, days), Plenary(last, days)


def latest_year(days):
    """The year of the last plenary long enough ago."""
    year = days.day(0).year
    closed = opening(year) + SITS
    today = days.day(0)
    settled = closed < today and days.calendar.workdays_between(closed, today) >= SETTLED
    return year if settled else year - 1


def opening(year):
    """The last Tuesday of February."""
    last = date(year, 3, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - TUESDAY) % 7)


def create(organisation, year, opens_on):
    term, meeting = divmod(year - FIRST_YEAR, YEARS)
    return Session.objects.create(
        organisation=organisation, term=FIRST_TERM + term, meeting=meeting + 1, opens_on=opens_on,
        closes_on=opens_on + SITS, cutoff_at=moment(opens_on + timedelta(days=1), LAST_CALL),
    )  # fmt: skip
