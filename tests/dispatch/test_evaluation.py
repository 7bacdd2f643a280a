"""双向评议: whose turn it is, who scores, who sees what and when, and what it comes to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.evaluation import jobs, opening, results, rules, scoring
from dispatch.models import EvaluationRound, Pairing, Score, ScoreSheet
from members.models import Post
from tests import evaluated
from tests import world as w
from tests.evaluated import (
    HANDLING_POINTS,
    answered,
    opened,
    pairing_of,
    planned,
    proposer_scores,
    unit_scores,
)
from tests.weijianyi.telling import digest, told
from weijianyi import rulebook
from weijianyi.notices.models import Notice
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import Actor, BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def pairing(world):
    desk = answered(world)
    opened(world)
    return pairing_of(desk)


def setting(world, key, value):
    Setting.objects.create(organisation=world.city, key=key, value=value, valid_from="2020-01-01", basis="试")


def again(subject):
    return type(subject).objects.get(pk=subject.pk)


def readable(world, name, pairing):
    """The sides this persona can read in the database's words."""
    sheets = ScoreSheet.objects.visible_to(world[name]).valid().filter(pairing=pairing)
    return sorted(sheets.values_list("side", flat=True))


def page(client, world, name, address):
    client.force_login(world[name].user)
    return client.get(address)


# -- the rotating set --------------------------------------------------------------------------------
def test_units_with_most_answered_proposals_come_first(world):
    setting(world, "evaluation_units", 1)
    answered(world, department="交通局")
    for _ in range(2):
        answered(world, department="城管局")
    assert [str(u) for u in planned(world).chosen()] == ["城管局"]


def test_units_evaluated_in_the_last_rounds_rest(world):
    setting(world, "evaluation_units", 1)
    setting(world, "evaluation_rest_rounds", 1)
    for _ in range(2):
        answered(world, department="城管局")
    answered(world, department="交通局")
    opened(world, title="第一次")
    second = opened(world, title="第二次")
    assert [str(u) for u in second.chosen()] == ["交通局"]
    third = planned(world, title="第三次")
    assert [str(u) for u in third.chosen()] == ["城管局"], "rested for one round"


def test_the_office_adjusts_the_set_and_what_was_taken_out_stays_as_a_row(world):
    answered(world, department="城管局")
    answered(world, department="交通局")
    found = planned(world)
    found = perform(found, "set_units", actor=world["staff"], departments=[world.departments["交通局"]])
    assert [str(u) for u in found.chosen()] == ["交通局"]
    assert found.units.count() == 2


def test_a_round_without_units_cannot_be_opened(world):
    with pytest.raises(NotNow, match="参评单位"):
        perform(planned(world), "open_round", actor=world["staff"])


def test_a_colleague_of_the_unit_is_not_paired(world):
    own, other = answered(world), answered(world, author="member2")
    post = Post.objects.create(
        user=world["member"].user, organisation=world.city, role="handler", valid_from="2020-01-01"
    )
    post.officer = world.departments["城管局"].officers.create(post=post)
    opened(world)
    assert list(Pairing.objects.values_list("desk", flat=True)) == [other.pk]
    assert own.pk != other.pk


# -- who scores --------------------------------------------------------------------------------------
def test_each_side_scores_its_own_and_others_do_not(world, pairing):
    sides = {
        n: rules.side_of(world[n], pairing) for n in ("member", "handler", "unitlead", "staff", "leader")
    }
    assert sides == {
        "member": "proposer",
        "handler": "unit",
        "unitlead": "unit",
        "staff": None,
        "leader": None,
    }
    for name in ("staff", "head", "leader"):
        with pytest.raises(Forbidden):
            perform(pairing, "score", actor=world[name], points=HANDLING_POINTS)
    for name in ("member2", "handler2", "county", "editor"):
        with pytest.raises(NotVisible):
            perform(pairing, "score", actor=world[name], points=HANDLING_POINTS)


def test_who_came_to_work_in_the_unit_after_the_opening_scores_on_neither_side(world, pairing):
    post = Post.objects.create(
        user=world["member"].user, organisation=world.city, role="handler", valid_from="2020-01-01"
    )
    world.departments["城管局"].officers.create(post=post)
    pairing = again(pairing)
    for hat in (world["member"].post, Post.objects.with_hat().get(pk=post.pk)):
        with pytest.raises(Forbidden):
            perform(pairing, "score", actor=Actor(user=hat.user, post=hat), points=HANDLING_POINTS)
    unit_scores(world, pairing)
    assert readable(world, "member", pairing) == []


def test_the_operator_scores_for_the_collective(world):
    desk = answered(world, evaluated.collective(world))
    opened(world)
    assert rules.side_of(world["operator"], pairing_of(desk)) == "proposer"
    assert proposer_scores(world, pairing_of(desk), "operator").state == "half"


# -- points, weights, grades -------------------------------------------------------------------------
def test_the_total_is_the_weighted_mean_with_one_decimal_and_its_grade(world, pairing):
    unit_scores(world, pairing)
    sheet = ScoreSheet.objects.get()
    assert sheet.total == Decimal("87.0")  # 90×30 + 80×20 + 90×30 + 100×10 + 70×10
    assert sheet.grade.label == "良好"
    assert scoring.weighted([(85, 30), (90, 10), (77, 3)]) == Decimal("85.6")


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优秀"), ("90", "优秀"), ("89.9", "良好"), ("75", "良好"), ("60", "一般"), ("59.9", "较差")],
)  # fmt: skip
def test_grades_begin_at_their_thresholds(world, total, grade):
    assert scoring.grade_of(world.city.pk, Decimal(total)).label == grade


def test_every_criterion_is_scored_between_0_and_100(world, pairing):
    for points in ({}, HANDLING_POINTS | {"result": 101}, HANDLING_POINTS | {"result": None}):
        with pytest.raises(BadFacts):
            perform(pairing, "score", actor=world["member"], points=points)
    assert not Score.objects.exists()


def test_weights_changed_later_leave_what_was_given(world, pairing):
    unit_scores(world, pairing)
    before = list(Score.objects.values_list("weight", flat=True))
    entry = rulebook.entry(world.city, "proposal_criterion", "scientific")
    entry.data = {"weight": 99}
    entry.save()
    assert list(Score.objects.values_list("weight", flat=True)) == before
    assert ScoreSheet.objects.get().total == Decimal("87.0")


def test_the_administrator_changes_a_weight_beside_its_word(client, world):
    client.force_login(world["admin"].user)
    address = reverse("rules-word", args=["proposal_criterion", "scientific"])
    data = {"label": "科学性", "text": "", "order": 1, "active": "on", "number": "101"}
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"number": "40"}).status_code == 302
    assert rulebook.entry(world.city, "proposal_criterion", "scientific").data == {"weight": 40}
    assert rulebook.entry(world.province, "proposal_criterion", "scientific").data == {"weight": 30}


def test_no_score_is_preselected(client, world, pairing):
    for name in ("member", "handler"):
        form = page(client, world, name, pairing.get_absolute_url()).context["form"]
        assert [form[f].value() for f in form.fields if f.startswith("c_")] == [None] * 5
        assert 'value="0"' not in str(form)


# -- the window --------------------------------------------------------------------------------------
def test_closing_reveals_what_is_in(world, pairing):
    proposer_scores(world, pairing)
    assert readable(world, "handler", pairing) == []
    perform(pairing.round, "close_round", actor=world["staff"])
    assert readable(world, "handler", pairing) == ["proposer"]
    with pytest.raises(NotNow):
        unit_scores(world, again(pairing))


def test_after_the_last_day_nobody_scores_and_the_job_closes(world, pairing):
    last = pairing.round.closes_on
    late = timezone.now() + timedelta(days=12)
    with pytest.raises(NotNow, match="截止日期"):
        perform(pairing, "score", actor=world["member"], points=HANDLING_POINTS, at=late)
    assert jobs.close_evaluations(last, now=late) == [], "the last day itself still counts"
    assert jobs.close_evaluations(last + timedelta(days=1), now=late, dry_run=True)
    assert EvaluationRound.objects.get().state == "open"
    assert len(jobs.close_evaluations(last + timedelta(days=1), now=late)) == 1
    assert EvaluationRound.objects.get().state == "closed"
    assert jobs.close_evaluations(last + timedelta(days=1), now=late) == []


def test_who_has_not_scored_is_reminded_once_three_days_before(world, pairing):
    last, now = pairing.round.closes_on, timezone.now()
    assert jobs.remind_evaluations(last - timedelta(days=4), now=now) == []
    assert len(jobs.remind_evaluations(last - timedelta(days=3), now=now)) == 1
    assert jobs.remind_evaluations(last - timedelta(days=2), now=now) == []


def test_both_sides_hear_of_the_opening_who_is_late_of_the_last_days_and_both_of_the_end(world, pairing):
    parties = {"member", "handler", "unitlead"}
    digest()
    assert told("open_round") == {(name, "dispatch_open_round") for name in parties}
    unit_scores(world, pairing)
    jobs.remind_evaluations(pairing.round.closes_on, now=timezone.now())
    digest()
    assert told("remind") == {("member", "dispatch_remind")}
    perform(again(pairing.round), "close_round", actor=world["staff"])
    digest()
    assert told("close_round") == {(name, "dispatch_close_round") for name in parties}
    title = Notice.objects.filter(text="dispatch_open_round").first().title
    assert title == f"请参加双向评议：{pairing.round.title}"


# -- meeting and results -----------------------------------------------------------------------------
def test_the_panels_mean_stands_beside_the_sheets(client, world, pairing):
    found, staff = pairing.round, world["staff"]
    unit = pairing.unit.pk
    with pytest.raises(BadFacts, match="先登记"):
        perform(found, "score_panel", actor=staff, name="甲", points={unit: 90})
    found = perform(found, "hold_meeting", actor=staff, held_on=timezone.localdate(), place="一号会议室")
    for name, points in (("甲", 90), ("乙", 81), ("甲", 92)):
        found = perform(found, "score_panel", actor=staff, name=name, points={unit: points})
    proposer_scores(world, pairing)
    found = perform(found, "close_round", actor=staff)
    line = results.lines(found, world["handler"])[0]
    assert (line.handling, line.handling_grade.label, line.panel) == (
        Decimal("83.0"),
        "良好",
        Decimal("86.5"),
    )
    text = page(client, world, "handler", reverse("evaluation-meeting", args=[found.slug])).content.decode()
    assert "86.5" in text
    assert "一号会议室" in text


def test_results_are_exported_after_the_end_only(client, world, pairing):
    address = reverse("evaluation-export", args=[pairing.round.slug])
    assert page(client, world, "staff", address).status_code == 409
    perform(pairing.round, "close_round", actor=world["staff"])
    assert page(client, world, "staff", address)["Content-Type"].endswith("sheet")
    assert page(client, world, "handler", address).status_code == 403


def test_the_office_plans_a_round_on_its_page_and_opens_it(client, world):
    answered(world)
    client.force_login(world["staff"].user)
    today = timezone.localdate()
    data = {"year": today.year, "title": "年度评议", "opens_on": today, "closes_on": today}
    answer = client.post(reverse("evaluation-list"), data)
    found = EvaluationRound.objects.get()
    assert answer.url == found.get_absolute_url()
    assert client.post(reverse("evaluation-list"), data).status_code == 422, "no second one of that name"
    form = client.get(f"/steps/evaluation/{found.slug}/set_units/").content.decode()
    assert "按规则轮到" in form
    client.post(f"/steps/evaluation/{found.slug}/open_round/", {"version": found.version})
    assert again(found).state == "open"
    assert opening.answered_desks(world.city.pk, today.year).count() == 1
