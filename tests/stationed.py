"""Short verbs for studios and duties."""

from datetime import time, timedelta

from django.utils import timezone

from members.duties import calendar as duty_calendar
from members.duties import swapping as duty_swapping
from members.models import Duty, DutyRule, Studio, StudioMember
from members.studios import codes as studio_codes
from weijianyi.workflow import perform

LONG_AGO = timezone.localdate() - timedelta(days=800)


def studio(w, name="西流湾委员工作室", members=("member", "member2"), **fields):
    words = {
        "level": "village",
        "liaison": w["liaison"].post,
        "opened_on": LONG_AGO,
        "address": "西流湾社区 2 楼",
    } | fields
    made, new = Studio.objects.get_or_create(organisation=w.city, name=name, defaults=words)
    if new:
        for person in members:
            seat(made, w[person].post.member)
    return made


def seat(made, member, **fields):
    return StudioMember.objects.create(studio=made, member=member, **{"valid_from": LONG_AGO} | fields)


def rule(made, **fields):
    words = {
        "weekday": 0,
        "week": 1,
        "starts": time(9),
        "ends": time(11, 30),
        "valid_from": LONG_AGO,
    } | fields
    return DutyRule.objects.create(studio=made, **words)


def duty(w, days=3, member="member", made=None, **fields):
    """A duty in so many days; with `member=None` a gap."""
    words = {
        "date": timezone.localdate() + timedelta(days=days),
        "starts": time(9),
        "ends": time(11, 30),
    } | fields
    words |= {"member": w[member].post.member, "state": "planned"} if member else {"state": "open"}
    return Duty.objects.create(studio=made or studio(w), **words)


def attended(w):
    return perform(duty(w, 0), "check_in", actor=w["member"])


def asked(w, in_return=None, first=None):
    """The member asks the other one."""
    return duty_swapping.ask(
        first or duty(w),
        actor=w["member"],
        asked=w["member2"].post.member,
        in_return=in_return,
        reason="出差",
    )


def code(w):
    return studio_codes.renew(studio(w), w["liaison"].post)


def feed(w, name="member", of=None):
    return duty_calendar.open_feed(w[name].post, of)
