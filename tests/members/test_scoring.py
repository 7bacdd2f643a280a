"""履职计分: events and records become points once, caps and best-of hold, what is undone is taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from members.models import ScoreEntry, ScoreScheme, ServiceRecord
from members.scores import objecting, presets, schemes, scoring, tables
from members.scores.states import EntryKind
from members.scores.years import year_of
from suggestions.upward import reporting as reporting_up
from tests import keyed, reported, world
from tests.scored import digest, in_force, record
from weijianyi import rulebook
from weijianyi.audit import triggers
from weijianyi.audit.models import Event
from weijianyi.workflow import Forbidden, NotNow, perform, undoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    city = world.build()
    city.scheme = in_force(city, "ours")
    return city


def tally(w, name="member"):
    return tables.tally_of(w[name].post.member, timezone.localdate().year)[2]


def total(w, name="member"):
    return tally(w, name).total


def codes(w, name="member"):
    rows = ScoreEntry.objects.standing().filter(member=w[name].post.member)
    return sorted(row.rule.code for row in rows.select_related("rule"))


def test_the_listener_is_named_in_the_settings():
    assert "members.scores.scoring.listen" in settings.EVENT_LISTENERS


# -- from events -----------------------------------------------------------------------------------
def test_a_suggestion_accepted_and_closed_with_satisfaction(w):
    """受理 2，办结满意 1：共 3 分；读两遍不变。"""
    w.closed()
    digest()
    digest()
    assert codes(w) == ["s_accept", "s_close"]
    assert total(w) == 3


def test_what_was_undone_earns_nothing_and_what_is_voided_is_taken_back(w):
    desk = w.dispatched()
    act = Event.objects.get(thread=desk.item.thread, step="accept").act
    undoing.undo(act, actor=w["staff"])
    digest()
    assert codes(w) == []
    item = w.dispatched().item
    digest()
    assert codes(w) == ["s_accept"]
    perform(item, "void", actor=w["head"], reason="录错")
    digest()
    assert codes(w) == []
    row = ScoreEntry.objects.get(kind=EntryKind.REVERSAL)
    assert row.points == -2
    assert row.reverses.rule.code == "s_accept"
    assert "作废" in row.reason


def test_a_joint_proposal_pays_ten_and_five_and_a_case_once(w):
    """联名立案：第一人 10，联名 5；重点 5 归第一人；转自微建议的同案只计最高。"""
    item = keyed.filed(w, cosigners=["member2"])
    keyed.decided(w, keyed.nominated(w, keyed.handed_out(w, item).item))
    digest()
    assert total(w) == 15
    assert total(w, "member2") == 5
    suggestion = w.dispatched().item
    type(suggestion).objects.filter(pk=suggestion.pk).update(case=item.case)
    digest()
    one = next(line for line in tally(w).lines if line.entry.rule.code == "s_accept")
    assert (one.counted, one.why) == (0, "同一案只计最高的一项")
    assert total(w) == 15


def test_reports_count_their_highest_adoption(w):
    """提交 1，采用 5，省级采用 15：同一条只计 15。"""
    report = reported.revised(w)
    reported.issued(w, reported.drafted(w, report))
    report.refresh_from_db()
    digest()
    assert total(w) == 5
    to = next(e for e in rulebook.entries(w.city, "report_destination") if e.data.get("level") == 3)
    row = reporting_up.send(report, actor=w["editor"], to=to, sent_on=timezone.localdate())
    reporting_up.correct(row, actor=w["editor"], outcome="adopted", outcome_on=timezone.localdate())
    digest()
    assert total(w) == 15
    assert tally(w).sums[6].points == 15


def test_a_collective_credits_its_drafters(w):
    """集体提案立案：执笔 15，其他参加起草的 3。"""
    item = w.proposal("operator")
    for name, role in (("member", "lead"), ("member2", "research")):
        item.drafters.create(
            member=w[name].post.member, role=role, named_by=w["operator"].post, named_at=timezone.now()
        )
    w.filed(item)
    digest()
    assert (total(w), total(w, "member2")) == (15, 3)


# -- the ledger ------------------------------------------------------------------------------------
def test_the_ledger_is_append_only(w):
    w.dispatched()
    digest()
    for statement in ("UPDATE members_scoreentry SET points = 9", "DELETE FROM members_scoreentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(TypeError):
        ScoreEntry.objects.update(points=9)
    assert not triggers.missing()


def test_a_voided_record_is_taken_back(w):
    row = record(w, "activity")
    assert total(w) == 2
    row.voided_at, row.void_reason = timezone.now(), "记错人"
    row.save()
    scoring.record_voided(row)
    scoring.record_voided(row)
    assert total(w) == 0
    assert scoring.recount(w.city.pk, timezone.localdate()) == (0, 0)


@hypothesis_settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_incremental_in_any_order_equals_a_recount(db, data):
    """The same events read in any order, some of them twice, leave the ledger a recount would write."""
    with transaction.atomic():
        w = world.build()
        in_force(w, "ours")
        things = data.draw(
            st.lists(st.sampled_from(["closed", "void", "undo", "joint", "activity"]), max_size=4)
        )
        for thing in things:
            happen(w, thing)
        events = list(Event.objects.order_by("pk"))
        read = data.draw(st.permutations(events + events[:3]))
        for event in read:
            scoring.listen(event)
        incremental = standing()
        assert scoring.recount(w.city.pk, timezone.localdate()) == (0, 0)
        fresh = {scoring.key_of(e) for e in scoring.earned_between(w_scheme(w), *days(w))}
        assert incremental == fresh
        transaction.set_rollback(True)


def w_scheme(w):
    return ScoreScheme.objects.on(w.city.pk, timezone.localdate())


def days(w):
    year = year_of(w_scheme(w), timezone.localdate())
    return year.starts, year.ends


def standing():
    return {scoring.key_of(e) for e in ScoreEntry.objects.standing()}


def happen(w, thing):
    if thing == "closed":
        w.closed()
    elif thing == "void":
        perform(w.dispatched().item, "void", actor=w["head"], reason="录错")
    elif thing == "undo":
        item = w.dispatched().item
        undoing.undo(Event.objects.get(thread=item.thread, step="accept").act, actor=w["staff"])
    elif thing == "joint":
        keyed.filed(w, cosigners=["member2"])
    else:
        record(w, "activity", title=f"活动{ServiceRecord.objects.count()}")


# -- versions --------------------------------------------------------------------------------------
def test_a_version_in_force_is_never_edited_and_a_year_has_one_version(w):
    copied = schemes.copy(w.scheme, actor=w["admin"])
    with pytest.raises(NotNow):
        schemes.check_draft(w.scheme, w["admin"])
    with pytest.raises(Forbidden):
        schemes.copy(w.scheme, actor=w["leader"])
    w.dispatched()
    digest()
    this = timezone.localdate().year
    with pytest.raises(ValidationError, match="一个年度只用一版"):
        schemes.enact(copied, actor=w["head"], valid_from=timezone.localdate())
    schemes.enact(copied, actor=w["head"], valid_from=date(this + 1, 1, 1))
    w.scheme.refresh_from_db()
    assert w.scheme.valid_to == date(this, 12, 31)
    assert ScoreScheme.objects.on(w.city.pk, date(this + 1, 5, 1)).pk == copied.pk


def test_the_year_may_begin_in_december():
    scheme = ScoreScheme(starts_month=12, starts_day=1)
    assert year_of(scheme, date(2025, 12, 1)).label == 2026
    assert year_of(scheme, date(2026, 11, 30)).label == 2026
    scheme.valid_from = date(2026, 9, 1)  # three months alone are no year
    year = year_of(scheme, date(2026, 9, 5))
    assert (year.label, year.starts, year.ends) == (2027, date(2026, 9, 1), date(2027, 11, 30))
    assert year_of(scheme, date(2026, 12, 24)) == year


def test_what_if_writes_nothing_and_says_the_difference(w):
    """闵行办法下提案立案 15，本办法联名 10、5：第一人 +5，联名 3 对 5。"""
    keyed.filed(w, cosigners=["member2"])
    digest()
    other = schemes.create(w.city, presets.PRESETS["minhang"])
    before = ScoreEntry.objects.count()
    _, found = tables.what_if(other, timezone.localdate().year)
    changes = {d.member.name: d.change for d in found}
    assert (changes["member"], changes["member2"]) == (5, -2)
    assert ScoreEntry.objects.count() == before


# -- objections ------------------------------------------------------------------------------------
def test_an_objection_is_decided_with_a_reason_and_corrects_the_ledger(w):
    w.dispatched()
    digest()
    entry = ScoreEntry.objects.get()
    objection = objecting.raise_objection(actor=w["member"], year=entry.year, text="应为领办", entry=entry)
    assert (
        objecting.raise_objection(actor=w["member"], year=entry.year, text="再点", entry=entry) == objection
    )
    perform(objection, "uphold", actor=w["staff"], opinion="查实", points=Decimal(3), takes_back=True)
    assert total(w) == 3
    assert tally(w).adjusted == 3


def test_the_office_neither_adjusts_nor_takes_back_its_own(w):
    member = w["member"].post.member
    member.user = w["staff"].user
    member.save()
    with pytest.raises(Forbidden):
        objecting.adjust(
            actor=w["staff"], member=member, year=timezone.localdate().year, points=9, reason="补"
        )


def test_equal_points_share_a_place_and_some_stand_outside(w):
    record(w, "activity")
    record(w, "activity", name="member2")
    rows = tables.table(w.city.pk, timezone.localdate().year)[2]
    assert [row.rank for row in rows] == [1, 1]
