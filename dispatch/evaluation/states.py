"""States of evaluation rounds, pairings and award rounds, with labels; the two sides of a pairing."""

from django.db import models


class RoundState(models.TextChoices):
    PLANNED = "planned", "筹备中"
    OPEN = "open", "评议中"
    CLOSED = "closed", "已结束"


class PairingState(models.TextChoices):
    PENDING = "pending", "都未评"
    HALF = "half", "一方已评"
    DONE = "done", "双方已评"


class ScoreSide(models.TextChoices):
    UNIT = "unit", "承办单位评提案"
    PROPOSER = "proposer", "提案人评办理"


class AwardState(models.TextChoices):
    NOMINATING = "nominating", "推荐中"
    SCORING = "scoring", "评分中"
    DECIDED = "decided", "已决定，待公布"
    PUBLISHED = "published", "已公布"
    CANCELLED = "cancelled", "已作废"


class AwardDecision(models.TextChoices):
    CHOSEN = "chosen", "入选"
    NOT_CHOSEN = "not_chosen", "未入选"


CRITERIA = {ScoreSide.UNIT: "proposal_criterion", ScoreSide.PROPOSER: "handling_criterion"}
TONES = {
    RoundState.PLANNED: "", RoundState.OPEN: "do", RoundState.CLOSED: "ok",
    PairingState.PENDING: "wait", PairingState.HALF: "do", PairingState.DONE: "ok",
    AwardState.NOMINATING: "wait", AwardState.SCORING: "do", AwardState.DECIDED: "do",
    AwardState.PUBLISHED: "ok", AwardState.CANCELLED: "",
}  # fmt: skip
