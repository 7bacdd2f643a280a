"""States of an excellent case with their tones, and of a half's appraisal."""

from django.db import models


class CaseState(models.TextChoices):
    CANDIDATE = "candidate", "撰写中"
    CONSENTING = "consenting", "征求意见"
    DECIDED = "decided", "已入选"
    PUBLISHED = "published", "已发布"
    DROPPED = "cancelled", "未入选"


class HalfState(models.TextChoices):
    OPEN = "open", "评比中"
    DECIDED = "decided", "已决定"


class Consent(models.TextChoices):
    WAITING = "waiting", "未答复"
    AGREED = "agreed", "同意"
    REFUSED = "refused", "不同意"


TONES = {
    CaseState.CANDIDATE: "do", CaseState.CONSENTING: "wait", CaseState.DECIDED: "ok", CaseState.PUBLISHED: "ok",
    CaseState.DROPPED: "",
}  # fmt: skip
