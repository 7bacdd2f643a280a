"""Words of the hotline: ways, directions, effects of their states here, outcomes of an exchange; the first table."""

from django.db import models


class Way(models.TextChoices):
    MANUAL = "manual", "人工登记"
    FILE = "file", "文件交换"
    HTTP = "http", "接口对接"


class Direction(models.TextChoices):
    OUT = "out", "转给热线"
    IN = "in", "热线工单"


class Effect(models.TextChoices):
    NOTED = "noted", "只记录，不改变状态"
    SIGNED = "signed", "签收"
    WORKING = "working", "办理中"
    ANSWERED = "answered", "答复"
    RETURNED = "returned", "退回"


class Outcome(models.TextChoices):
    SENT = "sent", "已送达"
    APPLIED = "applied", "已更新"
    NOTED = "noted", "已记录"
    REPEATED = "repeated", "重复，没有变化"
    LATE = "late", "早于现有状态，只记录"
    HELD = "held", "需要人工处理"
    FAILED = "failed", "没有送到，稍后重试"
    REFUSED = "refused", "对方拒收"


TONES = {
    Outcome.SENT: "ok", Outcome.APPLIED: "ok", Outcome.NOTED: "", Outcome.REPEATED: "", Outcome.LATE: "",
    Outcome.HELD: "wait", Outcome.FAILED: "wait", Outcome.REFUSED: "bad",
}  # fmt: skip
# After these the matter is over on their side.
OVER = frozenset({Effect.ANSWERED, Effect.RETURNED})

# Where a new line starts; its administrator changes the table: their word, what it does here, class of the reply.
FIRST_TABLE = (
    ("待受理", Effect.NOTED, ""),
    ("已受理", Effect.SIGNED, ""),
    ("已派单", Effect.SIGNED, ""),
    ("办理中", Effect.WORKING, ""),
    ("已办结", Effect.ANSWERED, "solved"),
    ("解释说明", Effect.ANSWERED, "explained"),
    ("退回", Effect.RETURNED, ""),
)
