"""Choices of topics, of joint drafting and of the ledger of higher-level members; imports nothing of ours."""

from django.db import models


class TopicSource(models.TextChoices):
    LEADER = "leader", "领导点题"
    MASSES = "masses", "群众荐题"
    OWN = "own", "自主选题"


class TopicState(models.TextChoices):
    OFFERED = "offered", "待定"
    ADOPTED = "adopted", "已列入"
    DROPPED = "dropped", "未列入"


TOPIC_TONES = {TopicState.OFFERED: "wait", TopicState.ADOPTED: "ok", TopicState.DROPPED: ""}


class DraftRole(models.TextChoices):
    LEAD = "lead", "牵头"
    RESEARCH = "research", "调研"
    WRITE = "write", "执笔"
    REVISE = "revise", "修改"


class UpperLevel(models.TextChoices):
    PROVINCE = "province", "省级"
    NATIONAL = "national", "全国"


class UpperState(models.TextChoices):
    PLANNED = "planned", "正在准备"
    SUBMITTED = "submitted", "已提交"
    FILED = "filed", "已立案"
    NOT_FILED = "not_filed", "未立案"
    ANSWERED = "answered", "已答复"


UPPER_TONES = {
    UpperState.PLANNED: "wait", UpperState.SUBMITTED: "do", UpperState.FILED: "do", UpperState.NOT_FILED: "",
    UpperState.ANSWERED: "ok",
}  # fmt: skip


class HelpKind(models.TextChoices):
    TOPIC = "topic", "选题"
    RESEARCH = "research", "调研"
    DRAFTING = "drafting", "撰写"
