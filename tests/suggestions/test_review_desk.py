"""The review desk: the queue, the decision, the next item by itself, undo; with and without scripts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suggestions.models import Item, Proposal, Review
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event, PendingStep
from weijianyi.workflow import perform

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
    return reverse("review-step", args=[item.slug, step]) if step else reverse("review-item", args=[item.slug])


def facts(item, world, **more):
    return {
        "version": item.version, "key": "a" * 32, "post": world["staff"].post.pk, "complexity": "normal",
        "lead": world.departments["城管局"].pk, "note": "请先联系委员。", **more,
    }  # fmt: skip


# -- the queue -------------------------------------------------------------------------------------
def test_the_longest_waiting_item_is_opened_first(staff, world):
    first, second = world.submitted(title="先来的"), world.submitted(title="后来的")
    page = staff.get("/review/")
    assert page.context["opened"].pk == first.pk
    assert [row.pk for row in page.context["queue"].rows] == [first.pk, second.pk]
    newest = staff.get("/review/?sort=newest")
    assert newest.context["opened"].pk == second.pk


def test_each_item_waits_in_one_tab(staff, world):
    new, consulted, returned, declined = (world.submitted(title=f"第{n}件") for n in range(4))
    perform(consulted, "consult", actor=world["staff"], opinion="职责有分歧")
    returned = perform(returned, "send_back", actor=world["staff"], opinion="请补充地点")
    perform(returned, "submit", actor=world["member"], declared=True)
    reason = rulebook.entry(declined.organisation_id, "decline_reason", "too_large")
    perform(declined, "decline", actor=world["staff"], reason=reason, opinion="请改写为提案。")
    shown = {tab: [r.pk for r in staff.get(f"/review/?tab={tab}").context["queue"].rows] for tab in ("new", "consult", "again")}
    assert shown == {"new": [new.pk], "consult": [consulted.pk], "again": [returned.pk]}
    tallies = staff.get("/review/").context["tallies"]
    assert (tallies.new, tallies.consult, tallies.again, tallies.pending) == (1, 1, 1, 1)


def test_filters_stand_in_the_address_and_unknown_ones_are_ignored(staff, world):
    other = rulebook.entry(world.city.pk, "category", "education")
    world.submitted(title="城市管理")
    school = world.submitted(title="学校的事", category=other)
    rows = staff.get(f"/review/?category={other.pk}").context["queue"].rows
    assert [row.pk for row in rows] == [school.pk]
    assert len(staff.get("/review/?category=x&kind=y&sort=z&tab=q").context["queue"].rows) == 2
    assert f"?category={other.pk}" in staff.get(f"/review/?category={other.pk}").context["queue"].rows[0].url


def test_an_empty_desk_says_when_the_next_review_day_is(staff):
    assert "下一个审核日" in staff.get("/review/").content.decode()


def test_the_phone_number_is_masked(staff, world):
    item = world.submitted()
    phone = item.authorships.get().phone
    html = staff.get(address(item)).content.decode()
    assert phone not in html
    assert f"{phone[:3]}****{phone[-4:]}" in html


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
    assert staff.post(reverse("review-undo", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12])).status_code == 409


def test_without_a_department_the_form_comes_back_with_what_was_typed(staff, world):
    item = world.submitted()
    answer = staff.post(address(item, "accept"), facts(item, world, lead=""))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "请选择“承办单位”。" in html
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
        address(item, "decline"), {"version": item.version, "reason": reason.pk, "opinion": "请改写为提案。"}, follow=True
    )
    assert "待第二人决定" in answer.content.decode()
    assert PendingStep.objects.get().step == "decline"
    assert "等待第二人决定" in staff.get(address(item)).context["panel"]["closed"]


def test_merging_starts_from_the_chosen_look_alike(staff, world):
    main, double = world.submitted(), world.submitted("member2")
    page = staff.get(address(double, "merge") + f"?main={main.slug}")
    assert page.context["panel"]["form"]["main"].value() == main.slug
    staff.post(address(double, "merge"), {"main": main.slug, "opinion": "同一棵树", "version": double.version})
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


# -- who may come in -------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["member", "handler", "leader", "editor", "supervisor", "admin"])
def test_the_desk_is_the_offices(client, world, who):
    client.force_login(world[who].user)
    assert client.get("/review/").status_code == 403
    assert client.get("/review/pending/").status_code == 403
    assert client.get("/review/sitting/").status_code == 403
    assert client.get("/review/week/").status_code == 403


def test_items_of_other_organisations_are_not_there(client, world):
    item = world.submitted()
    client.force_login(world["county"].user)
    assert client.get(address(item)).status_code == 404
    assert client.post(address(item, "accept"), {}).status_code == 404


def test_drafts_and_unknown_steps_are_not_there(staff, world):
    assert staff.get(address(world.draft())).status_code == 404
    item = world.submitted()
    assert staff.get(address(item, "void")).status_code == 404
    assert staff.get(address(item, "nonsense")).status_code == 404


def test_nobody_reviews_an_own_item(staff, world):
    item = world.submitted()
    world["member"].post.member.user = world["staff"].user
    world["member"].post.member.save()
    page = staff.get(address(item))
    assert "您是这件事项的作者" in page.context["panel"]["closed"]
    assert staff.post(address(item, "accept"), facts(item, world)).status_code == 403


def test_a_proposal_is_handed_out_by_the_head_alone(client, staff, world):
    item = world.submitted(kind=Proposal)
    panel = staff.get(address(item)).context["panel"]
    assert not panel["accepts"]
    assert "decline" in [b["name"] for b in panel["buttons"]]
    assert staff.post(address(item, "accept"), facts(item, world)).status_code == 403
    client.force_login(world["head"].user)
    page = client.get(address(item))
    assert page.context["panel"]["accepts"]
    assert len(page.context["panel"]["terms"]) == 1


def test_reading_changes_nothing(staff, world):
    item = world.submitted()
    before = (Event.objects.count(), Review.objects.count(), again(item).version)
    for url in ("/review/", address(item), address(item, "decline"), "/review/?list=1"):
        assert staff.get(url).status_code == 200
    assert (Event.objects.count(), Review.objects.count(), again(item).version) == before


# -- cost ------------------------------------------------------------------------------------------
def statements(client, url):
    client.get(url)  # words, limits and calendar are remembered from here on
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return [re.sub(r"\d+", "N", q["sql"]) for q in found]


def test_the_desk_costs_nine_statements_with_three_rows_and_with_fifty(staff, world):
    for n in range(3):
        world.submitted(title=f"第{n}件")
    few = statements(staff, "/review/")
    for n in range(47):
        world.submitted("member2", title=f"又{n}件")
    many = statements(staff, "/review/")
    assert len(few) == len(many) <= 9, "\n".join(many)
    assert max(many.count(sql) for sql in many) <= 2


def test_an_item_opened_by_its_address_costs_the_same_and_one_more_beyond_the_page(staff, world):
    items = [world.submitted(title=f"第{n}件") for n in range(30)]
    assert len(statements(staff, address(items[0]))) == len(statements(staff, address(items[20]))) <= 9
    assert len(statements(staff, address(items[29]))) <= 10
