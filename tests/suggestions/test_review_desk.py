"""The review desk: the decision, the next item by itself, undo; with and without scripts."""

import pytest
from django.urls import reverse

from suggestions.models import Item
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event, PendingStep

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Boosted": "true"}


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def again(item):
    return Item.objects.get(pk=item.pk)


def address(item, step=""):
    return (
        reverse("review-step", args=[item.slug, step]) if step else reverse("review-item", args=[item.slug])
    )


def facts(item, world, **more):
    return {
        "version": item.version, "key": "a" * 32, "post": world["staff"].post.pk, "complexity": "normal",
        "lead": world.departments["城管局"].pk, "note": "请先联系委员。", **more,
    }  # fmt: skip


# -- the decision ----------------------------------------------------------------------------------
def test_accepting_hands_the_item_out_and_the_next_one_opens(staff, world):
    item, following = world.submitted(title="第一件"), world.submitted(title="第二件")
    page = staff.get(address(item))
    answer = staff.post(address(item, "accept"), facts(item, world, next=page.context["after"]), follow=True)
    assert (again(item).state, again(item).holder) == ("handling", "城管局")
    assert answer.context["opened"].pk == following.pk
    assert [row.pk for row in answer.context["queue"].rows] == [following.pk]
    assert "撤销" in answer.content.decode()
    assert item.desks.get().note == "请先联系委员。"


def test_two_clicks_hand_out_once(staff, world):
    item = world.submitted()
    first = staff.post(address(item, "accept"), facts(item, world))
    second = staff.post(address(item, "accept"), facts(item, world))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Event.objects.filter(step="dispatch").count() == 1
    assert item.desks.count() == 1


def test_undo_takes_it_back_for_the_same_person(staff, client, world):
    item = world.submitted()
    staff.post(address(item, "accept"), facts(item, world))
    act = Event.objects.get(step="dispatch").act
    answer = staff.post(reverse("review-undo", args=[act]), follow=True)
    assert again(item).state == "submitted"
    assert answer.context["opened"].pk == item.pk
    assert answer.context["undo"] is None


def test_undo_is_refused_to_others_and_by_get(staff, world):
    world.dispatched()
    act = Event.objects.get(step="dispatch").act
    assert staff.get(reverse("review-undo", args=[act])).status_code == 405
    staff.force_login(world["staff2"].user)
    assert staff.post(reverse("review-undo", args=[act])).status_code == 403
    assert (
        staff.post(reverse("review-undo", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12])).status_code == 409
    )


def test_without_a_department_the_form_comes_back_with_what_was_typed(staff, world):
    item = world.submitted()
    answer = staff.post(address(item, "accept"), facts(item, world, lead=""))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "请选择承办单位。" in html
    assert "请先联系委员。" in html
    assert again(item).state == "submitted"


def test_a_department_cannot_lead_and_assist(staff, world):
    item = world.submitted()
    answer = staff.post(address(item, "accept"), facts(item, world, assists=[world.departments["城管局"].pk]))
    assert answer.status_code == 422
    assert again(item).state == "submitted"


def test_several_units_may_answer_each_for_itself(staff, world):
    item = world.submitted()
    both = [world.departments[name].pk for name in ("城管局", "交通局")]
    staff.post(address(item, "accept"), facts(item, world, lead="", splits=both))
    assert sorted(item.desks.values_list("role", flat=True)) == ["split", "split"]


def test_a_relay_office_stands_between(staff, world):
    item = world.submitted()
    staff.post(address(item, "accept"), facts(item, world, relay=world.departments["电政办"].pk))
    assert set(item.desks.values_list("role", "state")) == {("relay", "offered"), ("sole", "planned")}


@pytest.mark.parametrize(
    ("step", "typed", "state"),
    [
        ("send_back", {"opinion": "请补充具体位置"}, "returned"),
        ("consult", {"opinion": "职责有分歧"}, "consulting"),
        ("convert", {"kind": "proposal", "opinion": "涉及面广"}, "passed_on"),
    ],
)
def test_each_verb_has_its_small_form_in_the_panel(staff, world, step, typed, state):
    item = world.submitted()
    assert staff.get(address(item, step)).context["panel"]["step"] == step
    carried = {"version": item.version, "key": "b" * 32, "post": world["staff"].post.pk}
    assert staff.post(address(item, step), {**carried, "opinion": ""}).status_code == 422
    assert staff.post(address(item, step), {**carried, **typed}).status_code == 302
    assert again(item).state == state


def test_declining_waits_for_a_second_person(staff, world):
    item = world.submitted()
    reason = rulebook.entry(item.organisation_id, "decline_reason", "too_large")
    answer = staff.post(
        address(item, "decline"),
        {"version": item.version, "reason": reason.pk, "opinion": "请改写为提案。"},
        follow=True,
    )
    assert "待第二人决定" in answer.content.decode()
    assert PendingStep.objects.get().step == "decline"
    assert "等待第二人决定" in staff.get(address(item)).context["panel"]["closed"]


def test_merging_starts_from_the_chosen_look_alike(staff, world):
    main, double = world.submitted(), world.submitted("member2")
    page = staff.get(address(double, "merge") + f"?main={main.slug}")
    assert page.context["panel"]["form"]["main"].value() == main.slug
    staff.post(
        address(double, "merge"), {"main": main.slug, "opinion": "同一棵树", "version": double.version}
    )
    assert again(double).state == "passed_on"
    assert main.authorships.count() == 2


def test_look_alikes_come_as_a_fragment_or_a_page(staff, world):
    main, double = world.submitted(), world.submitted("member2")
    fragment = staff.get(reverse("review-similar", args=[double.slug]), headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert main.slug in fragment.content.decode()
    assert "HX-Request" in fragment["Vary"]
    assert "<html" in staff.get(reverse("review-similar", args=[double.slug])).content.decode()


# -- who was faster --------------------------------------------------------------------------------
def test_somebody_faster_is_named_and_the_row_is_gone(staff, world):
    item = world.submitted()
    seen = facts(item, world)
    world.dispatched(item)
    plain = staff.post(address(item, "accept"), seen)
    assert plain.status_code == 409
    assert "staff" in plain.content.decode()
    swapped = staff.post(address(item, "accept"), seen, headers=HTMX)
    assert swapped.status_code == 409
    assert swapped.context["queue"].rows == []
    html = swapped.content.decode()
    assert "staff：交办" in html or "staff：" in html
    assert "请先联系委员。" in html


def test_a_colleague_who_looks_is_named(staff, client, world):
    item = world.submitted()
    staff.get(address(item))
    staff.force_login(world["staff2"].user)
    page = staff.get(address(item))
    assert page.context["others"] == ["staff"]
    assert page.context["queue"].rows[0].watcher == "staff"
    assert page.context["panel"]["accepts"], "presence never blocks"


def test_another_hat_cannot_send_the_form(staff, world):
    item = world.submitted()
    answer = staff.post(address(item, "accept"), facts(item, world, post=world["staff2"].post.pk))
    assert answer.status_code == 403
    assert again(item).state == "submitted"
