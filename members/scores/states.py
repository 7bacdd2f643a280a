"""Kinds of score entries, ways of sharing, states of an objection, with labels; imports nothing of ours."""

from django.db import models


class EntryKind(models.TextChoices):
    EARNED = "earned", "按规则"
    ADJUSTMENT = "adjustment", "调整"
    REVERSAL = "reversal", "冲销"


class Sharing(models.TextChoices):
    ROLE = "role", "按身份各得各的分"
    EQUAL = "equal", "署名的人平分"
    HALF = "half", "第一人得一半，其余的人平分另一半"


class Credit(models.TextChoices):
    """Roles of audit.EventCredit that rules know; `self` is a person's own record."""

    FIRST = "first", "第一提交人"
    CO = "co", "联名"
    WRITER = "writer", "集体执笔"
    DRAFTER = "drafter", "参加起草"
    CLAIMANT = "claimant", "领办人"
    SELF = "self", "本人"


class ObjectionState(models.TextChoices):
    OPEN = "open", "待处理"
    UPHELD = "upheld", "已更正"
    REJECTED = "rejected", "维持原计分"
    WITHDRAWN = "withdrawn", "已撤回"


OBJECTION_TONES = {
    ObjectionState.OPEN: "wait", ObjectionState.UPHELD: "ok", ObjectionState.REJECTED: "",
    ObjectionState.WITHDRAWN: "",
}  # fmt: skip
