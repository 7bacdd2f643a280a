"""Short verbs for supervision, the 督导工作组 and 领办."""

from datetime import timedelta

from django.utils import timezone

from dispatch.models import Supervision
from dispatch.supervision import inspecting
from dispatch.supervision import opening as supervising
from suggestions.claims import claiming
from weijianyi import rulebook
from weijianyi.workflow import perform


def placed(w, desk=None, actor="staff", reason="key", **facts):
    """A desk put under supervision by hand."""
    desk = desk or w.working()
    facts = {"reason": reason, "request": "请说明进度，本周内答复委员。"} | facts
    perform(desk, "supervise", actor=w[actor], **facts)
    return Supervision.objects.get(desk=desk, reason=facts["reason"])


def form(w, code="phone"):
    return rulebook.entry(w.city, "supervision_form", code)


def acted(w, supervision=None, code="phone", actor="staff", **facts):
    facts = {"form": form(w, code), "held_on": timezone.localdate(), "text": "已电话要求今天答复。"} | facts
    return perform(supervision or placed(w), "record", actor=w[actor], **facts)


def answered(w, supervision=None, days=5):
    until = timezone.localdate() + timedelta(days=days)
    supervision = supervision or placed(w)
    return perform(
        supervision, "respond", actor=w["handler"], answer="材料不足，下周完成。", promised_on=until
    )


def proposed(w, desk=None, reason="late"):
    return supervising.propose(desk or w.working(), reason, detail="超过答复期限五个工作日。")


def inspection(w, actor="staff"):
    today = timezone.localdate()
    facts = {
        "title": "四季度办理督导", "opens_on": today, "closes_on": today + timedelta(days=10),
        "people": "唐静，市政协提案委\n马建华，市政府办督查科",
    }  # fmt: skip
    return inspecting.start(actor=w[actor], facts=facts)


def found(w, round_=None):
    """A round with one unit visited and told to put something right."""
    unit = w.departments["城管局"]
    round_ = round_ or inspection(w)
    round_ = perform(
        round_, "record_visit", actor=w["supervisor"], department=unit, visited_on=timezone.localdate(),
        summary="查看台账，抽查 5 件。",
    )  # fmt: skip
    due = timezone.localdate() + timedelta(days=7)
    return perform(
        round_, "record_finding", actor=w["staff"], department=unit, text="两件没有沟通记录。", due_on=due
    )


# -- 领办 --------------------------------------------------------------------------------------------
def applied(w, item=None, by="member2"):
    return claiming.apply(item or w.working().item, actor=w[by], reason="本人在城管系统工作多年，可以协调。")


def invited(w, item=None):
    return claiming.invite(
        item or w.working().item,
        actor=w["staff"],
        reason="请您用专长帮助推动。",
        member=w["member2"].post.member,
    )


def led(w, item=None, by="member2"):
    return perform(applied(w, item, by), "approve", actor=w["staff"])


def planned(w, claim=None, by="member2"):
    return perform(
        claim or led(w), "set_plan", actor=w[by], plan="先走访，再召开一次微协商。", group="张三，社区"
    )


def visited(w, claim=None, by="member2"):
    facts = {"form": rulebook.entry(w.city, "claim_form", "visit"), "held_on": timezone.localdate()}
    return perform(
        claim or planned(w),
        "record_activity",
        actor=w[by],
        text="到现场看了两处。",
        people="社区主任",
        **facts,
    )


def concluded(w, claim=None, by="member2"):
    return perform(visited(w, claim, by), "conclude", actor=w[by], outcome="单位已提前三天完成修剪。")
