"""States of 领办 and its own grades, with labels and tones."""

from django.db import models


class ClaimState(models.TextChoices):
    APPLIED = "applied", "待批准"
    INVITED = "invited", "待应邀"
    ACTIVE = "active", "领办中"
    DONE = "done", "领办结束"
    DECLINED = "declined", "未领办"
    WITHDRAWN = "withdrawn", "已撤回"
    CLOSED = "closed", "提前终止"


class ClaimGrade(models.TextChoices):
    """Of the leading itself; never part of 满意率."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


C = ClaimState
CLAIM_OPEN = frozenset({C.APPLIED, C.INVITED, C.ACTIVE})
CLAIM_KNOWN = frozenset({C.ACTIVE, C.DONE})  # others than office and claimant know of these
TONES = {
    C.APPLIED: "wait", C.INVITED: "wait", C.ACTIVE: "do", C.DONE: "ok", C.DECLINED: "", C.WITHDRAWN: "",
    C.CLOSED: "",
}  # fmt: skip
ICONS = {C.ACTIVE: "hand-finger", C.DONE: "check"}
