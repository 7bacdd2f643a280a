"""履职计分 of the demo: a version in force since last year, records of meetings and duty, an objection of each kind."""

from datetime import date

from django.utils import timezone

from members.models import Member, ScoreEntry
from members.scores import objecting, presets, recording, schemes, scoring
from members.scores.years import year_of
from weijianyi.workflow import perform

MEETINGS = (
    ("plenary", "六届五次全会第一次大会", 150, 1), ("plenary", "六届五次全会闭幕大会", 148, 1),
    ("activity", "视察重点民生项目", 95, 2), ("activity", "调研社区养老服务", 60, 3),
    ("training", "新任委员培训班", 45, 4),
    ("speech", "专题协商会发言：完善社区食堂", 38, 7), ("duty", "西流湾委员工作室值班", 21, 5),
    ("public", "义诊进社区", 14, 6),
    ("duty", "西流湾委员工作室值班", 7, 3), ("activity", "重点提案督办会", 4, 4),
)  # fmt: skip


def count(city):
    """Records first, then everything that happened, by the rules of the product's own version."""
    today = timezone.localdate(city.days.now)
    home, staff = city.people.organisations["yunjiang"], city.actor("staff")
    scheme = schemes.create(
        home, presets.OURS, post=staff.post, valid_from=date(today.year - 1, 1, 1), enacted_by=staff.post,
        enacted_at=city.days.now,
    )  # fmt: skip
    scheme.bands = [[60, "优秀"], [20, "称职"], [0, "基本称职"]]
    scheme.save(update_fields=["bands"])
    attend(city, list(Member.objects.filter(organisation=home).order_by("pk")), today)
    scoring.recount(home.pk, year_of(scheme, today).starts)
    scoring.recount(home.pk, date(today.year - 1, 6, 1))
    schemes.copy(scheme, actor=city.actor("head"))  # a draft to try on last year's data
    doubt(city, today)


def attend(city, members, today):
    staff = city.actor("staff")
    for kind, title, back, every in MEETINGS:
        day = city.days.day(min(back, 160))
        for member in members[::every]:
            recording.record(
                actor=staff, member=member, kind=city.entry("service_kind", kind), title=title, held_on=day
            )


def doubt(city, today):
    """One open, one corrected."""
    own = ScoreEntry.objects.standing().filter(member=city.actor("member").post.member, year=today.year)
    first, second = own.order_by("-occurred_on")[:1], own.order_by("occurred_on")[:1]
    for entry in first:
        objecting.raise_objection(
            actor=city.actor("member"), year=entry.year, text="这一天上午、下午都参加了，应记两次。", entry=entry,
            at=city.days.at(0, "09:20"),
        )  # fmt: skip
    for entry in second:
        row = objecting.raise_objection(
            actor=city.actor("member"),
            year=entry.year,
            text="会上还作了书面发言，没有记。",
            at=city.days.at(1, "09:10"),
        )
        perform(row, "uphold", actor=city.actor("staff"), opinion="查会议材料，书面发言一篇，补记。", points=5,
                at=city.days.at(1, "15:30"))  # fmt: skip
