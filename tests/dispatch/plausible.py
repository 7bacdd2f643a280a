"""Plausible facts of every step, for random walks through the machines."""

from datetime import timedelta

from django.utils import timezone

from dispatch.models import Contact
from suggestions.models import Item
from weijianyi import rulebook


def word(city, dictionary, code):
    return rulebook.entry(city.city, dictionary, code)


def dispatch_facts(city, pick):
    units = [
        city.departments[name]
        for name in pick(["城管局", "交通局"], ["交通局", "供电公司"], ["城管局", "住建局"])
    ]
    relay = {"relay": city.departments["电政办"]} if pick(True, False, False) else {}
    return pick({"lead": units[0]}, {"lead": units[0], "assists": units[1:]}, {"splits": units}) | relay


def grant_return_facts(city, pick):
    follows = pick({}, {"no_further": True}, *[{"successor": d} for d in city.departments.values()])
    return {"opinion": "同意"} | follows


def rate_facts(city, pick):
    return {
        "work": "satisfied",
        "result": pick("satisfied", "dissatisfied"),
        "comment": "只剪了一半，阳台仍被遮挡。",
    }


FACTS = {
    "take_over": lambda city, pick: {"successor": city.departments["住建局"], "left": "城管局"},
    "divide": lambda city, pick: {"texts": ["修剪大树。", "检查路灯。"]},
    "invite": lambda city, pick: {"members": [city[pick("member", "member2")].post.member]},
    "revise": lambda city, pick: {"texts": {"title": "反映大树枝条伸进阳台"}},
    "read": lambda city, pick: {"opinion": "同意", "texts": pick({}, {"title": "关于修剪大树的建议"})},
    "assign_reader": lambda city, pick: {"reader": city[pick("staff", "staff2", "head")].post},
    "hold": lambda city, pick: {"conclusion": pick("accept", "decline", "merge")},
    "preassign": lambda city, pick: {k: v for k, v in dispatch_facts(city, pick).items() if k != "relay"},
    "object_before": lambda city, pick: {"note": "不属本单位职责"},
    "submit": lambda city, pick: {"declared": True},
    "decline": lambda city, pick: {"reason": word(city, "decline_reason", "too_large"), "opinion": "题目过大"},
    "convert": lambda city, pick: {"kind": pick("proposal", "report", "suggestion")},
    "merge": lambda city, pick: {"main": pick(*Item.objects.all()), "opinion": "重复"},
    "accept": lambda city, pick: {"complexity": pick("urgent", "normal", "complex")},
    "dispatch": dispatch_facts,
    "pass_on": lambda city, pick: {"organisation": pick(city.county, city.province, city.city)},
    "pass_inside": lambda city, pick: {"officer": city["unitlead"].post.officer},
    "ask_return": lambda city, pick: {
        "reason": word(city, "handback_reason", "not_ours"), "note": "职责在别处", "proposed_text": "省里",
    },
    "grant_return": grant_return_facts,
    "record_contact": lambda city, pick: {
        "stage": "before", "form": word(city, "contact_form", "phone"), "held_on": timezone.localdate(),
        "summary": "约定现场查看",
    },
    "correct_contact": lambda city, pick: {
        "wrong": Contact.objects.filter(voided_at=None).last(), "stage": "during",
        "form": word(city, "contact_form", "phone"), "held_on": timezone.localdate(), "summary": "改约后天查看",
    },
    "waive": lambda city, pick: {"reason": word(city, "assist_exception", "overdue")},
    "ask_extension": lambda city, pick: {
        "reason": "需要招标", "until": timezone.localdate() + timedelta(days=pick(1, 16, 20, 60)),
    },
    "send_for_signature": lambda city, pick: city.reply(),
    "send_opinion": lambda city, pick: {"facts": "可以配合。"},
    "set_plan": lambda city, pick: {"text": "先调研", "leader_name": "王", "planned_on": timezone.localdate()},
    "give_opinion": lambda city, pick: {"facts": "可以配合。"},
    "bring_result": lambda city, pick: {"facts": "区里已经修剪。"},
    "rate": rate_facts,
    "supervise": lambda city, pick: {"reason": "leader", "request": "请一周内到现场办理。"},
    "record": lambda city, pick: {
        "form": word(city, "supervision_form", "phone"), "held_on": timezone.localdate(), "text": "电话催办。",
    },
    "instruct": lambda city, pick: {"text": "请抓紧办理。"},
    "insist": lambda city, pick: {"request": "请写明完成时间。"},
    "item.forward": lambda city, pick: {"title": "请研究", "situation": "据反映，路灯不亮。", "advice": "请答复。"},
    "pass_back": lambda city, pick: {"told": "单位已答复：本月修好。"},
    "ask_again": lambda city, pick: {"opinion": "没有写明时间。"},
    "give_back": lambda city, pick: {"reason": "不属本级"},
    "respond": lambda city, pick: {"answer": "本周完成。"},
}  # fmt: skip
WITH_REASON = ("withdraw", "ask_withdrawal", "void", "reopen", "refuse")
WITH_OPINION = (
    "send_back", "consult", "conclude", "refuse_withdrawal", "refuse_return", "refuse_extension", "give_back_draft",
    "fail_check", "refuse_redo", "excuse", "recall", "to_letter", "remark",
)  # fmt: skip
FACTS |= {name: lambda city, pick: {"reason": "理由"} for name in WITH_REASON}
ON_PAPER = ("withdraw_on_paper", "ask_withdrawal_on_paper")
FACTS |= {n: lambda city, pick: {"reason": "理由", "asked_on": timezone.localdate()} for n in ON_PAPER}
FACTS |= {name: lambda city, pick: {"opinion": "意见"} for name in WITH_OPINION}
FACTS |= {
    "supervise": lambda city, pick: {"reason": pick("late", "key", "leader"), "request": "请抓紧办理。"},
    "record": lambda city, pick: {
        "form": rulebook.entry(city.city, "supervision_form", pick("phone", "letter")), "text": "已要求答复。",
        "held_on": timezone.localdate(),
    },
    "instruct": lambda city, pick: {"text": "请抓紧。"},
    "insist": lambda city, pick: {"request": "请写明责任人。"},
}  # fmt: skip
