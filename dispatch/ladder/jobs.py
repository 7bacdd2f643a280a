"""The reminder ladder's timed jobs: what is due is written, then said; every morning one summary per person."""

from collections.abc import Callable
from datetime import time

from django.utils import timezone

from dispatch.ladder import clocks, digesting, sending, standing
from dispatch.ladder.moments import speaks_now
from dispatch.models import Reminder
from members.models import Organisation
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.workdays import morning

SUMMARY = time(8, 30)  # as the timetable has it; later starting hours of an office do not lose its summary
# Whoever opens supervisions adds a function of (desk, reason, at); it is called once per clock start, in a transaction.
escalations: list[Callable] = []


def remind(on, *, now, dry_run=False):
    """Every few minutes inside working hours. A missed run is made up by the next: the rows say what is due."""
    report = []
    for organisation, calendar in speaking(now):
        due = clocks.lines(organisation, calendar, on, now) + standing.lines(organisation, calendar, on, now)
        report += [f"{line.rung}：{line.item or organisation} {line.post or '督办建议'}" for line in due]
        if dry_run:
            continue
        Reminder.objects.bulk_create(due, ignore_conflicts=True, batch_size=200)
        waiting = Reminder.objects.pending().filter(organisation=organisation)
        if not calendar.is_workday(on):  # what was left from a workday waits for the next one
            waiting = waiting.filter(moment__gte=morning(on))
        sending.send_pending(waiting, now, escalations)
    return report


def summarise(on, *, now, dry_run=False):
    """Every morning, after what is due was said: one mail and one short message per person at most."""
    if dry_run:
        return [f"待汇总 {r}" for r in Reminder.objects.for_digest().select_related("rung", "desk", "item")]
    today, report = timezone.localdate(now), []
    remind(today, now=now)
    for organisation, calendar in speaking(now, SUMMARY):
        waiting = Reminder.objects.for_digest().filter(organisation=organisation)
        if not calendar.is_workday(today):
            waiting = waiting.filter(moment__gte=morning(today))
        if number := digesting.digest_all(waiting, now):
            report.append(f"{organisation.short_name}：{number} 人")
    return report


def speaking(now, earliest=time.max):
    """(organisation, calendar) of those in whose office hours we are."""
    for organisation in Organisation.objects.filter(active=True).order_by("pk"):
        calendar = calendar_for(organisation)
        if speaks_now(organisation, now, earliest):
            yield organisation, calendar
