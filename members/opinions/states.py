"""States of a resident's opinion [群众意见], levels, channels, why one is kept apart; words for both sides."""

from django.db import models


class OpinionState(models.TextChoices):
    RECEIVED = "received", "待处理"
    TAKEN = "taken", "处理中"
    ASKED = "asked", "问部门中"
    HEARD = "heard", "部门已答复，待转告"
    TURNED = "turned", "已转办"
    EXPLAINED = "explained", "已解释"
    ANSWERED = "answered", "已答复"
    CLOSED = "closed", "办结"
    WITHDRAWN = "withdrawn", "已撤回"
    SPAM = "spam", "无效"


class Level(models.TextChoices):
    """The ladder: the community first, then a member, then departments."""

    COMMUNITY = "community", "社区、镇街"
    MEMBER = "member", "委员"
    DEPARTMENT = "department", "部门"


class Channel(models.TextChoices):
    ONLINE = "online", "扫码"
    ONSITE = "onsite", "现场接待"
    PHONE = "phone", "电话"


class ReplyBy(models.TextChoices):
    CODE = "code", "不用，我凭查询码自己看"
    SMS = "sms", "要，发短信给我"
    PHONE = "phone", "要，打电话给我"


class AnswerKind(models.TextChoices):
    EXPLAINED = "explained", "解释"
    ANSWERED = "answered", "答复"
    ASKED = "asked", "问部门后答复"
    RESULT = "result", "办理结果"


class TurnedInto(models.TextChoices):
    SUGGESTION = "suggestion", "微建议"
    REPORT = "report", "社情民意"
    PROPOSAL = "proposal", "提案"


O = OpinionState  # noqa: E741 -- the name of the noun
WAITING = frozenset({O.RECEIVED, O.TAKEN, O.HEARD})  # somebody of the studio has to act
OPEN = WAITING | {O.ASKED, O.TURNED}
TOLD = frozenset({O.EXPLAINED, O.ANSWERED})
HANDLED = TOLD | {O.ASKED, O.HEARD, O.TURNED, O.CLOSED}  # one of the four answers has been given
ENDED = frozenset({O.CLOSED, O.WITHDRAWN, O.SPAM})

TONES = {
    O.RECEIVED: "wait", O.TAKEN: "do", O.ASKED: "do", O.HEARD: "wait", O.TURNED: "do", O.EXPLAINED: "ok",
    O.ANSWERED: "ok", O.CLOSED: "ok", O.WITHDRAWN: "", O.SPAM: "",
}  # fmt: skip

# What the resident reads: where it is, and what comes next.
PLAIN = {
    O.RECEIVED: ("已经收到", "值班委员或联络员会看，能直接答的当场答复您。"),
    O.TAKEN: ("正在处理", "已经有人在办，答复会写在这里。"),
    O.ASKED: ("正在请部门答复", "部门答复以后，由工作室转告您。"),
    O.HEARD: ("部门已经答复", "工作室正在把答复转告您。"),
    O.TURNED: ("已经转给有关方面办理", "由委员写成建议提交政协，再交责任单位办理，结果会写在这里。"),
    O.EXPLAINED: ("已经向您说明", "还有疑问，可以告诉我们没有解决。"),
    O.ANSWERED: ("已经答复", "问题解决了没有，请告诉我们。"),
    O.CLOSED: ("已经办结", "谢谢您反映情况。"),
    O.WITHDRAWN: ("您已经撤回", "不再办理。"),
    O.SPAM: ("没有办理", "内容看不出反映什么事，可以重新写一件。"),
}

# Why an opinion is kept apart until somebody has looked.
MARKS = {
    "honeypot": "填了人看不见的格子", "quick": "打开几秒就提交", "key": "不是从本页提交的",
    "address": "同一网络短时间提交很多", "studio": "本工作室短时间收到很多", "site": "全站短时间收到很多",
    "alike": "短时间内多次相同的内容", "links": "含多个网址",
}  # fmt: skip
