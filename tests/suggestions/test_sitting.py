"""The review day as a sitting, the week's self-check, and the second person's decision."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from suggestions.models import Item, Sitting
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import PendingStep
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai; Wednesday is a review day
TUESDAY = WEDNESDAY - timedelta(days=1)
URL = "/review/sitting/"


@pytest.fixture
def clock():
    with time_machine.travel(WEDNESDAY, tick=True) as traveller:
        yield traveller


@pytest.fixture
def world(clock):
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def decline(world, item):
    reason = rulebook.entry(item.organisation_id, "decline_reason", "too_large")
    return perform(item, "decline", actor=world["staff"], reason=reason, opinion="请改写为提案。")


# -- opening ---------------------------------------------------------------------------------------
def test_the_first_decision_of_a_review_day_opens_the_sitting(world):
    items = [world.submitted(title=f"第{n}件") for n in range(3)]
    assert not Sitting.objects.exists()
    world.dispatched(items[0])
    perform(items[1], "consult", actor=world["staff2"], opinion="有分歧")
    sitting = Sitting.objects.get()
    assert (sitting.opened_by, sitting.waiting_at_open) == (world["staff"].post, 3)


def test_other_days_open_by_hand_only(staff, world, clock):
    clock.move_to(TUESDAY)
    staff.force_login(world["staff"].user)
    world.dispatched()
    assert not Sitting.objects.exists()
    assert "不是审核日" in staff.get(URL).content.decode()
    staff.post(URL)
    assert Sitting.objects.get().held_on.isoformat() == "2026-11-17"


def test_a_members_own_step_opens_nothing(world):
    perform(world.submitted(), "withdraw", actor=world["member"], reason="重复")
    assert not Sitting.objects.exists()


# -- closing ---------------------------------------------------------------------------------------
def test_closing_asks_a_reason_for_each_item_that_stays(staff, world):
    done, consulted, left = (world.submitted(title=f"第{n}件") for n in range(3))
    world.dispatched(done)
    perform(consulted, "consult", actor=world["staff2"], opinion="职责有分歧")
    page = staff.get(URL)
    assert {h.item.pk: h.reason for h in page.context["held"]} == {
        consulted.pk: "会商：职责有分歧",
        left.pk: "",
    }
    typed = {f"reason-{consulted.pk}": "会商：职责有分歧", "sure": "on", "remark": "照常"}
    refused = staff.post(URL, typed)
    assert refused.status_code == 422
    assert "留待下次的原因" in refused.content.decode()
    answer = staff.post(URL, typed | {f"reason-{left.pk}": "附件打不开，已联系委员"}, follow=True)
    sitting = Sitting.objects.get()
    assert sitting.protocol["items"] == 2
    assert ["通过", 1] in sitting.protocol["outcomes"]
    assert [row[0] for row in sitting.protocol["people"]] == ["staff", "staff2"]
    assert {row["reason"] for row in sitting.protocol["held"]} == {
        "会商：职责有分歧",
        "附件打不开，已联系委员",
    }
    assert "附件打不开" in answer.content.decode()
    assert sitting.closed_by == world["staff"].post


def test_a_closed_record_no_longer_changes(staff, world):
    world.dispatched()
    staff.post(URL, {"sure": "on"})
    frozen = Sitting.objects.get().protocol
    late = world.submitted(title="后来的")
    world.dispatched(late)
    staff.post(URL, {"sure": "on", "remark": "再来一次"})
    sitting = Sitting.objects.get()
    assert (sitting.protocol, sitting.remark) == (frozen, "")
    assert staff.get(URL).status_code == 302


def test_two_people_close_at_once_and_one_is_told(world):
    from suggestions.review import sittings  # noqa: PLC0415
    from weijianyi.workflow import NotNow  # noqa: PLC0415

    world.dispatched()
    sitting = Sitting.objects.get()
    sittings.close(sitting, world["staff"], {})
    with pytest.raises(NotNow, match="已经结束"):
        sittings.close(sitting, world["staff2"], {})


def test_records_are_listed_and_unknown_days_are_not_there(staff, world):
    world.dispatched()
    assert "未结束" in staff.get("/review/sittings/").content.decode()
    assert staff.get("/review/sitting/2026-11-18/").status_code == 404
    staff.post(URL, {"sure": "on"})
    assert "/review/sitting/2026-11-18/" in staff.get("/review/sittings/").content.decode()
    assert staff.get("/review/sitting/2026-11-18/").status_code == 200
    assert staff.get("/review/sitting/nonsense/").status_code == 404


def test_a_day_nobody_closed_can_be_closed_later(staff, world, clock):
    world.dispatched()
    clock.move_to(WEDNESDAY + timedelta(days=1))
    staff.force_login(world["staff"].user)
    assert staff.get(URL).context["sitting"] is None
    assert staff.post(f"{URL}?day=2026-11-18", {"sure": "on"}).url == "/review/sitting/2026-11-18/"
    assert Sitting.objects.get().protocol["items"] == 1
    assert staff.get(f"{URL}?day=2026-11-17").status_code == 404
    assert staff.post(f"{URL}?day=2026-11-17").status_code == 404


def test_an_undone_dispatch_leaves_the_tally(staff, world):
    from weijianyi.audit.models import Event  # noqa: PLC0415

    world.dispatched()
    staff.post(reverse("review-undo", args=[Event.objects.get(step="dispatch").act]))
    page = staff.get(URL)
    assert page.context["cleared"]["items"] == 0
    assert len(page.context["held"]) == 1


# -- the week --------------------------------------------------------------------------------------
def test_the_week_counts_what_was_due_cleared_and_handed_out(staff, world, clock):
    first, _left = world.submitted(title="审了的"), world.submitted(title="没审的")
    world.dispatched(first)
    days = {d.day.isoformat(): d for d in staff.get("/review/week/?from=2026-11-18").context["days"]}
    wednesday = days["2026-11-18"]
    assert (wednesday.due, wednesday.cleared, wednesday.left) == (2, 1, 1)
    assert (wednesday.accepted, wednesday.dispatched, wednesday.unsigned) == (1, 1, 1)
    assert wednesday.waited == 0.0
    assert [d for d in days.values() if d.is_review_day] == [days[f"2026-11-{n}"] for n in (16, 18, 20)]
    assert days["2026-11-16"].waited is None, "nobody waited is not zero days"


@pytest.mark.parametrize("text", ["", "nonsense", "0001-01-01", "9999-12-31"])
def test_any_week_of_the_address_is_answered(staff, text):
    page = staff.get(f"/review/week/?from={text}")
    assert page.context["monday"].isoformat() == "2026-11-16"


# -- the second person -----------------------------------------------------------------------------
def test_the_second_person_reads_the_proposal_and_agrees(client, world):
    item = decline(world, world.submitted())
    pending = PendingStep.objects.get()
    client.force_login(world["head"].user)
    assert "请改写为提案。" in client.get("/review/pending/").content.decode()
    url = reverse("review-pending-decide", args=[pending.pk])
    assert "题目过大" in client.get(url).content.decode()
    assert client.post(url, {"agree": "yes"}).status_code == 302
    assert Item.objects.get(pk=item.pk).state == "declined"


def test_disagreeing_needs_a_reason_and_brings_the_item_back(client, world):
    item = decline(world, world.submitted())
    url = reverse("review-pending-decide", args=[PendingStep.objects.get().pk])
    client.force_login(world["staff2"].user)
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"agree": "no"}).status_code == 422
    assert client.post(url, {"agree": "no", "opinion": "可以受理"}).status_code == 302
    assert Item.objects.get(pk=item.pk).state == "submitted"
    assert [row.pk for row in client.get("/review/").context["queue"].rows] == [item.pk]


def test_the_proposer_sees_why_somebody_else_decides(staff, world):
    decline(world, world.submitted())
    url = reverse("review-pending-decide", args=[PendingStep.objects.get().pk])
    assert "请由另一位同志决定" in staff.get(url).content.decode()
    assert staff.post(url, {"agree": "yes"}).status_code == 403


def test_a_decision_taken_already_is_said_so(client, world):
    decline(world, world.submitted())
    url = reverse("review-pending-decide", args=[PendingStep.objects.get().pk])
    client.force_login(world["head"].user)
    client.post(url, {"agree": "yes"})
    assert client.post(url, {"agree": "no", "opinion": "不同意"}).status_code == 409
    assert "已经同意" in client.get(url).content.decode()


def test_proposals_of_other_organisations_are_not_there(client, world):
    decline(world, world.submitted())
    client.force_login(world["county"].user)
    assert (
        client.get(reverse("review-pending-decide", args=[PendingStep.objects.get().pk])).status_code == 404
    )
    assert client.get("/review/pending/").context["rows"] == []
