"""States of supervision proposals and inspections, pressure of a desk, with labels, tones and icons."""

from django.db import models

from dispatch.states import SupervisionState


class ProposalState(models.TextChoices):
    OPEN = "open", "待决定"
    TAKEN = "done", "已列入督办"
    DISMISSED = "declined", "不列入"


class InspectionState(models.TextChoices):
    OPEN = "open", "督导中"
    CLOSED = "closed", "已结束"


class Pressure(models.TextChoices):
    """Where a dispatched desk stands between 交 and 督: exactly one of these, so that their numbers add up."""

    SUPERVISED = "supervised", "督办中"
    LATE = "late", "超期"
    UNSIGNED = "unsigned", "待签收"
    NEAR = "near", "临期"
    OFFICE = "office", "待决定或核对"
    RUNNING = "running", "期限内"
    ANSWERED = "answered", "已答复待评价"
    DONE = "done", "办结"
    RETURNED = "returned", "已退办"


V, R, N, P = SupervisionState, ProposalState, InspectionState, Pressure
TONES = {V.OPEN: "bad", V.ANSWERED: "wait", V.CLOSED: "ok"}
ICONS = {V.OPEN: "gavel", V.ANSWERED: "message-reply", V.CLOSED: "check"}
PROPOSAL_TONES = {R.OPEN: "wait", R.TAKEN: "bad", R.DISMISSED: ""}
INSPECTION_TONES = {N.OPEN: "do", N.CLOSED: "ok"}
PRESSURE_TONES = {
    P.SUPERVISED: "bad", P.LATE: "bad", P.UNSIGNED: "wait", P.NEAR: "wait", P.OFFICE: "do", P.RUNNING: "do",
    P.ANSWERED: "rate", P.DONE: "ok", P.RETURNED: "",
}  # fmt: skip
