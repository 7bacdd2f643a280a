"""What a rung can watch, count from, be addressed to and be sent through, with labels."""

from django.db import models

from weijianyi.notices.models import Channel


class Watch(models.TextChoices):
    CLOCK = "clock", "计时"
    STEP = "step", "办理一步"
    COUNT = "count", "只计数"
    BACKLOG = "backlog", "审核日还有待审的微建议"
    UNDISPATCHED = "undispatched", "审核通过还没有交办"
    QUARTER = "quarter", "季度开始"
    CLOSING = "closing", "季度结束前"


# What an organisation's day brings, rather than one matter.
STANDING = frozenset({Watch.BACKLOG, Watch.UNDISPATCHED, Watch.QUARTER, Watch.CLOSING})


# Clocks of nouns beside item and desk: hand-over, supervision, 领办. A desk that waits for receipt is never asked.
OWN_CLOCKS = frozenset({"link_receipt", "supervision", "supervision_promise", "claim", "claim_decision"})


class When(models.TextChoices):
    """How a rung on a clock is counted; `amount` goes with it."""

    BEFORE = "before", "到期前（工作日）"
    SHARE = "share", "用去期限的（%）"
    AFTER = "after", "逾期（工作日）"
    SINCE = "since", "开始后（工作日）"


class To(models.TextChoices):
    HANDLER = "handler", "承办单位经办人"
    UNIT_HEAD = "unit_head", "承办单位分管领导"
    SUPERVISOR = "supervisor", "督查室"
    REVIEWERS = "reviewers", "提案委工作人员"
    HEAD = "head", "提案委负责人"
    AUTHORS = "authors", "提案人"
    DECIDER = "decider", "决定的人"
    COMMITTEES = "committees", "专门委员会"
    CLAIMANT = "claimant", "领办人"
    LEADER = "leader", "领导"


OUTSIDE = (Channel.EMAIL, Channel.SMS, Channel.WEBHOOK)


class Sending(models.TextChoices):
    """How far a line of the ledger is."""

    PENDING = "pending", "待发"
    SENT = "sent", "已发"
    SKIPPED = "skipped", "已有更近的提醒，不再补发"
    DROPPED = "dropped", "不再需要"
