"""Real tables of points reproduce their worked examples, computed by hand in each test."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.models import Member, ScoreEntry
from members.scores import reckoning, tables
from tests import keyed, reported, world
from tests.scored import digest, in_force, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world.build()


def tally(w, name="member"):
    return tables.tally_of(w[name].post.member, timezone.localdate().year)[2]


def total(w, name="member"):
    return tally(w, name).total


def test_jinan_2015(w):
    """基础 70；请假 −10；立案 3 件，第二件起各 5 = 10；公益 7 次 14，上限 10：70−10+10+10 = 80，称职。"""
    in_force(w, "jinan")
    for _ in range(3):
        keyed.filed(w)
    record(w, "plenary_excused")
    record(w, "public", times=7)
    digest()
    found = tally(w)
    assert (found.total, found.grade, found.deducted) == (80, "称职", -10)


def test_jinan_bonus_stops_at_fifty(w):
    """13 件立案：12×5 = 60，加分以 50 为限：120，优秀。"""
    scheme = in_force(w, "jinan")
    rule = scheme.rules.select_related("group").get(code="p_filed")
    entries = [
        ScoreEntry(scheme=scheme, rule=rule, group=rule.group, role="first", points=Decimal(0), matter=f"m{n}",
                   occurred_on=date(2026, 1, n + 1), year=2026, title="提案") for n in range(13)
    ]  # fmt: skip
    found = reckoning.reckon(scheme, entries)
    assert (found.total, found.grade) == (120, "优秀")
    assert found.lines[-1].why == "已到加分上限"


def test_tongcheng_2019(w):
    """全会 50；三人联名：提交 10、立案 15，第一人一半 12.5，其余各 2.5+3.75 = 6.25；活动 6 次上限 10。"""
    in_force(w, "tongcheng")
    w.person("member3", "member")
    item = keyed.filed(w, cosigners=["member2", "member3"])
    assert item.number
    record(w, "plenary")
    record(w, "activity", times=6)
    digest()
    assert total(w) == Decimal("72.5")
    assert total(w, "member2") == Decimal("6.25")
    assert tally(w).grade == "合格"
    assert tally(w, "member3").grade == "不合格"


def test_tongcheng_counts_three_writers_of_a_collective_at_most(w):
    """集体提案立案：主要执笔人最多三人各 15，第四人不计（提交以后才指定的，没有提交分）。"""
    in_force(w, "tongcheng")
    names = ("member", "member2", "member3", "member4")
    for name in names[2:]:
        w.person(name, "member")
    item = w.proposal("operator")
    for name in names:
        item.drafters.create(
            member=w[name].post.member, role="lead", named_by=w["operator"].post, named_at=timezone.now()
        )
    w.filed(item)
    digest()
    assert [total(w, name) for name in names] == [15, 15, 15, 0]


def test_minhang(w):
    """全会 4 个半天 20；活动 2 次 10（至少 3 次，未达）；执笔立案 15；参加两件立案只计 3：48。"""
    in_force(w, "minhang")
    keyed.filed(w)
    for _ in range(2):
        keyed.filed(w, "member2", cosigners=["member"])
    record(w, "plenary", times=4)
    record(w, "activity", times=2)
    digest()
    found = tally(w)
    assert found.total == 48
    assert {one.group.label for one in found.short} == {"活动", "社情民意"}


def test_hefei_has_thirty_more_for_the_standing_committee(w):
    """全会 35、活动 4 次 30、独立立案 15、社情民意采用 10：基本分 90；常委另有常委会会议 30，合计 120；列席的不计。"""
    in_force(w, "hefei")
    Member.objects.filter(pk=w["member2"].post.member_id).update(standing_from=date(2022, 1, 1))
    for name in ("member", "member2"):
        w[name].post.member.refresh_from_db()
        record(w, "plenary", name=name)
        record(w, "standing", name=name)
        record(w, "activity", times=4, name=name)
        keyed.filed(w, name)
        reported.issued(
            w, reported.drafted(w, reported.revised(w, reported.editing(w, reported.sent(w, name))))
        )
    digest()
    assert total(w) == 90
    assert total(w, "member2") == 120


def test_who_left_the_standing_committee_is_judged_by_the_day_of_the_meeting(w):
    in_force(w, "hefei")
    today, seat = timezone.localdate(), w["member"].post.member
    seat.standing_from, seat.standing_to = date(2022, 1, 1), today - timedelta(days=1)
    seat.save()
    record(w, "standing")
    assert total(w) == 0
    record(w, "standing", on=today - timedelta(days=1))
    assert tally(w).lines[-1].counted == 30 or today.timetuple().tm_yday == 1
