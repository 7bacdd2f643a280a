"""Loads the demo: people, departments, one rule of the county's own, sessions, then every matter."""

from collections import Counter
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from members.models import User
from suggestions.models import Item, Sitting
from suggestions.review import sittings
from weijianyi.audit import triggers
from weijianyi.audit.models import Event
from weijianyi.demo import (
    appraisal,
    bulletins,
    claims,
    connections,
    districts,
    earlier,
    groups,
    hotline,
    informing,
    keys,
    pressure,
    promises,
    reminders,
    reports,
    requests,
    residents,
    scores,
    series,
    sessions,
    story,
    studios,
    topics,
)
from weijianyi.demo.days import Days
from weijianyi.demo.departments import Departments
from weijianyi.demo.journey import City
from weijianyi.demo.people import START, People
from weijianyi.rulebook import editing
from weijianyi.work import outbox
from weijianyi.workflow import Actor

NEWS = timedelta(days=3)  # what is older is no news: nobody's inbox starts with a year of it


def load(now=None, older=earlier.COUNT):
    """Everything in one transaction, with `older` closed matters of the year before; says what was loaded."""
    now = now or timezone.now()
    with transaction.atomic():
        people = People()
        people.load()
        informing.people(people)
        groups.load(people)
        departments = Departments(people)
        departments.load()
        set_rules(people)
        series.load(people.home)
        days = Days(people.home, now)
        city = City(people, departments, days)
        hotline.found(city)
        plenaries = sessions.load(people, days)
        topics.load(city, plenaries[0])
        story.tell(city, older, plenaries)
        promises.keep(city)
        requests.divide(city)
        reports.bring_out(city)
        informing.load(city)
        districts.load(city)
        hotline.tell(city)
        keys.nominate(city)
        claims.lead(city)
        pressure.press(city)
        studios.load(city)
        residents.load(city)
        appraisal.load(city, *plenaries)
        scores.count(city)
        bulletins.load(city)
        connections.connect(city)
        close_sittings(now)
        groups.reshape(people)
        reminders.tell(city)
        old = Event.objects.filter(occurred_at__lt=now - NEWS).values_list("pk", flat=True)
        outbox.cancel([f"event:{pk}" for pk in old])
    return summary()


def close_sittings(now):
    """Every review day before today ended the same afternoon, as offices do."""
    today = timezone.localdate(now)
    for sitting in Sitting.objects.filter(held_on__lt=today).select_related("opened_by__user"):
        actor = Actor(user=sitting.opened_by.user, post=sitting.opened_by)
        reasons = {h.item.pk: h.reason or "补充材料后再审" for h in sittings.held(actor, sitting.held_on)}
        sittings.close(sitting, actor, reasons)
        ended = timezone.make_aware(datetime.combine(sitting.held_on, time(17, 20)))
        Sitting.objects.filter(pk=sitting.pk).update(closed_at=max(ended, sitting.opened_at))


def set_rules(people):
    """The county reads every reply before its members do."""
    editing.change_setting(
        people.organisations["daan"],
        "reply_check_kinds",
        value=["suggestion", "proposal"],
        valid_from=START,
        basis="大安区政协提案委会议",
        user=people.posts["daanhead"][0].user,
    )


def clear():
    """Empties the database; the rules of procedure and the triggers come back after the flush."""
    triggers.drop()
    call_command("flush", interactive=False, verbosity=0)


def summary():
    kinds = Counter(item.get_kind_display() for item in Item.objects.all())
    return "、".join(f"{label} {number} 件" for label, number in kinds.most_common())


def name_of(username):
    return User.objects.get(username=username).name
