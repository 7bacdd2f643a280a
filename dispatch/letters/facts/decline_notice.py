"""不予立案告知: why a proposal was not filed, what the office advises, and how its author may go on."""

from dispatch.letters.facts.words import COMMON, addressed, common, day
from suggestions.states import Outcome

FACTS = COMMON | {
    "addressee": ("提案人", "周敏委员"),
    "submitted": ("提交日期", "2026年11月2日"),
    "ground": ("不予立案的理由", "没有具体建议"),
    "rule": ("理由的说明", "请您补充地点、现状和希望怎样解决，再次提交。"),
    "guidance": ("审查意见与指导", "提案反映的问题重要，但尚未提出可以办理的具体建议。"),
}


def facts(item):
    review = (
        item.reviews.filter(outcome=Outcome.DECLINE, voided_at=None).select_related("reason").order_by("pk").last()
    )  # fmt: skip
    return common(item) | {
        "addressee": "、".join(map(addressed, item.signatures)), "submitted": day(item.submitted_at),
        "date": day(item.declined_at), "ground": review.reason.label if review and review.reason else "",
        "rule": review.reason.text if review and review.reason else "", "guidance": review.opinion if review else "",
    }  # fmt: skip
