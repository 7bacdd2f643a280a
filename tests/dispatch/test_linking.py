"""三级联动: a matter handed from one organisation to another and back, by messages, each applied once (rulings §1)."""

import pytest

from dispatch.linkage import applying as linking
from dispatch.models import Arrival, Assignment, LinkMessage, Rating
from suggestions.models import Item
from tests import linked
from tests import world as w
from weijianyi.workflow import SYSTEM_ACTOR, BadFacts, NotNow, perform

pytestmark = pytest.mark.django_db
SATISFIED = {"work": "satisfied", "result": "satisfied"}
NOT_YET = {"work": "satisfied", "result": "dissatisfied", "comment": "政策出台了，银行网点还办不了。"}


@pytest.fixture
def world():
    return linked.levels(w.build())


def kinds(link):
    return list(LinkMessage.objects.filter(link=link).order_by("pk").values_list("kind", flat=True))


def test_the_province_members_case_runs_to_the_city_its_department_and_back_to_the_rating(world):
    """商转公: province → city → department → city → province → verdict → department."""
    source = linked.province_item(world)
    arrival = linked.passed(world, source, world.city, by="province")
    assert linked.again(source).state == "passed_on"
    assert (arrival.state, arrival.organisation, arrival.due_on is not None) == ("waiting", world.city, True)

    item = linked.received(world, arrival)
    assert (item.state, item.case.code, item.organisation) == ("submitted", source.case.code, world.city)
    assert item.number is not None
    author = item.authorships.get()
    assert (author.remote, author.name, author.phone) == (True, "pmember", source.authorships.get().phone)
    desk = Assignment.objects.get(link=arrival.link)
    assert (desk.state, desk.link.far_number, desk.link.far_state) == ("working", item.reference, "待审核")
    assert desk.link.far_due is not None, "the day of the receiver's review"

    unit = world.released(world.working(world.dispatched(item)))
    assert Item.objects.get(pk=item.pk).state == "answered"
    assert unit.clock("rate") is None, "the matter is rated at home"
    linked.carry()
    source, desk = linked.again(source), Assignment.objects.get(pk=desk.pk)
    assert (source.state, desk.state) == ("answered", "released")
    assert desk.last_released.signed_for == "城管局"
    assert desk.last_released.result_class.code == "solved"
    assert desk.clock("rate") is not None

    perform(desk, "rate", actor=world["pmember"], **SATISFIED)
    perform(desk, "close", actor=SYSTEM_ACTOR)
    linked.carry()
    assert [linked.again(i).state for i in (source, item)] == ["closed", "closed"]
    given = Rating.objects.filter(reply__desk=unit, dimension="result").get()
    assert (given.grade, given.channel, given.authorship.name) == ("satisfied", "link", "pmember")
    assert {"offer", "receipt", "progress", "result", "verdict"} == set(kinds(arrival.link))
    assert not LinkMessage.objects.not_applied().exists()


def test_a_redo_confirmed_at_home_opens_every_level_again(world):
    source, item, unit = linked.answered(world)
    desk = source.desks.get()
    perform(desk, "rate", actor=world["pmember"], **NOT_YET)
    perform(desk, "grant_redo", actor=world["province"], opinion="请银行同步。")
    linked.carry()
    unit = Assignment.objects.get(pk=unit.pk)
    assert [linked.again(i).state for i in (source, item)] == ["passed_on", "handling"]
    assert (unit.state, unit.round) == ("working", 2)
    assert unit.redos.get().reason == NOT_YET["comment"]
    assert Rating.objects.filter(reply__desk=unit, grade="dissatisfied").count() == 1
    world.released(unit, facts="十二家银行网点全部开办。")
    linked.carry()
    desk = Assignment.objects.get(pk=desk.pk)
    assert (desk.state, desk.round, desk.last_released.round) == ("released", 2, 2)
    perform(desk, "lapse", actor=SYSTEM_ACTOR)
    linked.carry()
    unit = Assignment.objects.get(pk=unit.pk)
    assert (unit.state, unit.lapsed_at is not None, linked.again(item).state) == ("done", True, "closed")


def test_through_the_city_to_the_county_each_level_knows_its_neighbour_only(world):
    source = linked.province_item(world)
    item = linked.received(world, linked.passed(world, source, world.city, by="province"))
    lower = linked.received(world, linked.passed(world, item, world.county), by="county")
    assert {source.case.code} == {item.case.code, lower.case.code}
    desk = linked.handed_out_in_county(world, lower)
    linked.carry()
    top = linked.again(source)
    assert "大安区政协" in top.holder
    linked.answer_in_county(world, desk)
    linked.carry()
    assert [linked.again(i).state for i in (source, item, lower)] == ["answered"] * 3
    perform(top.desks.get(), "rate", actor=world["pmember"], **SATISFIED)
    perform(top.desks.get(), "close", actor=SYSTEM_ACTOR)
    linked.carry()
    assert [linked.again(i).state for i in (source, item, lower)] == ["closed"] * 3
    assert Rating.objects.filter(reply__desk=desk, dimension="result").get().grade == "satisfied"


def test_refused_before_receipt_goes_back_to_the_source_with_the_reason(world):
    source = linked.province_item(world)
    arrival = linked.passed(world, source, world.city, by="province")
    perform(arrival, "refuse", actor=world["staff"], reason="属人民银行职责，建议转省金融办。")
    linked.carry()
    desk = source.desks.get()
    assert (desk.state, desk.end_reason) == ("returned", "属人民银行职责，建议转省金融办。")
    source = linked.again(source)
    assert (source.state, source.holder) == ("accepted", "提案委")
    again = linked.passed(world, source, world.city, by="province")  # a second hand-over is another link
    assert again.link != arrival.link


@pytest.mark.parametrize("step", ["give_back", "decline", "void"])
def test_what_the_receiver_ends_the_source_learns(world, step):
    source = linked.province_item(world)
    item = linked.received(world, linked.passed(world, source, world.city, by="province"))
    linked.end(world, item, step)
    linked.carry()
    assert (linked.again(source).state, source.desks.get().state) == ("accepted", "returned")
    assert source.desks.get().end_reason


def test_what_the_receiver_may_not_do_with_the_matter_of_another(world):
    source = linked.province_item(world)
    item = linked.received(world, linked.passed(world, source, world.city, by="province"))
    for step, facts in (("send_back", {"opinion": "补充"}), ("convert", {"kind": "proposal"})):
        with pytest.raises(NotNow, match="流转来的事项"):
            perform(item, step, actor=world["staff"], **facts)
    with pytest.raises(BadFacts, match="退回来件"):
        perform(item, "pass_on", actor=world["staff"], organisation=world.province)
    with pytest.raises(NotNow, match="只有微建议"):
        perform(world.proposal(), "pass_on", actor=world["staff"], organisation=world.province)


def test_merged_by_the_receiver_the_result_of_the_main_item_goes_up(world):
    source = linked.province_item(world)
    item = linked.received(world, linked.passed(world, source, world.city, by="province"))
    main = world.submitted(title="开办商转公业务")
    perform(item, "merge", actor=world["staff"], main=main, opinion="同一件事")
    linked.carry()
    assert source.desks.get().link.far_state == "并入相同事项一起办理"
    unit = world.released(world.working(world.dispatched(linked.again(main))))
    linked.carry()
    assert linked.again(source).state == "answered"
    desk = source.desks.get()
    perform(desk, "rate", actor=world["pmember"], **SATISFIED)
    perform(desk, "close", actor=SYSTEM_ACTOR)
    linked.carry()
    unit = Assignment.objects.get(pk=unit.pk)
    assert unit.state == "released", "its own author has not answered yet"
    assert unit.last_released.ratings.filter(channel="link").count() == 2
    assert linked.again(source).state == "closed"


def test_recalled_before_and_after_receipt(world):
    source = linked.province_item(world)
    arrival = linked.passed(world, source, world.city, by="province")
    perform(source.desks.get(), "recall", actor=world["province"], opinion="转错了")
    linked.carry()
    assert Arrival.objects.get(pk=arrival.pk).state == "recalled"
    source = linked.again(source)
    assert source.state == "accepted"
    arrival = linked.passed(world, source, world.city, by="province")
    item = linked.received(world, arrival)
    desk = world.dispatched(item)
    perform(source.desks.get(state="working"), "recall", actor=world["province"], opinion="省里自己办")
    linked.carry()
    assert (linked.again(item).state, Assignment.objects.get(pk=desk.pk).state) == ("withdrawn", "cancelled")
    assert linked.again(source).state == "accepted"


@pytest.mark.parametrize("first", ["recall", "receipt"])
def test_recall_and_receipt_that_cross_end_as_recalled_on_both_sides(world, first):
    source = linked.province_item(world)
    arrival = linked.passed(world, source, world.city, by="province")
    perform(arrival, "receive", actor=world["staff"])
    perform(source.desks.get(), "recall", actor=world["province"], opinion="转错了")
    waiting = LinkMessage.objects.not_applied().exclude(kind="progress")
    order = sorted(waiting, key=lambda m: m.kind != first)
    for message in order:
        linking.deliver(message)
    linked.carry()
    assert (source.desks.get().state, linked.again(source).state) == ("cancelled", "accepted")
    assert linked.again(Arrival.objects.get(pk=arrival.pk).item).state == "withdrawn"
    assert LinkMessage.objects.get(kind="receipt").outcome == "late"


def test_the_author_withdraws_at_home_and_every_level_stops(world):
    source, item, unit = linked.answered(world)
    perform(source, "ask_withdrawal", actor=world["pmember"], reason="已经解决")
    perform(linked.again(source), "grant_withdrawal", actor=world["province"])
    linked.carry()
    assert [linked.again(i).state for i in (source, item)] == ["withdrawn", "withdrawn"]
    assert Assignment.objects.get(pk=unit.pk).state == "cancelled"


def test_messages_are_applied_once_and_in_their_order(world):
    source = linked.province_item(world)
    perform(source, "pass_on", actor=world["province"], organisation=world.city)
    perform(source.desks.get(), "urge", actor=world["province"], note="请当天收件")
    urge = LinkMessage.objects.get(kind="urge")
    linking.deliver(urge)  # brings the offer along, which comes before
    linking.deliver(urge)
    linking.deliver(LinkMessage.objects.get(kind="offer"))
    arrival = Arrival.objects.get()
    assert arrival.state == "waiting"
    arrival = perform(arrival, "receive", actor=world["staff"])
    with pytest.raises(NotNow, match="已收件"):
        perform(arrival, "receive", actor=world["staff"])
    assert Item.objects.filter(organisation=world.city, case=source.case).count() == 1


def test_a_proposed_decline_falls_away_when_the_source_recalls(world):
    source = linked.province_item(world)
    item = linked.received(world, linked.passed(world, source, world.city, by="province"))
    reason = w.rulebook.entry(world.city, "decline_reason", "too_large")
    perform(item, "decline", actor=world["staff"], reason=reason, opinion="不属市级事权。")
    assert linked.again(item).state == "submitted", "waits for the second person"
    perform(source.desks.get(), "recall", actor=world["province"], opinion="转错了")
    linked.carry()
    assert linked.again(item).state == "withdrawn"
