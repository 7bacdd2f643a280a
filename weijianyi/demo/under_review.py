"""Matters that were never dispatched: drafts, waiting, consulted, returned, declined, converted, withdrawn."""

from dataclasses import replace
from datetime import timedelta

from suggestions.states import Kind
from weijianyi.demo import livelihood, streets
from weijianyi.demo.journey import Scene
from weijianyi.workflow import SYSTEM_ACTOR

WAITING = (
    ("hezhiyuan", livelihood.GAS), ("member2", streets.LAMPS), ("wuxiaoyan", streets.MANHOLE),
    ("sunli", streets.CROSSING), ("shaolin", livelihood.ELEVATOR), ("jiangwei", livelihood.JOBS),
    ("heruoxi", livelihood.SPECIAL),
)  # fmt: skip


def scenes(d):
    """Every matter still, or for ever, with the author or the office."""
    yield Scene(d.at(1, "21:10"), "member", replace(streets.GREENWAY, advice=""), None)
    yield Scene(d.at(2, "12:40"), "member2", livelihood.MEDICAL, None)
    for at, (author, matter) in zip(d.waiting(len(WAITING)), WAITING, strict=True):
        yield Scene(at, author, matter, stays)
    yield Scene(d.at(4, "20:15"), "yejiahui", streets.FUMES, consulted)
    yield Scene(d.at(3, "12:20"), "heruoxi", livelihood.NURSING, consulted)
    yield Scene(d.at(2, "20:40"), "member", streets.ESCORT, sent_back)
    yield Scene(d.at(3, "08:50"), "xumeng", streets.LIFT, sent_back)
    yield Scene(d.at(5, "19:05"), "member2", livelihood.CARDS, resubmitted)
    yield Scene(d.at(2, "21:30"), "luyifei", streets.TIDY, decline_proposed)
    yield Scene(d.at(8, "13:15"), "yejiahui", streets.OWN_SHOP, personal)
    yield Scene(d.at(13, "18:45"), "gaojun", livelihood.PENSION, outside)
    yield Scene(d.at(1, "20:05"), "dengshufen", streets.BINS, accepted)
    yield Scene(d.at(6, "20:20"), "member2", streets.NIGHT, to_proposal)
    yield Scene(d.at(9, "19:40"), "shichangqing", livelihood.WELL, to_report)
    yield Scene(d.at(11, "12:30"), "panyun", livelihood.COURT, withdrawn)
    yield Scene(d.at(17, "19:20"), "tangguoliang", livelihood.TAX, lapsed)
    yield Scene(
        d.at(7, "10:30"), "xiehaitao", replace(livelihood.SCALES, title="东塔农贸市场公平秤损坏"), void
    )


def stays(t, d):
    """Waits for the next review day."""


def consulted(t, d):
    t.act(
        "consult",
        "staff",
        d.at(1, "10:20"),
        opinion="涉及两个部门职责，与市政府办督查科商定主办单位后再交办。",
    )


def sent_back(t, d):
    t.act(
        "send_back", "staff2", d.at(1, "09:50"),
        opinion="请补充具体点位和时段，最好附一张现场照片，便于承办单位核实。",
    )  # fmt: skip


def resubmitted(t, d):
    t.act("send_back", "staff", d.at(4, "10:10"), opinion="请补充是哪个大厅、每天大约多少人排队。")
    t.act("submit", t.author, d.waiting(1)[0], declared=True)


def decline_proposed(t, d):
    reason = "no_ask"
    t.decline(
        d.at(0, "10:30"), reason, "请您补充地点、现状和希望怎样解决。提案委可以和您一起选一处具体的点位。"
    )


def personal(t, d):
    day = d.at(7, "09:45")
    opinion = "停车位的设置请直接向市交警支队窗口提出，提案委可以帮您联系经办人。"
    t.decline(day, "personal", opinion, agreed=day + timedelta(hours=5))


def outside(t, d):
    day = d.at(12, "10:05")
    opinion = "退休体检机构由省里统一招标，建议改写为社情民意信息，由我们向上反映。"
    t.decline(day, "outside", opinion, agreed=day + timedelta(hours=6))


def accepted(t, d):
    t.act("accept", "staff2", d.at(0, "11:40"), complexity="normal", opinion="与社区核实垃圾亭归属后交办。")


def to_proposal(t, d):
    opinion = "题目涉及全市线网，短期内难以见效，征得您同意转为提案，请补充调研情况。"
    t.act("convert", "staff", d.at(5, "10:40"), kind=Kind.PROPOSAL, opinion=opinion)


def to_report(t, d):
    opinion = "情况具有普遍性，征得您同意转为社情民意信息。"
    t.act("convert", "staff", d.at(8, "11:10"), kind=Kind.REPORT, opinion=opinion)


def withdrawn(t, d):
    t.act("withdraw", t.author, d.at(10, "08:40"), reason="场馆已经先行修补，不再需要提出。")


def lapsed(t, d):
    t.act("send_back", "staff", d.at(16, "09:40"), opinion="请写明涉及哪几个乡镇、希望谁来培训。")
    t.act("lapse", SYSTEM_ACTOR, d.at(10, "06:30"))


def void(t, d):
    t.act("void", "head", d.at(6, "15:20"), reason="与本人上月所提同一件，误录两次，作废一件。")
