"""States and roles of a desk (Assignment), of supervision, and small dictionaries in code, with labels."""

from django.db import models


class DeskRole(models.TextChoices):
    LEAD = "lead", "主办"
    SOLE = "sole", "独办"
    SPLIT = "split", "分办"
    ASSIST = "assist", "协办"
    RELAY = "relay", "转办"
    LINK = "link", "流转"


ROLE_WORDS = {"proposal": {DeskRole.ASSIST: "会办"}}  # where a kind has its own word


def role_word(kind, role):
    return ROLE_WORDS.get(kind, {}).get(role) or DeskRole(role).label


class DeskState(models.TextChoices):
    PLANNED = "planned", "预交办"
    OFFERED = "offered", "待签收"
    RETURN_ASKED = "return_asked", "申请退办"
    WORKING = "working", "办理中"
    SIGNING = "signing", "待签发"
    CHECKING = "checking", "待核对"
    RELEASED = "released", "已答复"
    DONE = "done", "办结"
    RETURNED = "returned", "已退办"
    CANCELLED = "cancelled", "已撤销"


# The journey of the item follows these; never assist or relay (rulings §2).
REQUIRED = frozenset({DeskRole.LEAD, DeskRole.SOLE, DeskRole.SPLIT, DeskRole.LINK})
ANSWERING = frozenset({DeskRole.LEAD, DeskRole.SOLE, DeskRole.SPLIT})
D = DeskState
GONE = frozenset({D.RETURNED, D.CANCELLED})
FINISHED = frozenset({D.RELEASED, D.DONE})
OPEN = frozenset({D.PLANNED, D.OFFERED, D.RETURN_ASKED, D.WORKING, D.SIGNING, D.CHECKING})
WITH_UNIT = frozenset({D.OFFERED, D.WORKING, D.SIGNING})

TONES = {
    D.PLANNED: "", D.OFFERED: "wait", D.RETURN_ASKED: "wait", D.WORKING: "do", D.SIGNING: "do",
    D.CHECKING: "do", D.RELEASED: "rate", D.DONE: "ok", D.RETURNED: "", D.CANCELLED: "",
}  # fmt: skip
ICONS = {
    D.OFFERED: "clock", D.RETURN_ASKED: "arrow-back-up", D.WORKING: "progress", D.SIGNING: "pencil",
    D.CHECKING: "search", D.RELEASED: "star", D.DONE: "check",
}  # fmt: skip


class Dimension(models.TextChoices):
    WORK = "work", "办理工作"
    RESULT = "result", "办理结果"


class Grade(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class Stage(models.TextChoices):
    BEFORE = "before", "办前"
    DURING = "during", "办中"
    AFTER = "after", "办后"


class Rank(models.TextChoices):
    """The highest rank of the unit at a contact."""

    CHIEF = "chief", "主要领导"
    DEPUTY = "deputy", "分管领导"
    SECTION = "section", "科室负责人"
    HANDLER = "handler", "经办人"


class Authority(models.TextChoices):
    """Which of the two is the reply where both exist."""

    TEXT = "text", "页面文字"
    SCAN = "scan", "盖章扫描件"


class Channel(models.TextChoices):
    ONLINE = "online", "本人在线"
    PAPER = "paper", "纸质表代录"
    LINK = "link", "流转返回"


class Decision(models.TextChoices):
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"


class SupervisionState(models.TextChoices):
    OPEN = "open", "督办中"
    ANSWERED = "answered", "已回应"
    CLOSED = "closed", "已销号"


class SupervisionReason(models.TextChoices):
    LATE = "late", "超期"
    DISSATISFIED = "dissatisfied", "两次不满意"
    PROMISE = "promise", "承诺未兑现"
    LEADER = "leader", "领导交办"
    KEY = "key", "重点事项"
