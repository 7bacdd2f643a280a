"""Who hears of supervision and inspections, in which words; joined to the app's table when it starts."""

from django.db.models import Q

from dispatch import notices
from dispatch.models import Inspection, Supervision, SupervisionProposal
from dispatch.states import SupervisionReason, SupervisionState
from dispatch.supervision import rules as supervision_rules
from dispatch.supervision.states import InspectionState, ProposalState
from members.states import UNIT, Role
from suggestions import notices as of_item
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor

V = SupervisionState


# -- supervision -----------------------------------------------------------------------------------
def unit(supervision, event):
    return notices.handlers_and_leaders(supervision.desk, event)


def deciders(subject, event):
    return notices.deciders(subject.desk, event)


def office_and_leader(supervision, event):
    """Who presses, and the leader in whose name."""
    led = of_item.current_posts().filter(pk=supervision.leader_id) if supervision.leader_id else []
    return [*deciders(supervision, event), *led]


def unit_and_office(supervision, event):
    return [*unit(supervision, event), *deciders(supervision, event)]


def unit_of_desk(subject, event):
    return notices.handlers_and_leaders(desk_of(subject), event)


def unit_and_office_of_desk(subject, event):
    desk = desk_of(subject)
    return [*notices.handlers_and_leaders(desk, event), *notices.deciders(desk, event)]


def desk_of(subject):
    return subject.desk if isinstance(subject, SupervisionProposal) else subject


def opened(subject, event):
    """The supervision that this very event began; None where another was open."""
    return Supervision.objects.open().filter(desk=desk_of(subject), opened_at=event.occurred_at).first()


def begun(subject, event):
    return opened(subject, event) is not None


def by_a_person(proposal, event):
    return event.user_id is not None and begun(proposal, event)


def newest(subject):
    """What the reader opens."""
    return Supervision.objects.open().filter(desk=desk_of(subject)).first()


def twice_dissatisfied(desk, event):
    found = opened(desk, event)
    return found is not None and found.reason == SupervisionReason.DISSATISFIED


def in_state(*states):
    return lambda subject, event: subject.state in states


def letter(supervision, event):
    """A call or a visit is known to the unit anyway."""
    return bool(event.data.get("told")) and supervision.state != V.CLOSED


# -- inspections -----------------------------------------------------------------------------------
def offices(inspection, event):
    posts = of_item.current_posts().filter(
        organisation_id=inspection.organisation_id, role__in=[Role.REVIEWER, Role.HEAD, Role.SUPERVISOR]
    )
    return [p for p in posts if supervision_rules.inspects(Actor(user=p.user, post=p), inspection)]


def unit_found(inspection, event):
    own = Q(officer__department=event.data.get("department"), role__in=UNIT)
    return of_item.current_posts().filter(own)


STILL_OPEN = in_state(V.OPEN, V.ANSWERED)
TOLD = {
    "assignment.supervise": (
        Audience(unit_and_office_of_desk, "dispatch_supervise", begun, about=newest),
    ),
    "supervisionproposal.take_up": (Audience(unit_of_desk, "dispatch_take_up", by_a_person, about=newest),),
    "supervisionproposal.propose_supervision": (
        Audience(deciders, "dispatch_propose_supervision", in_state(ProposalState.OPEN)),
    ),
    "supervision.lead": (Audience(unit_and_office, "dispatch_supervision_lead", STILL_OPEN),),
    "supervision.instruct": (Audience(unit_and_office, "dispatch_supervision_instruct", STILL_OPEN),),
    "supervision.record": (Audience(unit, "dispatch_supervision_letter", letter),),
    "supervision.respond": (Audience(office_and_leader, "dispatch_supervision_respond", in_state(V.ANSWERED)),),
    "supervision.insist": (Audience(unit, "dispatch_supervision_insist", in_state(V.OPEN)),),
    "supervision.close": (Audience(unit, "dispatch_supervision_close", in_state(V.CLOSED)),),
    "inspection.record_finding": (Audience(unit_found, "dispatch_inspection_finding"),),
    "inspection.report_finding": (
        Audience(offices, "dispatch_inspection_report", in_state(*InspectionState), mail=False),
    ),
    "inspection.settle_finding": (Audience(unit_found, "dispatch_inspection_settled", mail=False),),
}  # fmt: skip
# After the last round it opens by itself: in the event that closes the desk.
BY_ITSELF = Audience(
    unit_and_office_of_desk, "dispatch_supervision_by_itself", twice_dissatisfied, about=newest
)


# -- in which words --------------------------------------------------------------------------------
def words(subject, noun, event):
    found = of_item.words(subject.item, subject.item, event)
    return found | {"unit": subject.desk.unit_short, "supervision": noun, "proposal": subject}


def words_of_inspection(inspection, noun, event):
    phone = inspection.organisation.office_phone
    return {
        "name": inspection.title, "unit": event.data.get("unit", "") if event else "",
        "note": event.note if event else "", "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }  # fmt: skip


def register():
    notices.TOLD.update(TOLD)
    for step in ("assignment.close", "assignment.lapse"):
        notices.TOLD[step] = (BY_ITSELF, *notices.TOLD.get(step, ()))
    notices.WORDS.update({Supervision: words, SupervisionProposal: words, Inspection: words_of_inspection})
