"""Who may open and add the photos and documents of a face-to-face evaluation meeting."""

from dispatch.evaluation import rules
from dispatch.evaluation.states import RoundState
from dispatch.models import EvaluationMeeting
from members.rules import has_role
from members.states import Role
from weijianyi.files import access


def reads(actor, meeting):
    """Before the round is over minutes and scans are for the office and the leaders."""
    return (
        meeting.round.state == RoundState.CLOSED or attaches(actor, meeting) or has_role(actor, Role.LEADER)
    )


def attaches(actor, meeting):
    return rules.office(actor, meeting.round)


def register():
    access.register(
        EvaluationMeeting, visible=EvaluationMeeting.objects.visible_to, may_read=reads, may_attach=attaches,
        key="pk",
    )  # fmt: skip
