"""提案交办: the plan, the units' answers, three offices, many at once, the sheet of the 交办会."""

import pytest
from django.urls import reverse

from dispatch.models import Assignment
from members.states import Role
from suggestions.models import Item
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.workflow import BadFacts, NotNow, perform

pytestmark = pytest.mark.django_db
LIST = "/handouts/proposals/"


@pytest.fixture
def world():
    world = w.build()
    world.department("组织部", side="party")
    world.officer("party_handler", Role.HANDLER, "组织部")
    world.person("party_office", Role.SUPERVISOR, side="party")
    return world


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def units(world, *names):
    return [world.departments[name] for name in names]


def asked(world, item=None, lead="城管局", assists=()):
    lead, assists = world.departments[lead], units(world, *assists)
    return perform(item or world.filed(), "preassign", actor=world["staff"], lead=lead, assists=assists)


def desk(item, unit):
    return Assignment.objects.exclude(state="cancelled").get(item=item, department__short_name=unit)


def again(item):
    return Item.objects.get(pk=item.pk)


def listed(client, tab):
    page = client.get(f"{LIST}?tab={tab}").context["page"]
    return [row.pk for row in page.rows]


def send(client, world, act, items, who="staff", **more):
    data = {
        "act": act,
        "items": ",".join(i.slug for i in items),
        "key": "one",
        "post": world[who].post.pk,
        **more,
    }
    return client.post("/handouts/proposals/bulk/", data)


# -- before the hand-out ---------------------------------------------------------------------------
def test_units_are_asked_before_anything_runs(world):
    item = asked(world, assists=["交通局"])
    assert (item.state, desk(item, "城管局").role, desk(item, "交通局").role) == (
        "accepted",
        "lead",
        "assist",
    )
    assert (
        not Deadline.objects.running()
        .filter(thread=item.thread, code__in=["handle", "sign_receipt"])
        .exists()
    )
    digest()
    assert told("preassign") == {("handler", "suggestions_preassign"), ("handler2", "suggestions_preassign")}


def test_a_unit_answers_once(world):
    planned = desk(asked(world), "城管局")
    planned = perform(planned, "agree_before", actor=world["handler"])
    with pytest.raises(NotNow, match="已经答复过"):
        perform(planned, "object_before", actor=world["handler"], note="不是我们的职责")


def test_an_objection_names_a_better_unit_and_the_office_hears(world):
    planned = desk(asked(world), "城管局")
    perform(
        planned,
        "object_before",
        actor=world["handler"],
        note="属交通职责",
        proposed=world.departments["交通局"],
    )
    assert planned.pre_answer.proposed.name == "交通局"
    digest()
    assert {who for who, _ in told("object_before")} == {"staff", "staff2", "supervisor"}


def test_another_plan_takes_the_place_of_the_first(world):
    item = asked(world)
    item = asked(world, item, lead="交通局")
    assert sorted(item.desks.values_list("department__short_name", "state")) == [
        ("交通局", "planned"), ("城管局", "cancelled"),
    ]  # fmt: skip
    digest()
    assert ("handler", "dispatch_cancel") in told("cancel")


def test_the_unit_finds_what_it_is_asked_on_its_own_tab(client, world):
    client.force_login(world["handler"].user)
    assert client.get("/desks/").context["tabs"] == []
    item = asked(world)
    planned = desk(item, "城管局")
    page = client.get("/desks/")
    assert [tab["count"] for tab in page.context["tabs"]] == [None, 1]
    assert page.context["rows"] == [], "nothing to sign yet"
    html = client.get("/desks/?tab=asked").content.decode()
    assert "同意承办" in html
    answer = client.post(
        reverse("step", args=["desk", planned.slug, "agree_before"]),
        {
            "version": planned.version,
            "key": "k",
            "post": world["handler"].post.pk,
            "next": "/desks/?tab=asked",
        },
    )
    assert answer.url == "/desks/?tab=asked"
    assert "已同意承办" in client.get(answer.url).content.decode()
    assert client.get(planned.get_absolute_url()).status_code == 200
    assert client.get(item.get_absolute_url()).status_code == 200


def test_the_form_brings_the_suggested_unit_with_its_ground(staff, world):
    item = world.filed(world.read(world.proposal(wished_unit="交通局")))
    html = staff.get(reverse("step", args=["item", item.slug, "preassign"])).content.decode()
    assert "推荐交通局：委员建议由该单位办理" in html
    assert f'<option value="{world.departments["交通局"].pk}" selected>' in html


# -- the list --------------------------------------------------------------------------------------
def test_each_filed_proposal_stands_in_one_tab(staff, world):
    bare, waiting, agreed = world.filed(), asked(world), asked(world)
    perform(desk(agreed, "城管局"), "agree_before", actor=world["handler"])
    out = world.handed_out()
    assert listed(staff, "plan") == [bare.pk]
    assert listed(staff, "asked") == [waiting.pk]
    assert listed(staff, "ready") == [agreed.pk]
    assert listed(staff, "out") == [out.pk]
    tabs = {t["label"]: t["count"] for t in staff.get(LIST).context["tabs"]}
    assert tabs == {"待预交办": 1, "预交办中": 1, "可交办": 1, "已交办": 1, "交办会": 1}


def test_each_office_sees_its_side(client, world):
    item = asked(world, lead="城管局", assists=["组织部"])
    bare = world.filed()
    for who, unit in (("supervisor", "城管局"), ("party_office", "组织部")):
        client.force_login(world[who].user)
        page = client.get(f"{LIST}?tab=asked")
        assert [d.unit_short for row in page.context["page"].rows for d in row.own_plan] == [unit]
        assert next(tab["label"] for tab in page.context["tabs"]) == "预交办中"
        assert client.get(bare.get_absolute_url()).status_code == 404
    assert again(item).state == "accepted"


# -- many at once ----------------------------------------------------------------------------------
def test_the_suggestion_is_taken_for_many(staff, world):
    wished = [world.filed(world.read(world.proposal(wished_unit=n))) for n in ("交通局", "住建局")]
    nobody = world.filed()
    page = staff.get("/handouts/proposals/bulk/?act=suggest&tab=plan&all=1")
    assert [str(i.suggested) for i in page.context["items"]] == ["交通局", "住建局", "None"]
    answer = send(staff, world, "suggest", [*wished, nobody])
    assert [item.pk for item, _ in answer.context["done"].refused] == [nobody.pk]
    assert desk(wished[0], "交通局").preassigned_at
    assert desk(wished[1], "住建局").role == "sole"


def test_handing_out_many_as_negotiated(staff, world):
    items = [asked(world, assists=["交通局"]) for _ in range(3)]
    assert send(staff, world, "hand_out", items).status_code == 302
    assert {again(item).state for item in items} == {"handling"}
    assert {d.state for d in Assignment.objects.all()} == {"offered"}
    again_sent = send(staff, world, "hand_out", items)
    assert again_sent.status_code == 302, "a second click changes nothing"
    assert Event.objects.filter(step="dispatch").count() == 3


def test_lead_and_helper_have_their_own_clocks(staff, world):
    item = asked(world, assists=["交通局"])
    send(staff, world, "hand_out", [item])
    lead, helper = desk(item, "城管局"), desk(item, "交通局")
    assert lead.due_on > helper.due_on
    assert lead.clock("handback") is not None
    assert helper.clock("handback") is None, "only who answers hands back"


def test_what_has_no_plan_is_refused_and_hinders_nobody(staff, world):
    item, bare = asked(world), world.filed()
    answer = send(staff, world, "hand_out", [item, bare])
    assert [i.pk for i, _ in answer.context["done"].refused] == [bare.pk]
    assert (again(item).state, again(bare).state) == ("handling", "accepted")


def test_each_office_hands_out_its_own_part(client, world):
    item = asked(world, lead="城管局", assists=["组织部"])
    client.force_login(world["supervisor"].user)
    assert send(client, world, "hand_out", [item], "supervisor").status_code == 302
    assert (desk(item, "城管局").state, desk(item, "组织部").state) == ("offered", "planned")
    assert again(item).state == "handling"
    client.force_login(world["party_office"].user)
    assert listed(client, "asked") == [item.pk]
    assert send(client, world, "hand_out", [item], "party_office").status_code == 302
    assert desk(item, "组织部").state == "offered"


def test_the_plan_is_the_committees(client, world):
    item = world.filed()
    client.force_login(world["supervisor"].user)
    assert send(client, world, "suggest", [item], "supervisor").status_code == 403
    client.force_login(world["handler"].user)
    assert client.get(LIST).status_code == 403


def test_another_hats_form_hands_nothing_out(staff, world):
    item = asked(world)
    assert send(staff, world, "hand_out", [item], "supervisor").status_code == 403
    assert again(item).state == "accepted"


def test_a_stopped_unit_is_not_planned(world):
    item = world.filed()
    world.departments["城管局"].active = False
    world.departments["城管局"].save()
    with pytest.raises(BadFacts):
        asked(world, item)


def test_inside_the_window_a_unit_hands_back(world):
    from tests.situations import ask_return  # noqa: PLC0415

    returned = ask_return(world, world.handed_out(), "handler")
    assert returned.state == "return_asked"


# -- the sheet -------------------------------------------------------------------------------------
def test_the_sheet_of_a_unit_names_roles_and_the_others(staff, world):
    item = asked(world, assists=["交通局"])
    send(staff, world, "hand_out", [item])
    units_page = staff.get(f"{LIST}?tab=sheets")
    assert [(u.name, u.main, u.helping) for u in units_page.context["units"]] == [
        ("城管局", 1, 0),
        ("交通局", 0, 1),
    ]
    lead = staff.get(reverse("handout-sheet", args=[world.departments["城管局"].pk])).content.decode()
    assert "第1号" in lead
    assert "会办：交通局" in lead
    assert "签字" in lead
    helper = staff.get(reverse("handout-sheet", args=[world.departments["交通局"].pk])).content.decode()
    assert "主办：城管局" in helper
    assert "会办" in helper


def test_an_office_prints_the_sheets_of_its_side(client, world):
    client.force_login(world["party_office"].user)
    assert client.get(reverse("handout-sheet", args=[world.departments["城管局"].pk])).status_code == 404
    assert client.get(reverse("handout-sheet", args=[world.departments["组织部"].pk])).status_code == 200


def test_the_pages_of_item_and_desk_lead_the_unit_to_its_answer(client, world):
    item = asked(world, assists=["交通局"])
    planned = desk(item, "城管局")
    client.force_login(world["handler"].user)
    page = client.get(item.get_absolute_url())
    assert [(c.unit, c.desk_url) for c in page.context["cards"]] == [("城管局", planned.get_absolute_url())]
    page = client.get(planned.get_absolute_url())
    assert page.context["mode"] == "asked"
    assert "同意承办" in page.content.decode()
    assert "与委员沟通" not in page.content.decode()
    client.force_login(world["member"].user)
    assert client.get(item.get_absolute_url()).context["cards"] == [], "not before it is handed out"
    client.force_login(world["staff"].user)
    html = client.get(planned.get_absolute_url()).content.decode()
    assert "正在等单位提出意见" in html
