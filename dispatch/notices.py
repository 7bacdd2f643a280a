"""Who hears of which step of a desk, in which words."""

from dispatch import rules
from dispatch.desks import judging
from dispatch.evaluation import notices as of_evaluation
from dispatch.linkage import notices as of_linkage
from dispatch.models import Arrival, AwardRound, EvaluationRound
from dispatch.states import GONE, OPEN, DeskState
from members.states import Role
from suggestions import notices as of_item
from suggestions.rules import of_editor
from suggestions.states import Kind
from weijianyi.clock import deadlines
from weijianyi.notices.audience import Audience
from weijianyi.workflow.door import UNDO_HOLD

D = DeskState


# -- who -------------------------------------------------------------------------------------------
def unit(desk, *roles):
    """Current posts of the desk's department; an author of the item never hears as the unit."""
    if desk.department_id is None:
        return []
    posts = of_item.current_posts().filter(officer__department=desk.department_id, role__in=roles)
    return [post for post in posts if not any_author(desk.item, post.user_id)]


def any_author(item, user_id):
    return any(a.member and a.member.user_id == user_id for a in item.authorships.select_related("member"))


def handlers(desk, event):
    """The colleague who holds the desk, or else all handlers, or else the leader; at a relay desk its people."""
    found = unit(desk, Role.HANDLER, Role.RELAY)
    named = [post for post in found if desk.holder_officer_id and post.officer.pk == desk.holder_officer_id]
    return named or found or unit(desk, Role.UNIT_HEAD)


def leaders(desk, event):
    return unit(desk, Role.UNIT_HEAD)


def handlers_and_leaders(desk, event):
    return [*handlers(desk, event), *leaders(desk, event)]


def handlers_of_lead(desk, event):
    return handlers(desk.serves, event) if desk.serves else []


def told_before(desk, event):
    """The unit, unless it never knew of a desk that was only planned."""
    known = event.from_state != D.PLANNED or desk.preassigned_at is not None
    return handlers(desk, event) if known else []


def signers(desk, event):
    """Who can sign the reply: the leader, or the handlers where the unit lets them."""
    return leaders(desk, event) or (handlers(desk, event) if desk.department.single_signer else [])


def reviewers(desk, event):
    role = Role.EDITOR if of_editor(desk.item) else Role.REVIEWER
    return of_item.allowed(desk.organisation_id, [role], rules.office, desk)


def deciders(desk, event):
    """The committee's office and the office of the department's side."""
    role = Role.EDITOR if of_editor(desk.item) else Role.REVIEWER
    return of_item.allowed(desk.organisation_id, [role, Role.SUPERVISOR], rules.decides, desk)


def deciders_of_return(desk, event):
    """The second hand-back goes to the head."""
    roles = [Role.HEAD] if desk.return_goes_to_head else [Role.REVIEWER, Role.SUPERVISOR]
    return of_item.allowed(desk.organisation_id, roles, rules.decides_return, desk)


def authors(desk, event):
    return of_item.authors(desk.item, event)


def askers(desk, event):
    """Who passes the answer to an inquiry on."""
    return reviewers(desk, event) if desk.kind == Kind.INQUIRY else []


def raters_left(desk, event):
    """Authors who have not yet said what they think of the released reply; an inquiry is rated by nobody."""
    if desk.kind == Kind.INQUIRY:
        return []
    left = list(judging.not_rated(desk))
    seats, collectives = {a.member_id for a in left} - {None}, {a.collective_id for a in left} - {None}
    return [p for p in authors(desk, event) if p.member_id in seats or p.collective_id in collectives]


def authors_and_reviewers(desk, event):
    return [*authors(desk, event), *reviewers(desk, event)]


# -- how long it is worth saying -------------------------------------------------------------------
def while_in(*states):
    return lambda desk, event: desk.state in states


def open_still(desk, event):
    return desk.state in OPEN


def lead_open(desk, event):
    return desk.serves is not None and desk.serves.state in OPEN


def extension_open(desk, event):
    return desk.open_extension is not None


def redo_open(desk, event):
    return desk.open_redo is not None


def reclassed(desk, event):
    """The check changed the class; otherwise the unit hears of the reply when it is rated."""
    return "result_class" in event.data


def gone_still(desk, event):
    return desk.state in GONE


# -- what it is about ------------------------------------------------------------------------------
def item(desk):
    return desk.item


def lead(desk):
    return desk.serves


PLEASE_RATE = Audience(raters_left, "dispatch_sign_reply", while_in(D.RELEASED), about=item)
PLEASE_PASS_ON = Audience(askers, "dispatch_inquiry_answered", while_in(D.RELEASED), about=item)

TOLD = {
    # Offered in one click with steps that may be undone: said only when they no longer can be.
    "assignment.offer": (Audience(handlers, "dispatch_offer", while_in(D.OFFERED), hold=UNDO_HOLD),),
    "assignment.object_before": (
        Audience(deciders, "dispatch_object_before", while_in(D.PLANNED), about=item),
    ),
    "assignment.take_over": (Audience(handlers, "dispatch_take_over", open_still),),
    "assignment.forward": (Audience(reviewers, "dispatch_forward", mail=False),),
    "assignment.ask_return": (Audience(deciders_of_return, "dispatch_ask_return", while_in(D.RETURN_ASKED)),),
    "assignment.grant_return": (Audience(handlers, "dispatch_grant_return", gone_still, gone=True),),
    "assignment.refuse_return": (Audience(handlers, "dispatch_refuse_return", open_still),),
    "assignment.ask_extension": (Audience(deciders, "dispatch_ask_extension", extension_open),),
    "assignment.grant_extension": (Audience(handlers, "dispatch_grant_extension", open_still),),
    "assignment.refuse_extension": (Audience(handlers, "dispatch_refuse_extension", open_still),),
    "assignment.give_opinion": (Audience(handlers_of_lead, "dispatch_give_opinion", lead_open, about=lead),),
    "assignment.send_opinion": (Audience(signers, "dispatch_send_opinion", while_in(D.SIGNING)),),
    "assignment.sign_opinion": (Audience(handlers_of_lead, "dispatch_sign_opinion", lead_open, about=lead),),
    "assignment.waive": (
        Audience(handlers, "dispatch_waive", gone_still, gone=True),
        Audience(handlers_of_lead, "dispatch_waive_lead", lead_open, about=lead),
    ),
    "assignment.send_for_signature": (Audience(signers, "dispatch_send_for_signature", while_in(D.SIGNING)),),
    "assignment.give_back_draft": (Audience(handlers, "dispatch_give_back_draft", while_in(D.WORKING)),),
    "assignment.sign_reply": (
        PLEASE_RATE,
        PLEASE_PASS_ON,
        Audience(deciders, "dispatch_sign_reply_check", while_in(D.CHECKING)),
    ),
    "assignment.pass_check": (
        PLEASE_RATE,
        PLEASE_PASS_ON,
        Audience(handlers_and_leaders, "dispatch_pass_check_class", reclassed),
    ),
    "assignment.fail_check": (Audience(handlers, "dispatch_fail_check", while_in(D.WORKING)),),
    "assignment.urge": (Audience(handlers, "dispatch_urge", open_still),),
    # The unit reads grade and reason when a redo is confirmed, not before (rulings §6).
    "assignment.rate": (Audience(reviewers, "dispatch_rate", redo_open, hold=UNDO_HOLD),),
    "assignment.grant_redo": (
        Audience(handlers_and_leaders, "dispatch_grant_redo", open_still),
        Audience(authors, "dispatch_grant_redo_authors", open_still, about=item),
    ),
    "assignment.refuse_redo": (Audience(authors, "dispatch_refuse_redo", about=item),),
    "assignment.lapse": (Audience(authors, "dispatch_lapse", while_in(D.DONE), about=item),),
    "assignment.reopen": (Audience(handlers_and_leaders, "dispatch_reopen", open_still),),
    "assignment.cancel": (Audience(told_before, "dispatch_cancel", gone_still, gone=True),),
    "assignment.refuse": (Audience(reviewers, "dispatch_refuse", about=item),),
    "assignment.redo_for_home": (Audience(handlers_and_leaders, "dispatch_grant_redo", open_still),),
    "assignment.bring_result": (Audience(authors_and_reviewers, "dispatch_bring_result", about=item),),
    **of_evaluation.TOLD,
    **of_linkage.TOLD,
}


# -- in which words --------------------------------------------------------------------------------
# model: words(subject, noun, event) of the other nouns of this app, filled when it starts
WORDS = {EvaluationRound: of_evaluation.words, AwardRound: of_evaluation.words, Arrival: of_linkage.words}


def words(desk, noun, event):
    """`noun` is what the reader opens: the desk, the desk it serves, or its item."""
    if own := WORDS.get(type(desk)):
        return own(desk, noun, event)
    window = deadlines.running(desk, "rate")
    return of_item.words(desk.item, desk.item, event) | {
        "desk": desk,
        "unit": desk.unit_name,
        "result": event.data.get("result_class", "") if event else "",
        "due": desk.due_on,
        "rate_until": window.due_on if window else None,
    }
