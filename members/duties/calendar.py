"""Duties as iCalendar for phones: the own ones, or those of a studio, behind a secret link that can be stopped."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vDuration

from members.hats import recall
from members.models import Duty, DutyFeed, Studio
from members.rules import holds_post
from members.states import DutyState

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
STATUS = {DutyState.CANCELLED: "CANCELLED", DutyState.OPEN: "TENTATIVE"}


def feed_of(secret):
    """(feed, duties) behind a link; None once it was revoked, or its issuer lost the post or the sight of them."""
    feed = DutyFeed.objects.valid().filter(secret=secret).select_related("post", "studio").first()
    actor = recall(feed.post.user_id, feed.post_id) if feed else None
    if actor is None or not holds_post(actor):
        return None
    found = Duty.objects.visible_to(actor)
    if feed.studio_id:
        if not Studio.objects.visible_to(actor).filter(pk=feed.studio_id).exists():
            return None
        found = found.filter(studio=feed.studio_id)
    else:
        found = found.of(actor)
    today = timezone.localdate()
    return feed, found.between(today - BACK, today + AHEAD).with_names()


def open_feed(post, studio=None):
    """The link in force, made where there is none."""
    known = DutyFeed.objects.valid().filter(post=post, studio=studio).first()
    return known or DutyFeed.objects.create(post=post, studio=studio)


def stop_feed(post, studio=None):
    """The link is dead from this moment; True where there was one."""
    valid = DutyFeed.objects.valid().filter(post=post, studio=studio)
    return bool(valid.update(revoked_at=timezone.now()))


def calendar(feed, duties):
    """The bytes of the feed. UIDs stay the same, so that a phone moves an entry instead of doubling it."""
    book = Calendar()
    book.add("prodid", "-//weijianyi//duty//ZH")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", f"{feed.studio.name}值班" if feed.studio_id else "委员工作室值班")
    book.add("refresh-interval", vDuration(timedelta(hours=6)), parameters={"value": "DURATION"})
    for duty in duties:
        book.add_component(entry(duty, of_studio=bool(feed.studio_id)))
    book.add_missing_timezones()
    return book.to_ical()


def entry(duty, of_studio):
    who = duty.who or "缺人"
    event = Event()
    event.add("uid", f"duty-{duty.slug}@{settings.SITE_URL.split('://')[-1].split(':')[0]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", moment(duty, duty.starts))
    event.add("dtend", moment(duty, duty.ends))
    event.add("summary", f"值班：{who}" if of_studio else f"值班：{duty.studio.name}")
    place = duty.studio.address if duty.mode == "on_site" else ""
    event.add("location", place or duty.get_mode_display())
    event.add("description", "。".join(filter(None, (duty.get_mode_display() + "接待", duty.topic))))
    event.add("url", settings.SITE_URL.rstrip("/") + duty.get_absolute_url())
    event.add("sequence", duty.version)
    event.add("status", STATUS.get(duty.state, "CONFIRMED"))
    return event


def moment(duty, time):
    """In the zone of the place: a duty at nine stays at nine."""
    return datetime.combine(duty.date, time, tzinfo=timezone.get_default_timezone())
