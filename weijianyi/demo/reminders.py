"""What the ladder said while the story went on: the ledger of matters still under way, and the morning's summaries."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from dispatch.ladder import clocks, matters, notices, rungs
from dispatch.ladder.moments import armed_at, moment
from dispatch.ladder.people import People
from dispatch.ladder.states import Sending, Watch
from dispatch.models import Reminder
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import Deadline
from weijianyi.notices.models import Channel, Notice, State
from weijianyi.notices.rendering import title_and_body

READ_AFTER = timedelta(hours=2)


def tell(city):
    """Every rung of a running clock whose moment is past was said then, to whoever stands there."""
    home, now = city.home, city.days.now
    ladder, calendar = rungs.active(home, timezone.localdate(now), Watch.CLOCK), calendar_for(home)
    running = Deadline.objects.running().filter(organisation=home, paused_since=None, started_at__lt=now)
    extended = clocks.moments_of(set(running.values_list("extension_event_id", flat=True)) - {None})
    about = matters.of(list(running.order_by("pk")))
    people = People(home.pk, timezone.localdate(now), [m.desk for m in about.values() if m.desk])
    for clock, matter in about.items():
        due = []
        for rung in (r for r in ladder if r.clock == clock.code):
            when = moment(rung, clock, calendar)
            if when and armed_at(clock, extended) < when < now:
                due.append(clocks.Due(when, rung, clock))
        say(due, matter, people)


def say(due, matter, people):
    for found in sorted(due, key=lambda d: d.moment):
        for post in people.on_rung(found.rung, found.clock.code, *matter):
            reminder = clocks.line(found, matter, post, found.moment, Sending.SENT)
            reminder.outside = False  # no mail and no short messages in the demo
            reminder.save()
            notice(reminder, found.moment)


def notice(reminder, at):
    """In the inbox, read some hours later where that is past."""
    reminder = Reminder.objects.select_related("item__organisation", "desk__department", "clock", "rung").get(
        pk=reminder.pk
    )
    title, body = title_and_body("dispatch_reminder", notices.words_of_reminder(reminder, None, None))
    read = at + READ_AFTER
    Notice.objects.create(
        key=f"reminder:{reminder.pk}:{reminder.user_id}:{Channel.IN_APP}", user=reminder.user, post=reminder.post,
        content_type=ContentType.objects.get_for_model(Reminder), object_id=reminder.pk, text="dispatch_reminder",
        channel=Channel.IN_APP, title=title, body=body, url=reminder.about.get_absolute_url(),
        thread=reminder.thread, state=State.SENT, available_at=at, sent_at=at, created_at=at,
        read_at=read if read < timezone.now() - timedelta(days=1) else None,
    )  # fmt: skip
