"""督办 begins: a rule proposes and a person decides, or a person opens it; after the last round it opens by itself."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dispatch.models.supervision import Supervision
from dispatch.states import SupervisionReason
from dispatch.supervision import pressing
from weijianyi.workflow import SYSTEM_ACTOR, Step, door, system_only

PROPOSE = Step(
    name="propose_supervision", label="建议督办", done="建议列入督办", who=system_only, internal=True
)


@transaction.atomic
def propose(desk, reason, *, at=None, detail=""):
    """Put the desk forward for supervision, with an internal event; people decide.

    Once per desk, round and reason: a second call returns the first row, decided or not. None while the desk
    is under supervision for that reason already, or has no unit to be pressed.
    """
    reason, at = SupervisionReason(reason), at or timezone.now()
    if desk.department_id is None or under(desk, reason) is not None:
        return None
    # Named, not imported: its steps call this module.
    proposals = apps.get_model("dispatch", "SupervisionProposal").objects
    row, new = proposals.get_or_create(
        desk=desk, round=desk.round, reason=reason, defaults={"detail": detail, "proposed_at": at}
    )
    if new:
        door.announce(row, door.record(row, PROPOSE, SYSTEM_ACTOR, "", at, {"detail": detail}))
    return row


def escalate(desk, reason, at):
    """What the last rung of the reminder ladder calls: people decide on the proposal."""
    return propose(desk, reason, at=at, detail="提醒到最后一级仍未答复。")


def under(desk, reason):
    """The open supervision of the desk for that reason, or None."""
    return Supervision.objects.open().filter(desk=desk, reason=reason).first()


def place(desk, event, *, reason, request, addressee="", by=None, leader=None):
    """The row of a supervision, its answer clock running; the one that is open already stays as it is."""
    at = event.occurred_at
    found, new = Supervision.objects.open().get_or_create(
        desk=desk, reason=reason,
        defaults={
            "request": request, "addressee": addressee or desk.unit_name[:80], "opened_at": at, "opened_by": by,
            "leader": leader, "led_at": at if leader else None,
        },
    )  # fmt: skip
    if new:
        pressing.start(found, at)
    return found


# -- rows of steps ---------------------------------------------------------------------------------
def check_new(desk, reason):
    if under(desk, reason) is not None:
        raise ValidationError(
            {"reason": f"这个单位已因“{SupervisionReason(reason).label}”列入督办，还没有销号。"}
        )


def by_step(desk, event, *, actor, reason, request, addressee="", **facts):
    """Opened by hand; a leader who opens one leads it, and the words are an instruction."""
    leads = reason == SupervisionReason.LEADER and actor.post.role == "leader"
    found = place(
        desk, event, reason=reason, request=request, addressee=addressee, by=actor.post,
        leader=actor.post if leads else None,
    )  # fmt: skip
    if leads:
        pressing.instruct(found, event, actor=actor, text=request)
    settle_proposals(desk, reason, actor, event)


def take_up(proposal, event, *, actor, request, addressee="", **facts):
    place(proposal.desk, event, reason=proposal.reason, request=request, addressee=addressee, by=actor.post)


def settle_proposals(desk, reason, actor, event):
    """What the rule had put forward for the same reason is thereby taken up."""
    for proposal in desk.supervision_proposals.open().filter(reason=reason):
        door.perform(
            proposal, "take_up", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, request="已直接列入督办。"
        )  # fmt: skip
