"""Who hears of 领办: the office of applications, the claimant of decisions, author and unit of who leads."""

from django.utils import timezone

from members.models import Post
from members.states import UNIT, Role
from suggestions.claims import rules as claim_rules
from suggestions.claims.states import ClaimState
from suggestions.rules import is_party
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor

C = ClaimState


def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def claimant(claim, event):
    if claim.member_id:
        return current_posts().filter(role=Role.MEMBER, member=claim.member_id)
    return current_posts().filter(role=Role.OPERATOR, collective=claim.collective_id)


def office(claim, event):
    posts = current_posts().filter(organisation_id=claim.organisation_id, role__in=[Role.REVIEWER, Role.HEAD])
    return [post for post in posts if claim_rules.office(Actor(user=post.user, post=post), claim)]


def authors(claim, event):
    signed = claim.item.authorships.filter(state="signed", remote=False)
    members = current_posts().filter(role=Role.MEMBER, member__authorships__in=signed)
    operators = current_posts().filter(role=Role.OPERATOR, collective__authorships__in=signed)
    return [*members.distinct(), *operators.distinct()]


def authors_and_units(claim, event):
    """`officer` and `desks` are reverse keys; only desks their unit knows of."""
    desks = claim.item.desks.seen_by_unit().values("department")
    units = current_posts().filter(role__in=UNIT, officer__department__in=desks).distinct()
    own = [post for post in units if not is_party(Actor(user=post.user, post=post), claim.item)]
    return [*authors(claim, event), *own]


def in_state(*states):
    return lambda claim, event: claim.state in states


ACTIVE, DONE = in_state(C.ACTIVE), in_state(C.DONE)
TOLD = {
    "claim.apply_claim": (Audience(office, "suggestions_claim_apply", in_state(C.APPLIED)),),
    "claim.invite_claim": (Audience(claimant, "suggestions_claim_invite", in_state(C.INVITED)),),
    "claim.invite_again": (Audience(claimant, "suggestions_claim_invite", in_state(C.INVITED)),),
    "claim.approve": (
        Audience(claimant, "suggestions_claim_approve", ACTIVE),
        Audience(authors_and_units, "suggestions_claim_led", ACTIVE),
    ),
    "claim.refuse": (Audience(claimant, "suggestions_claim_refuse", in_state(C.DECLINED)),),
    "claim.accept_invitation": (
        Audience(office, "suggestions_claim_accepted", ACTIVE, mail=False),
        Audience(authors_and_units, "suggestions_claim_led", ACTIVE),
    ),
    "claim.decline_invitation": (Audience(office, "suggestions_claim_declined", in_state(C.DECLINED)),),
    "claim.conclude": (
        Audience(authors, "suggestions_claim_rate", DONE),
        Audience(office, "suggestions_claim_done", DONE, mail=False),
    ),
    "claim.terminate": (Audience(claimant, "suggestions_claim_terminate", in_state(C.CLOSED)),),
}


def words(claim, event):
    """What the texts about 领办 may name."""
    phone = claim.item.organisation.office_phone
    return {
        "name": f"“{' '.join(str(claim.item).split())}”", "claim": claim, "leads": claim.name,
        "note": event.note if event else "", "due": claim.due_on,
        "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }  # fmt: skip
