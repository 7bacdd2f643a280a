"""States and small dictionaries in code of key proposals, meetings and promises, with labels."""

from django.db import models


class MeetingKind(models.TextChoices):
    CONSULTATION = "consultation", "协商"
    EVALUATION = "evaluation", "评议"
    THREE_PARTY = "three_party", "三方会谈"
    VISIT = "visit", "调研"
    OTHER = "other", "其他"


class KeyState(models.TextChoices):
    CANDIDATE = "candidate", "待定"
    DECIDED = "decided", "重点提案"
    DECLINED = "declined", "未列入"
    CLOSED = "closed", "已办结"


class PromiseState(models.TextChoices):
    OPEN = "open", "兑现中"
    LATE = "late", "到期未报"
    KEPT = "kept", "已报兑现，待核实"
    BROKEN = "broken", "未兑现"
    DONE = "done", "已兑现"


K, P = KeyState, PromiseState
KEY_OPEN = frozenset({K.CANDIDATE, K.DECIDED})
KEY_KNOWN = frozenset({K.DECIDED, K.CLOSED})  # what authors and units may know of
PROMISE_OPEN = frozenset({P.OPEN, P.LATE, P.KEPT, P.BROKEN})
TONES = {
    K.CANDIDATE: "wait", K.DECIDED: "brand", K.DECLINED: "", K.CLOSED: "ok",
    P.OPEN: "do", P.LATE: "bad", P.KEPT: "rate", P.BROKEN: "bad", P.DONE: "ok",
}  # fmt: skip
ICONS = {K.DECIDED: "star", P.LATE: "hourglass", P.KEPT: "search", P.BROKEN: "x"}
