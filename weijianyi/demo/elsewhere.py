"""The other kinds as they begin, and what the county and the province have of their own."""

from suggestions.models import Proposal, Report
from weijianyi.demo import plans, streets
from weijianyi.demo.journey import Scene

BODY = {
    "analysis": "一是职责交叉，牵头单位不明；二是投入分散，缺少统一标准；三是群众知晓率低，政策没有落到最后一公里。"
}

RIVER_POINTS = (
    "61 处排口的一口一策清单和时限已在门户网站公布。",
    "19 处混接排口完成改造 8 处，其余 11 处已进场施工；两座调蓄池完成选址。",
    "水质数据每月公布，首次委员开放日安排在下月。",
)


def scenes(d):
    """Proposals and reports up to where their own screens will take over; the county checks its replies."""
    waiting = d.waiting(2)
    yield Scene(d.at(6, "15:20"), "hezhiyuan", plans.RENTAL, None, Proposal, fields=BODY)
    yield Scene(d.at(2, "16:30"), "operator", plans.BRAND, stays, Proposal, fields=BODY)
    yield Scene(d.at(3, "10:40"), "operator", plans.CARE, in_review, Proposal, hat=1, fields=BODY)
    yield Scene(d.at(25, "14:10"), "member", plans.NURSES, under_way, Proposal, co=("sunli",), fields=BODY)
    yield Scene(d.at(34, "11:30"), "luozhengping", plans.RIVER, checked, Proposal, fields=BODY)
    yield Scene(d.at(4, "21:30"), "member", plans.SMOKE, None, Report)
    yield Scene(d.at(1, "15:50"), "hezhiyuan", plans.CREDIT, stays, Report)
    yield Scene(d.at(3, "11:20"), "tangguoliang", plans.FIELDS, edited, Report)
    yield Scene(waiting[0], "daanmember", streets.CANOPY, stays)
    yield Scene(d.at(9, "19:10"), "daanmember", streets.CORRIDOR, county_checks)
    yield Scene(d.at(5, "12:40"), "daanmember", streets.ROAD, county_handles)
    yield Scene(d.at(26, "12:40"), "daanmember", streets.SHED, county_closed)
    yield Scene(waiting[1], "provincemember", plans.MUTUAL, stays)
    yield Scene(d.at(3, "17:10"), "provincemember", plans.TAXIS, province_passes_down)


def stays(t, d):
    """Waits for its reviewer or editor."""


def in_review(t, d):
    t.act("take_up", "staff", d.at(1, "09:30"))


def under_way(t, d):
    t.act("take_up", "staff", d.at(23, "09:30"))
    t.hand_out(d.at(21, "10:00"), complexity="complex", by="head").sign(d.at(21, "15:00"))
    t.plan(d.at(20, "11:00"), "先到三家养老机构调研，再会同财政、人社提出津贴标准，最后报市政府审定。")
    t.contact(d.at(15, "10:00"), "上门征求提案者意见，商定调研点。", "meeting", rank="deputy")


def checked(t, d):
    """A proposal's reply is read by the supervision office before the proposer sees it."""
    t.act("take_up", "staff", d.at(32, "09:30"))
    t.hand_out(d.at(30, "10:00"), complexity="complex", by="head").sign(d.at(30, "16:00"))
    t.plan(d.at(29, "09:00"), "先排查沿河排口，再逐个整治，最后请提案者现场验看。")
    t.contact(d.at(26, "10:00"), "与提案者商定排查范围。", "meeting", rank="deputy")
    t.contact(d.at(20, "10:00"), "邀请提案者现场查看排口整治。", "site", "during", rank="section")
    t.contact(d.at(1, "15:30"), "就答复征求提案者意见，提案者同意。", "phone", "after", rank="deputy")
    t.answer(
        d.at(0, "10:10"), "in_progress", done_on=d.calendar.add_workdays(d.day(0), 60), points=RIVER_POINTS
    )


def edited(t, d):
    t.act("edit", "editor", d.at(1, "10:30"))


def county_checks(t, d):
    t.hand_out(d.at(8, "09:30"), "区城管局", by="county").sign(d.at(8, "10:40"))
    t.contact(d.at(6, "10:00")).answer(d.at(0, "10:00"))


def county_handles(t, d):
    t.hand_out(d.at(4, "09:30"), "区住建局", by="county").sign(d.at(4, "14:30"))


def county_closed(t, d):
    t.hand_out(d.at(25, "09:30"), "区城管局", by="county").sign(d.at(25, "10:40")).contact(d.at(23, "10:00"))
    t.answer(d.at(19, "10:00"))
    t.on_desk("pass_check", "county", d.at(18, "09:20")).settle(d.at(17, "19:30"))


def province_passes_down(t, d):
    reason = "属云江市级事权，转请云江市政协审核交办。"
    t.act("pass_on", "province", d.at(0, "10:50"), organisation=t.city.home, note=reason)
