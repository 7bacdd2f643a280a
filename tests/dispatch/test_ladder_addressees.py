"""Whom an office adds to a rung on a step: who hears then, in which words, and who hears nothing too early."""

import pytest
from django.utils import timezone

from dispatch.ladder import rungs
from dispatch.ladder.addressees import EXTRA
from dispatch.ladder.seeds import SEEDS, seed
from dispatch.ladder.states import To, Watch
from dispatch.models import Assignment, LadderRung, Reminder
from members.models import Post
from tests import world as w
from tests.dispatch.ladder_days import day_of, remind, said
from tests.weijianyi.telling import digest as let_it_run
from weijianyi.notices.models import Channel, Notice
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db
VERDICT = {"work": "mostly", "result": "dissatisfied"}
WHY = "树枝还是伸进了阳台，没有修剪。"
UNIT = {"handler", "unitlead"}


@pytest.fixture
def world():
    return w.build()


def add(world, client, code, *to, **more):
    client.force_login(world["admin"].user)
    facts = {"to": to, "channels": [], "valid_from": timezone.localdate().isoformat(), "basis": "会议决定"}
    return client.post(f"/rules/reminders/{code}/", facts | more)


def told(text):
    return {n.user.name for n in Notice.objects.filter(text=text, channel=Channel.IN_APP)}


def test_every_rung_on_a_step_lets_the_office_add_somebody():
    assert {s.code for s in SEEDS if s.watch == Watch.STEP} == set(EXTRA)


def test_who_is_added_hears_of_the_hand_out_and_the_unit_as_before(world, client):
    assert add(world, client, "assigned", "unit_head", "supervisor").status_code == 302
    assert rungs.find(world.city, "assigned", timezone.localdate()).to == [
        "handler",
        "unit_head",
        "supervisor",
    ]
    world.dispatched()
    let_it_run()
    assert told("dispatch_offer") == {"handler"}
    assert told("dispatch_offer_also") == {"unitlead", "supervisor"}
    body = Notice.objects.filter(text="dispatch_offer_also").first().body
    assert body.endswith("请您知晓，由城管局签收。")
    assert set(Reminder.objects.filter(rung__code="assigned").values_list("user__username", flat=True)) == {
        world[name].user.username for name in ("handler", "unitlead", "supervisor")
    }


def test_another_side_hears_nothing_though_its_role_was_added(world, client):
    world.person("partyside", "supervisor", side="party")
    add(world, client, "urged", "supervisor")
    perform(world.working(), "urge", actor=world["staff"], note="请抓紧")
    let_it_run()
    assert told("dispatch_urge_also") == {"supervisor"}


def test_a_reply_is_told_to_others_only_once_it_is_released(world, client):
    add(world, client, "replied", "head")
    world.released()
    let_it_run()
    assert told("dispatch_sign_reply") == {"member"}
    assert told("dispatch_sign_reply_also") == {"head"}


def test_a_unit_added_to_a_verdict_hears_nothing_before_it_may_read_it(world, client):
    add(world, client, "dissatisfied", "head", "handler", "unit_head")
    desk = world.rated(world.released(), VERDICT, WHY)
    let_it_run()
    assert told("dispatch_rate_also") == {"head"}
    assert not Notice.objects.filter(user__in=[world[n].user for n in UNIT], body__contains="不满意").exists()
    perform(desk, "refuse_redo", actor=world["staff"], opinion="已按规划办理。")
    let_it_run()
    assert told("dispatch_ended_dissatisfied") == UNIT
    assert set(
        Reminder.objects.filter(event__step="refuse_redo").values_list("user__username", flat=True)
    ) == {world[n].user.username for n in UNIT}


def test_the_unit_hears_nothing_of_its_end_where_nobody_added_it_or_all_are_content(world, client):
    desk = world.rated(world.released(), VERDICT, WHY)
    perform(desk, "refuse_redo", actor=world["staff"], opinion="已按规划办理。")
    let_it_run()
    add(world, client, "dissatisfied", "unit_head")
    content = world.rated(world.released(world.working(world.dispatched(world.submitted(title="另一件")))))
    perform(content, "close", actor=SYSTEM_ACTOR)
    let_it_run()
    assert told("dispatch_ended_dissatisfied") == set()


def test_a_leader_hears_of_the_verdict_at_once_and_the_supervisor_when_the_window_is_over(world, client):
    add(world, client, "dissatisfied", "leader", "supervisor")
    desk = world.rated(world.released(), VERDICT, WHY)
    let_it_run()
    assert told("dispatch_rate_also") == {"leader"}
    perform(desk, "refuse_redo", actor=world["staff"], opinion="已按规划办理。")
    let_it_run()
    assert told("dispatch_ended_dissatisfied") == {"supervisor"}


def test_who_only_is_told_may_be_taken_off_a_row_and_who_has_to_act_may_not(world, client):
    client.force_login(world["admin"].user)
    page = client.get("/rules/reminders/redone/").content.decode()
    assert "承办单位经办人接着要重新办理，总是收到，不能去掉。" in page
    assert 'value="unit_head"' in page
    assert 'value="handler"' not in page
    assert add(world, client, "redone", "head").status_code == 302
    desk = world.rated(world.released(), VERDICT, WHY)
    perform(desk, "grant_redo", actor=world["staff"], opinion="请重新办理。")
    let_it_run()
    assert told("dispatch_grant_redo") == {"handler"}
    assert told("dispatch_grant_redo_also") == {"head"}


def test_a_unit_without_handlers_still_hears_through_its_leader(world, client):
    add(world, client, "redone")
    desk = world.rated(world.released(), VERDICT, WHY)
    Post.objects.filter(pk=world["handler"].post.pk).update(valid_to="2020-01-01", valid_from="2019-01-01")
    perform(desk, "grant_redo", actor=world["staff"], opinion="请重新办理。")
    let_it_run()
    assert told("dispatch_grant_redo") == {"unitlead"}


def test_a_submission_is_only_counted_until_the_office_chooses_a_channel(world, client):
    world.submitted()
    let_it_run()
    assert told("suggestions_submitted") == set()
    assert (
        add(world, client, "submitted", "head", channels=["in_app"], wording="请当天看。").status_code == 302
    )
    world.submitted(title="另一件")
    let_it_run()
    assert told("suggestions_submitted") == {"head"}
    assert Notice.objects.get(text="suggestions_submitted").body.endswith("请当天看。")
    assert Reminder.objects.get(rung__code="submitted").user == world["head"].user


def test_an_older_ladder_learns_the_steps_its_rungs_watch_now_and_keeps_the_rest(world):
    old = rungs.change(
        world.city, rungs.find(world.city, "dissatisfied", timezone.localdate()), user=None,
        channels=["in_app"], valid_from=timezone.localdate(), basis="试",
    )  # fmt: skip
    LadderRung.objects.filter(code="dissatisfied").update(step="assignment.rate")
    seed()
    old.refresh_from_db()
    assert old.step.split()[-1] == "assignment.refuse_redo"
    assert old.channels == ["in_app"]


def test_a_rung_of_a_verdicts_clock_reaches_no_unit_even_if_its_row_names_one(world):
    desk = world.rated(world.released(), VERDICT, WHY)
    rung = rungs.find(world.city, "redo_waits", timezone.localdate())
    rungs.change(
        world.city, rung, user=world["admin"].user, channels=["in_app"], valid_from=timezone.localdate(),
        basis="试", to=[To.DECIDER, To.HANDLER, To.UNIT_HEAD, To.SUPERVISOR],
    )  # fmt: skip
    remind(day_of(desk, "redo_decision", since=1), "16:05")
    assert {name for _, name in said(rung__code="redo_waits")} == {"staff", "staff2"}


def test_an_author_hears_of_no_decision_that_is_not_taken(world):
    reason = w.rulebook.entries(world.city, "decline_reason")[0]
    item = perform(world.submitted(), "decline", actor=world["staff"], reason=reason, opinion="已有规划")
    rung = rungs.find(world.city, "second_person_waits", timezone.localdate())
    rungs.change(
        world.city, rung, user=world["admin"].user, channels=["in_app"], valid_from=timezone.localdate(),
        basis="试", to=[To.DECIDER, To.AUTHORS],
    )  # fmt: skip
    remind(day_of(item, "second_person", since=1), "16:05")
    assert {name for _, name in said(rung__code="second_person_waits")} == {"head"}


@pytest.mark.parametrize("role", ["authors", "claimant", "committees"])
def test_who_could_never_be_told_is_no_choice(world, client, role):
    answer = add(world, client, "dissatisfied", role)
    assert answer.status_code == 422
    assert Assignment.objects.count() == 0
