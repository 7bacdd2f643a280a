"""Reports as they begin, and what the county and the province have of their own."""

from suggestions.models import Report
from weijianyi.demo import handovers, plans, streets
from weijianyi.demo.journey import Scene


def scenes(d):
    """Reports up to where their own screens will take over; the county checks its replies."""
    waiting = d.waiting(2)
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
    handovers.passed(t, "province", d.at(0, "10:50"), "yunjiang", reason)
