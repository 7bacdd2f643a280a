"""重点提案: candidates by rule, nomination, decision, a leader takes it over, plan, progress, outcome."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.key_proposals import candidates as key_candidates
from dispatch.models import KeyProposal
from members.models import Collective
from tests import keyed
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def rule(world, key, value):
    Setting.objects.create(organisation=world.city, key=key, value=value, valid_from="2020-01-01", basis="试")
    rulebook.cache.clear()


def found(world, words=""):
    rows = key_candidates.candidates(world["staff"], world.city.sessions.get(), words)
    return [(c.item.pk, c.score, [g.key for g in c.grounds]) for c in rows]


# -- candidates ----------------------------------------------------------------------------------------
def test_the_rule_scores_filed_proposals_and_says_why(world):
    rule(world, "key_cosigners_min", 2)
    rule(world, "key_focus_categories", ["city"])
    plain = keyed.filed(world)
    signed = keyed.filed(world, cosigners=["member2"], title="建设公共充电桩")
    world.submitted(title="一件微建议")
    assert found(world) == [(signed.pk, 3, ["cosigners", "focus"])], "one point is below the line of two"
    assert [pk for pk, *_ in found(world, "照明")] == [plain.pk], "by title every filed proposal is found"


def test_a_collective_proposal_and_the_mark_of_the_readers_count(world):
    item = keyed.filed(world)
    item.authorships.create(name="医卫界", collective=world.sector, order=1)
    assert found(world) == [(item.pk, 2, ["collective"])]
    rule(world, "key_weight_collective", 0)
    assert found(world) == [], "a weight of nought switches a ground off"


def test_what_is_nominated_is_no_candidate_any_more(world):
    item = keyed.filed(world)
    assert found(world, "照明")
    keyed.nominated(world, item)
    assert not found(world, "照明")


# -- the life ------------------------------------------------------------------------------------------
def test_nominating_twice_is_one_nomination_with_one_event(world):
    item = keyed.filed(world)
    assert keyed.nominated(world, item) == keyed.nominated(world, item)
    assert KeyProposal.objects.count() == 1
    event = Event.objects.get(step="nominate")
    assert (event.internal, event.note, event.thread) == (True, "群众反映集中", item.thread)


def test_only_the_office_nominates_and_only_what_is_filed(world):
    with pytest.raises(Forbidden):
        key_candidates.nominate(keyed.filed(world), actor=world["leader"], reason="好")
    with pytest.raises(NotNow):
        key_candidates.nominate(world.submitted(), actor=world["staff"], reason="好")
    with pytest.raises(NotVisible):
        key_candidates.nominate(keyed.filed(world), actor=world["county"], reason="好")


def test_decided_claimed_planned_reported_concluded(world):
    key = keyed.nominated(world)
    with pytest.raises(BadFacts):
        perform(key, "decide", actor=world["leader"], committee=world.sector, ground="会议")
    key = keyed.decided(world, key)
    with pytest.raises(NotNow, match="方案"):
        perform(key, "conclude", actor=world["head"], outcome="建成")
    key = keyed.planned(world, key)
    assert key.leader == world["leader"].post
    key = perform(key, "report_progress", actor=world["handler"], text="已完成勘查")
    key = perform(key, "report_progress", actor=world["leader"], text="现场督办")
    assert [row.by.user.name for row in key.progress.all()] == ["leader", "handler"]
    key = perform(key, "conclude", actor=world["staff"], outcome="路灯全部建成")
    assert (key.state, key.outcome) == ("closed", "路灯全部建成")


def test_who_is_told_of_what(world):
    key = keyed.nominated(world)
    digest()
    assert told("nominate") == {("head", "dispatch_key_nominate"), ("leader", "dispatch_key_nominate")}
    key = keyed.decided(world, key)
    digest()
    parties = {"member", "handler", "unitlead"}
    assert told("decide") == {(name, "dispatch_key_decide") for name in parties} | {
        ("leader", "dispatch_key_claim_please")
    }
    key = keyed.planned(world, key)
    digest()
    assert told("claim") == {(name, "dispatch_key_claim") for name in parties}
    perform(key, "report_progress", actor=world["handler"], text="已完成勘查")
    digest()
    assert told("report_progress") == {("leader", "dispatch_key_progress")}
    perform(key, "conclude", actor=world["leader"], outcome="建成")
    digest()
    assert told("conclude") == {(name, "dispatch_key_conclude") for name in parties}


def test_the_head_names_a_leader_and_nobody_else(world):
    key = keyed.decided(world)
    with pytest.raises(BadFacts):
        perform(key, "claim", actor=world["head"])
    with pytest.raises(BadFacts):
        perform(key, "claim", actor=world["head"], leader=world["staff"].post)
    key = perform(key, "claim", actor=world["head"], leader=world["leader"].post)
    digest()
    assert key.leader == world["leader"].post
    assert ("leader", "dispatch_key_claim_named") in told("claim")


def test_turned_down_it_can_be_nominated_again(world):
    key = perform(keyed.nominated(world), "turn_down", actor=world["leader"], reason="已有专项")
    assert (key.state, key.ground) == ("declined", "已有专项")
    assert keyed.nominated(world, key.item) != key


def test_authors_and_units_learn_of_it_when_it_is_decided(world):
    key = keyed.nominated(world)
    outside = ("member", "handler", "unitlead")
    assert not any(KeyProposal.objects.visible_to(world[name]).exists() for name in outside)
    keyed.decided(world, key)
    assert all(KeyProposal.objects.visible_to(world[name]).exists() for name in outside)
    hidden = ("member2", "handler2", "editor", "county", "admin")
    assert not any(KeyProposal.objects.visible_to(world[name]).exists() for name in hidden)


def test_an_author_who_leads_does_not_decide_on_the_own_proposal(world):
    key = keyed.nominated(world)
    leader = world["leader"].post
    leader.user = world["member"].user
    leader.save()
    actor = type(world["leader"])(user=world["member"].user, post=leader)
    with pytest.raises(Forbidden):
        perform(key, "decide", actor=actor, committee=keyed.committee(world), ground="会议")


# -- pages ---------------------------------------------------------------------------------------------
def test_the_list_goes_by_tab_and_filter(client, world):
    key = keyed.decided(world)
    keyed.nominated(world, keyed.filed(world, title="另一件提案"))
    client.force_login(world["staff"].user)
    page = client.get("/keyproposals/")
    assert [row[0] for row in page.context["rows"]] == [key]
    assert {t["label"]: t["count"] for t in page.context["tabs"]} == {
        "候选": None, "待定": 1, "重点": 1, "已办结": 0, "未列入": 0,
    }  # fmt: skip
    other = Collective.objects.create(organisation=world.city, kind="committee", name="文史委")
    for query, number in (
        ("q=照明", 1), ("q=没有", 0), (f"committee={key.committee_id}", 1), (f"committee={other.pk}", 0),
        (f"department={world.departments['城管局'].pk}", 1), (f"department={world.departments['交通局'].pk}", 0),
        ("department=nonsense", 1),
    ):  # fmt: skip
        assert len(client.get(f"/keyproposals/?tab=key&{query}").context["rows"]) == number, query
    client.force_login(world["member"].user)
    assert [t["label"] for t in client.get("/keyproposals/?tab=pending").context["tabs"]] == [
        "重点",
        "已办结",
    ]
    client.force_login(world["editor"].user)
    assert client.get("/keyproposals/").status_code == 403


def test_candidates_and_lists_ask_as_much_for_many_as_for_few(client, world):
    client.force_login(world["staff"].user)
    counts = []
    for _ in range(2):
        for _ in range(2):
            keyed.filed(world)
            keyed.nominated(world, keyed.filed(world))
        for tab in ("candidates&q=照明", "pending"):
            client.get("/keyproposals/")
            with CaptureQueriesContext(connection) as asked:
                client.get(f"/keyproposals/?tab={tab}")
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_the_office_nominates_from_the_list(client, world):
    item = keyed.filed(world)
    client.force_login(world["staff"].user)
    assert "提名" in client.get("/keyproposals/?tab=candidates&q=照明").content.decode()
    url = f"/keyproposals/nominate/{item.slug}/"
    assert client.get(url).status_code == 200
    assert not KeyProposal.objects.exists()
    assert client.post(url, {"reason": ""}).status_code == 422
    answer = client.post(url, {"reason": "群众反映集中"}, follow=True)
    assert "决定是否列为重点提案" in answer.content.decode()


def test_the_page_says_who_has_it_and_offers_the_next_step(client, world):
    key = keyed.nominated(world)
    client.force_login(world["leader"].user)
    url = f"/steps/keyproposal/{key.slug}"
    page = client.get(key.get_absolute_url())
    assert (page.context["main"]["name"], [s["name"] for s in page.context["steps"]]) == (
        "decide",
        ["turn_down"],
    )
    data = {"committee": keyed.committee(world).pk, "ground": "主席会议确定"}
    assert client.post(f"{url}/decide/", data).status_code == 302
    assert "认领督办" in client.get(key.get_absolute_url()).content.decode()
    assert client.post(f"{url}/claim/").status_code == 302
    client.force_login(world["handler"].user)
    assert client.post(f"{url}/set_plan/", {"plan": "分批", "target_on": "2020-01-01"}).status_code == 422
    target = timezone.localdate() + timedelta(days=30)
    assert client.post(f"{url}/set_plan/", {"plan": "分批", "target_on": target}).status_code == 302
    assert client.post(f"{url}/report_progress/", {"text": "已勘查"}).status_code == 302
    page = client.get(key.get_absolute_url())
    assert "已勘查" in page.content.decode()
    assert "提名" not in page.content.decode(), "reasons of the nomination are for the office and leaders"
    assert client.get(f"{url}/conclude/").status_code == 403


def test_the_head_chooses_the_leader_on_the_step_page(client, world):
    key = keyed.decided(world)
    client.force_login(world["head"].user)
    url = f"/steps/keyproposal/{key.slug}/claim/"
    assert "leader" in client.get(url).content.decode()
    assert client.post(url, {"leader": world["leader"].post.pk}).status_code == 302
    key.refresh_from_db()
    assert key.leader == world["leader"].post
