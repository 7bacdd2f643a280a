"""The story's own time: workdays and review days counted back from today, always before now."""

from datetime import datetime, time, timedelta
from itertools import count

from django.utils import timezone

from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.review import is_review_day

OPENING, CLOSING = time(8, 30), time(17, 30)
EARLY = time(9, 0)  # before this hour the story's last day is the workday before
DAYTIME = (time(7, 0), time(22, 0))
MINUTE = timedelta(minutes=1)


class Days:
    """Day 0 is today when it is a workday under way, else the last workday."""

    def __init__(self, organisation, now):
        self.organisation, self.now = organisation, timezone.localtime(now)
        self.calendar = calendar_for(organisation)
        today = self.now.date()
        under_way = self.calendar.is_workday(today) and self.now.time() >= EARLY
        self._back = [today if under_way else self.calendar.previous_workday(today)]

    def day(self, back):
        """The workday `back` workdays before day 0."""
        while len(self._back) <= back:
            self._back.append(self.calendar.previous_workday(self._back[-1]))
        return self._back[back]

    def at(self, back, clock="09:00"):
        """That hour of the workday `back` workdays before day 0."""
        return self._moment(self.day(back), clock)

    def after(self, moment, workdays, clock="09:00"):
        """That hour, `workdays` workdays after the day of `moment`, but never after now."""
        day = self.calendar.add_workdays(timezone.localtime(moment).date(), workdays)
        return self._moment(min(day, self.day(0)), clock)

    def review(self, nth, clock="09:20"):
        """That hour of the nth review day back; 0 is the latest one."""
        return self._moment(self.day(self._review_backs(nth)), clock)

    def before_review(self, nth, clock="19:32"):
        """An evening hour the workday before that review day: when members write."""
        return self._moment(self.day(self._review_backs(nth) + 1), clock)

    def waiting(self, number):
        """`number` moments since the last review day closed: what waits for the next one."""
        back = next(b for b in count() if is_review_day(self.organisation, self.day(b)) and self._over(b))
        start = timezone.make_aware(datetime.combine(self.day(back), CLOSING)) + MINUTE
        minutes = [start + MINUTE * n for n in range(1, int((self.now - start) / MINUTE))]
        awake = [m for m in minutes if DAYTIME[0] <= timezone.localtime(m).time() <= DAYTIME[1]]
        awake = awake or [start]
        return [awake[(2 * n + 1) * len(awake) // (2 * number)] for n in range(number)]

    def _over(self, back):
        return timezone.make_aware(datetime.combine(self.day(back), CLOSING)) <= self.now - MINUTE

    def _review_backs(self, nth):
        backs = (b for b in count() if is_review_day(self.organisation, self.day(b)))
        return next(b for n, b in enumerate(backs) if n == nth)

    def _moment(self, day, clock):
        moment = timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))
        if day < self.now.date() or self.now.time() >= time(18, 0):
            return min(moment, self.now)
        return self._squeezed(moment)

    def _squeezed(self, moment):
        """The hours of a day that is not over: nine hours of work fit between opening and now."""
        opening = timezone.make_aware(datetime.combine(moment.date(), OPENING))
        share = max(timedelta(0), moment - opening) / timedelta(hours=10)
        return min(opening + (self.now - opening) * min(share, 1), self.now).replace(second=0, microsecond=0)
