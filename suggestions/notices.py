"""Who hears of which step of an item, in which words. Submissions are counted on the desk, not announced."""

from django.db.models import Q
from django.utils import timezone

from members.models import Post
from members.states import Role
from suggestions import holding, rules, topic_notices
from suggestions.models import TopicPlan
from suggestions.states import Kind, LinkKind, SignerState, State, state_word
from weijianyi.audit.models import PendingStep
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor, seconding


# -- who -------------------------------------------------------------------------------------------
def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def allowed(organisation_id, roles, rule, subject):
    """Current posts with these roles whom the rule lets act: nobody decides on the own item."""
    posts = current_posts().filter(organisation_id=organisation_id, role__in=roles)
    return [post for post in posts if rule(Actor(user=post.user, post=post), subject)]


def authors(item, event):
    """Everybody who signed, in person or as the operator of a collective."""
    signed = item.authorships.filter(state=SignerState.SIGNED, remote=False)
    person = Q(role=Role.MEMBER, member__authorships__in=signed)
    collective = Q(role=Role.OPERATOR, collective__authorships__in=signed)
    return current_posts().filter(person | collective, organisation_id=item.organisation_id).distinct()


def reviewers(item, event):
    """The reviewers (of reports: the editors), or the heads where there are none."""
    role = Role.EDITOR if item.kind == Kind.REPORT else Role.REVIEWER
    return allowed(item.organisation_id, [role], rules.reviews, item) or allowed(
        item.organisation_id, [Role.HEAD], rules.reviews, item
    )


def seconders(item, event):
    """The heads, or a second reviewer where the proposer is the only head; never the proposer."""
    pending = seconding.open_for(item)
    if pending is None:
        return []
    found = allowed(item.organisation_id, [Role.HEAD, Role.REVIEWER], rules.seconds, item)
    found = [post for post in found if post.user_id != pending.proposed_by.user_id]
    return [post for post in found if post.role == Role.HEAD] or found


def proposer(item, event):
    decided = PendingStep.objects.filter(
        content_type=event.content_type_id, object_id=item.pk, step=event.step, decided_at=event.occurred_at
    )
    return current_posts().filter(pk__in=decided.values("proposed_by"))


# -- how long it is worth saying -------------------------------------------------------------------
UNANSWERED = (State.ACCEPTED, State.HANDLING, State.PASSED_ON)


def while_in(*states):
    return lambda item, event: item.state in states


def still_pending(item, event):
    return seconding.open_for(item) is not None


def withdrawal_open(item, event):
    return item.withdrawal_asked_at is not None and item.state in (State.HANDLING, State.ANSWERED)


def draft_waits(item, event):
    draft = target(LinkKind.CONVERTED)(item)
    return draft is not None and draft.state == State.DRAFT


# -- what it is about ------------------------------------------------------------------------------
def target(kind):
    """The item that this one became part of."""

    def of(item):
        link = item.links_out.filter(kind=kind, voided_at=None).select_related("to_item").first()
        return link.to_item if link else None

    return of


TOLD = {
    "item.send_back": (Audience(authors, "suggestions_send_back", while_in(State.RETURNED)),),
    "item.decline": (Audience(authors, "suggestions_decline", while_in(State.DECLINED)),),
    "item.convert": (
        Audience(authors, "suggestions_convert", draft_waits, about=target(LinkKind.CONVERTED)),
    ),
    "item.merge": (
        Audience(authors, "suggestions_merge", while_in(State.PASSED_ON), about=target(LinkKind.MERGED)),
    ),
    "item.accept": (Audience(authors, "suggestions_accept", while_in(*UNANSWERED)),),
    "item.pass_on": (Audience(authors, "suggestions_pass_on"),),
    "item.reopen": (Audience(authors, "suggestions_reopen", while_in(State.HANDLING)),),
    "item.ask_withdrawal": (Audience(reviewers, "suggestions_ask_withdrawal", withdrawal_open),),
    "item.grant_withdrawal": (Audience(authors, "suggestions_grant_withdrawal"),),
    "item.refuse_withdrawal": (Audience(authors, "suggestions_refuse_withdrawal"),),
    "item.lapse": (Audience(authors, "suggestions_lapse"),),
    "item.conversion_lapsed": (Audience(authors, "suggestions_conversion_lapsed"),),
    "item.unmerge": (Audience(authors, "suggestions_unmerge"),),
    "item.void": (Audience(authors, "suggestions_void"),),
    "item.propose": (Audience(seconders, "suggestions_propose", still_pending),),
    "item.turn_down": (Audience(proposer, "suggestions_turn_down", mail=False),),
    **topic_notices.TOLD,
}


# -- in which words --------------------------------------------------------------------------------
def words(subject, item, event):
    """`item` is what the reader opens: the subject or what it became part of. A report may be sensitive:
    outside its page it is called by its number, and nothing of it is quoted.
    """
    if isinstance(subject, TopicPlan):
        return topic_notices.words(subject, event)
    secret = item.kind == Kind.REPORT
    title = " ".join(str(item).split())
    phone = item.organisation.office_phone
    return {
        "item": item,
        "name": item.reference or "一条社情民意信息" if secret else f"“{title}”",
        "kind": item.get_kind_display(),
        "office": "信息编辑" if secret else "提案委",
        "declined": state_word(item.kind, State.DECLINED),
        "note": "" if secret or event is None else event.note,
        "reason": "" if secret or event is None else event.data.get("reason", ""),
        "due": holding.next_due(item),
        "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }
