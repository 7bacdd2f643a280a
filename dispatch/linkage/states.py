"""States of what arrives, kinds and outcomes of messages, directions of exchange files, with labels."""

from django.db import models


class ArrivalState(models.TextChoices):
    COMING = "coming", "在途"
    WAITING = "waiting", "待收件"
    RECEIVED = "received", "已收件"
    REFUSED = "refused", "已退回"
    RECALLED = "recalled", "对方已收回"


class MessageKind(models.TextChoices):
    OFFER = "offer", "转出"
    RECEIPT = "receipt", "收件"
    REFUSAL = "refusal", "退回"
    PROGRESS = "progress", "办理进度"
    RESULT = "result", "返回结果"
    RECALL = "recall", "收回"
    URGE = "urge", "催办"
    VERDICT = "verdict", "评价返回"
    REDO = "redo", "要求重办"


class Outcome(models.TextChoices):
    APPLIED = "applied", "已生效"
    LATE = "late", "到达时已不适用"
    CARRIED = "carried", "随交换文件送出"


class Way(models.TextChoices):
    OUT = "out", "导出"
    IN = "in", "导入"


A = ArrivalState
TONES = {A.COMING: "", A.WAITING: "wait", A.RECEIVED: "do", A.REFUSED: "", A.RECALLED: ""}
ICONS = {A.WAITING: "inbox", A.RECEIVED: "check", A.REFUSED: "arrow-back-up", A.RECALLED: "arrow-back-up"}
M = MessageKind
DOWN = frozenset({M.OFFER, M.RECALL, M.URGE, M.VERDICT, M.REDO})  # from the source to the receiver
CUSTODY = (M.OFFER, M.RECEIPT, M.REFUSAL, M.RECALL, M.RESULT, M.VERDICT, M.REDO)  # signed-off hand-overs
