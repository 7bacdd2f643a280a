"""履职档案: what was done and attended is listed once, with its source, also where nobody gives points."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch import meetings
from dispatch.models import Attendance
from members.models import Member
from members.scores import doings
from tests import keyed, opinions, pressed, scored, stationed, world
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world.build()


def year():
    return timezone.localdate() - timedelta(days=300), timezone.localdate()


def read(w, name="member"):
    return doings.with_lists(w[name].post.member, *year(), w[name])


def attended(w, name="member"):
    return {(row.label, row.title): row.url for row in read(w, name).attended}


def met(w, *people):
    """A consultation on the key proposal of the first member, with these lines on its sheet, all signed."""
    meeting = keyed.met(w, participants="\n".join(people), title="园区道路照明协商会")
    meetings.sign_in(meeting, list(meeting.attended.values_list("pk", flat=True)))
    return meeting


def test_what_the_system_knows_is_attended_and_leads_to_its_source(w):
    duty = stationed.attended(w)
    opinion = opinions.look(w, opinions.received(w), by="member")
    meeting = met(w, "member，提案人", "李强，城管局")
    round_ = pressed.inspection(w)
    round_.people = "member，市政协委员"
    round_.save()
    perform(round_, "record_visit", actor=w["staff"], department=w.departments["城管局"],
            visited_on=timezone.localdate(), people="唐静、member", summary="看了")  # fmt: skip
    claim = pressed.visited(w, pressed.planned(w))  # led by the second member
    assert attended(w) == {
        ("工作室值班", f"{duty.studio.name}，{duty.hours}"): duty.get_absolute_url(),
        ("现场核实", str(opinion)): opinion.get_absolute_url(),
        ("重点提案督办（协商）", "园区道路照明协商会"): meeting.get_absolute_url(),
        ("督导", f"{round_.title}：城管局"): "",  # members read no rounds
    }
    assert list(attended(w, "member2").values()) == [claim.get_absolute_url()]


def test_an_entered_record_and_what_it_repeats_are_one(w):
    stationed.attended(w)
    met(w, "member，提案人")
    scored.record(w, "duty", "西流湾工作室值班")
    scored.record(w, "activity", "参加园区道路照明协商会", times=2)
    scored.record(w, "activity", "昨天的协商会", on=timezone.localdate() - timedelta(days=1))
    assert [row.label for row in read(w).attended].count("工作室值班") == 1
    assert read(w).numbers[-1] == ("参加会议活动", 4, "次")


def test_a_name_on_a_sheet_counts_only_where_it_is_surely_the_member(w):
    met(w, "member2，城管局")  # somebody of the unit
    assert not attended(w, "member2")
    Attendance.objects.update(unit="市政协提案委员会")  # somebody of the office
    assert not attended(w, "member2")
    Attendance.objects.update(unit="政协委员")
    form = str(keyed.rulebook.entry(w.city, "meeting_form", "park"))
    assert attended(w, "member2") == {
        ("重点提案督办（协商）", form): ""
    }  # who did not sign reads no more of it
    Member.objects.create(organisation=w.city, name="member2")
    assert not attended(w, "member2")


@pytest.mark.parametrize("scheme", [True, False])
def test_the_list_is_there_with_and_without_rules_of_points(w, client, scheme):
    if scheme:
        scored.in_force(w)
    w.submitted(title="罗溪巷装路灯")
    duty = stationed.attended(w)
    client.force_login(w["member"].user)
    page = client.get("/me/scores/").content.decode()
    assert "罗溪巷装路灯" in page
    assert duty.get_absolute_url() in page
    assert client.get("/me/scores/certificate/").status_code == 200
    with CaptureQueriesContext(connection) as few:
        client.get("/me/scores/")
    for n in range(5):
        w.submitted(title=f"第 {n} 件")
        stationed.duty(w, 0, starts=f"1{n}:00", ends=f"1{n}:30", state="done", attended_at=timezone.now())
        opinions.look(w, opinions.received(w), by="member")
    with CaptureQueriesContext(connection) as many:
        client.get("/me/scores/")
    assert len(many) <= len(few), "\n".join(q["sql"][:90] for q in many)
