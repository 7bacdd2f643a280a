"""A class changed by the check: counted and printed as it is now, the unit's own beside it; who is told."""

import pytest
from django.urls import reverse

from dispatch.desks import classes
from dispatch.figures import bases
from dispatch.ledgers.columns import both_results
from dispatch.letters.facts import suggestion
from dispatch.models import ClassChange
from tests import proposals as p
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi import rulebook
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def entry(world, code):
    return rulebook.entry(world.city, "result_class", code)


def changed(world, desk, code="planned"):
    result = {"result_class": entry(world, code), "reason": "只剪了一半"}
    return perform(desk, "pass_check", actor=world["supervisor"], **result)


def test_figures_and_ledger_count_the_class_of_today(world):
    p.rule(world, "reply_check_kinds", ["suggestion"])
    desk = changed(world, world.released())
    row = bases.desks(world["staff"]).get(pk=desk.pk)
    assert (row.last_result, row.last_result_label, row.last_result_own) == ("planned", "列入计划", "已解决")
    assert both_results(row.last_result_label, row.last_result_own) == "列入计划（核定，原已解决）"
    assert both_results("已解决", "已解决") == "已解决"
    assert both_results(None, None) == ""


def test_the_class_of_the_last_round_counts_and_not_a_change_of_the_one_before(world):
    p.rule(world, "reply_check_kinds", ["suggestion"])
    desk = world.rated(
        changed(world, world.released()),
        {"work": "satisfied", "result": "dissatisfied"},
        "只剪了一半，还是老样子。",
    )
    desk = world.released(perform(desk, "grant_redo", actor=world["staff"]))
    perform(desk, "pass_check", actor=world["supervisor"])
    assert bases.desks(world["staff"]).get(pk=desk.pk).last_result == "solved"


def test_a_later_look_back_is_one_change_more(world):
    desk = changed(world, p.checking(world))
    reply, at = desk.current_reply, desk.released_at
    ClassChange.objects.create(
        reply=reply, from_class=entry(world, "planned"), to_class=entry(world, "solved"), reason="已建成",
        source="lookback", by=world["staff"].post, occurred_at=at,
    )  # fmt: skip
    desk.refresh_from_db()
    assert desk.current_reply.class_now.code == "solved"
    letter = suggestion.reply_facts(desk, desk.current_reply)
    assert letter["result"] == "A 已解决（核定 A→B；回头看 B→A）"


def test_the_unit_hears_of_a_changed_class_and_only_then(world):
    desk = changed(world, p.checking(world))
    digest()
    assert ("handler", "dispatch_pass_check_class") in told("pass_check")
    assert ("unitlead", "dispatch_pass_check_class") in told("pass_check")
    assert ("member", "dispatch_sign_reply") in told("pass_check")
    assert desk.current_reply.result_class.code == "solved"


def test_an_unchanged_class_is_not_announced_to_the_unit(world):
    p.released(world)
    digest()
    assert told("pass_check") == {("member", "dispatch_sign_reply")}


def test_a_co_opinion_goes_by_its_leader_to_the_lead_unit(world):
    assist = p.opinion_signing(world)
    perform(assist, "sign_opinion", actor=world["unitlead"])
    digest()
    assert told("sign_opinion") == {("handler2", "dispatch_sign_opinion")}


def test_the_leader_is_asked_to_sign_a_co_opinion(world):
    p.opinion_signing(world)
    digest()
    assert told("send_opinion") == {("unitlead", "dispatch_send_opinion")}


def test_the_administrator_adds_a_fourth_class_with_its_letter_and_what_it_asks_for(client, world):
    """Some places know D 留作参考; its letter stands on the reply, its flags are asked for like the shipped ones."""
    client.force_login(world["admin"].user)
    add = reverse("rules-word-add", args=["result_class"])
    facts = {
        "code": "reference",
        "label": "留作参考",
        "text": "作为以后工作的参考。",
        "order": 5,
        "active": "on",
    }
    assert client.post(add, facts).status_code == 422, "a class without a letter prints none"
    made = client.post(add, facts | {"letter": "D", "flags": ["ground_required"]})
    assert made.status_code == 302
    assert entry(world, "reference").data == {
        "letter": "D", "date_required": False, "ground_required": True, "needs_tracking": False,
    }  # fmt: skip
    change = reverse("rules-word", args=["result_class", "planned"])
    form = client.get(change).context["form"]
    assert (form["letter"].value(), form["flags"].value()) == ("B", ["date_required", "needs_tracking"])
    known = {name: form[name].value() for name in ("label", "text", "order")}
    assert client.post(change, known | {"active": "on", "letter": "C", "flags": []}).status_code == 302
    assert entry(world, "planned").data["letter"] == "C"
    assert not entry(world, "planned").data["needs_tracking"]
    desk = world.released(result="reference", ground="条件还不具备。")
    assert classes.shown(desk.last_released, world.city.pk).letter == "D"
