"""The three levels at work in tests: a province member, a county unit, messages carried to the other side."""

from dispatch.models import Arrival, LinkMessage
from members.states import Role
from suggestions.models import Item
from suggestions.review.reviewing import accept_and_dispatch
from weijianyi import rulebook
from weijianyi.work import outbox
from weijianyi.workflow import perform, seconding


def levels(world):
    """People of the province and the county beside the city's."""
    world.person("pmember", Role.MEMBER, organisation=world.province)
    world.person("countyhead", Role.HEAD, organisation=world.county)
    world.department("区住建局", organisation=world.county)
    world.officer("xunit", Role.HANDLER, "区住建局", organisation=world.county)
    world.officer("xlead", Role.UNIT_HEAD, "区住建局", organisation=world.county)
    return world


def carry():
    """What the timetable does: every message that waits, and what follows from it."""
    outbox.empty(seconds=20)
    assert not LinkMessage.objects.not_applied().exists()


def again(item):
    return Item.objects.get(pk=item.pk)


def province_item(world, **fields):
    text = {
        "title": "早日出台商转公直转业务", "district": "云江市", "place": "云江市住房公积金中心",
        "situation": "商业房贷转公积金贷款要先还清，资金成本高。", "advice": "请云江市尽快出台顺位抵押直转办法。",
    } | fields  # fmt: skip
    return world.submitted("pmember", **text)


def passed(world, item, organisation, by="staff"):
    """Passed on and announced to the receiver."""
    item = perform(
        item, "pass_on", actor=world[by], organisation=organisation, note="属贵会事权，请审核交办。"
    )
    carry()
    return Arrival.objects.get(link=item.links_out.latest("pk"))


def received(world, arrival, by="staff"):
    arrival = perform(arrival, "receive", actor=world[by])
    carry()
    return again(arrival.item)


def answered(world):
    """(source, item, desk): the province's matter, answered by a department of the city."""
    source = province_item(world)
    item = received(world, passed(world, source, world.city, by="province"))
    desk = world.released(world.working(world.dispatched(item)))
    carry()
    return again(source), again(item), desk


def handed_out_in_county(world, item):
    item = accept_and_dispatch(
        item, actor=world["county"], version=item.version, key=None, complexity="normal",
        lead=world.departments["区住建局"],
    )  # fmt: skip
    return perform(item.desks.get(), "sign", actor=world["xunit"])


def answer_in_county(world, desk):
    desk = world.contact(desk, "xunit")
    desk = perform(desk, "send_for_signature", actor=world["xunit"], **world.reply())
    return perform(desk, "sign_reply", actor=world["xlead"])


def end(world, item, step):
    """The receiver ends it in one of three ways."""
    if step == "give_back":
        return perform(item, "give_back", actor=world["staff"], reason="不属市级事权。")
    if step == "void":
        return perform(item, "void", actor=world["head"], reason="重复录入")
    reason = rulebook.entry(world.city, "decline_reason", "too_large")
    item = perform(item, "decline", actor=world["staff"], reason=reason, opinion="不属市级事权。")
    return seconding.decide(seconding.open_for(item), actor=world["head"], agree=True)


def from_county(world):
    """A county member's matter, passed up to the city."""
    world.person("xmember", Role.MEMBER, organisation=world.county)
    item = world.submitted("xmember", title="打通大安区与邻县的断头路")
    return passed(world, item, world.city, by="county")
