"""Who hears of which step of an item, in which words. Submissions are counted on the desk, not announced."""

from django.db.models import Q
from django.utils import timezone

from members.models import Post
from members.states import Role
from suggestions import holding, rules
from suggestions.briefs import notices as brief_notices
from suggestions.claims import notices as claim_notices
from suggestions.models import BriefIssue, Claim, TopicCall, TopicPlan
from suggestions.states import Kind, LinkKind, SignerState, State, state_word
from suggestions.topics import notices as topic_notices
from suggestions.upward import notices as upward_notices
from suggestions.upward import tracking
from weijianyi.audit.models import PendingStep
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor, seconding

SECONDERS = {Kind.REPORT: (Role.EDITOR, Role.LEADER)}


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
    informant = Q(role=Role.INFORMANT, user__authorships__in=signed)
    return (
        current_posts()
        .filter(person | collective | informant, organisation_id=item.organisation_id)
        .distinct()
    )


def units_asked(item, event):
    """The handlers of the units that are asked before the hand-out. `officer` and `desks` are reverse keys."""
    planned = item.desks.filter(state="planned", preassigned_at__isnull=False)
    found = current_posts().filter(role=Role.HANDLER, officer__department__desks__in=planned).distinct()
    return [post for post in found if not rules.is_party(Actor(user=post.user, post=post), item)]


def reviewers(item, event):
    """The reviewers (of reports: the editors), or the heads where there are none."""
    role = Role.EDITOR if item.kind == Kind.REPORT or rules.of_editor(item) else Role.REVIEWER
    return allowed(item.organisation_id, [role], rules.reviews, item) or allowed(
        item.organisation_id, [Role.HEAD], rules.reviews, item
    )


def seconders(item, event):
    """The heads, or a second reviewer where the proposer is the only head; never the proposer.
    Of reports: another editor, or the leaders."""
    pending = seconding.open_for(item)
    if pending is None:
        return []
    first, *others = SECONDERS.get(item.kind, (Role.HEAD, Role.REVIEWER))
    found = allowed(item.organisation_id, [first, *others], rules.seconds, item)
    found = [post for post in found if post.user_id not in pending.proposers]
    return [post for post in found if post.role == first] or found


def asked_now(item, event):
    """The members this very invitation asks."""
    keys = event.data.get("invited", [])
    open_ones = item.authorships.filter(state=SignerState.INVITED, member__in=keys)
    return current_posts().filter(role=Role.MEMBER, member__authorships__in=open_ones).distinct()


def first_author(item, event):
    first = item.authorships.filter(order=0, state=SignerState.SIGNED, remote=False)
    return current_posts().filter(role=Role.MEMBER, member__authorships__in=first).distinct()


def proposer(item, event):
    decided = PendingStep.objects.filter(
        content_type=event.content_type_id, object_id=item.pk, step=event.step, decided_at=event.occurred_at
    )
    return current_posts().filter(pk__in=decided.values("proposed_by"))


def watcher(item, event):
    """Who wanted to look at it again; whoever edits now, where that post is no longer held."""
    row = tracking.open_on(item)
    found = current_posts().filter(pk=row.by_id) if row else current_posts().none()
    return found if found.exists() else reviewers(item, event)


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
    "item.to_letter": (
        Audience(
            authors, "suggestions_to_letter", while_in(State.PASSED_ON), about=target(LinkKind.CONVERTED)
        ),
    ),
    "item.preassign": (Audience(units_asked, "suggestions_preassign", while_in(State.ACCEPTED)),),
    "item.accept": (Audience(authors, "suggestions_accept", while_in(*UNANSWERED)),),
    "item.pass_on": (Audience(authors, "suggestions_pass_on"),),
    "item.reopen": (Audience(authors, "suggestions_reopen", while_in(State.HANDLING)),),
    "item.ask_withdrawal": (Audience(reviewers, "suggestions_ask_withdrawal", withdrawal_open),),
    "item.withdraw_on_paper": (Audience(authors, "suggestions_withdraw_on_paper"),),
    "item.ask_withdrawal_on_paper": (Audience(authors, "suggestions_ask_withdrawal_on_paper"),),
    "item.grant_withdrawal": (Audience(authors, "suggestions_grant_withdrawal"),),
    "item.refuse_withdrawal": (Audience(authors, "suggestions_refuse_withdrawal"),),
    "item.lapse": (Audience(authors, "suggestions_lapse"),),
    "item.conversion_lapsed": (Audience(authors, "suggestions_conversion_lapsed"),),
    "item.unmerge": (Audience(authors, "suggestions_unmerge"),),
    "item.be_recalled": (Audience(reviewers, "suggestions_be_recalled"),),
    "item.be_urged": (Audience(reviewers, "suggestions_be_urged"),),
    "item.void": (Audience(authors, "suggestions_void"),),
    "item.propose": (Audience(seconders, "suggestions_propose", still_pending),),
    "item.invite": (Audience(asked_now, "suggestions_invite", while_in(State.COSIGNING)),),
    "item.cosign": (Audience(first_author, "suggestions_cosign", while_in(State.COSIGNING)),),
    "item.decline_cosign": (Audience(first_author, "suggestions_decline_cosign", while_in(State.COSIGNING)),),
    "item.cosign_over": (Audience(first_author, "suggestions_cosign_over", while_in(State.COSIGNING)),),
    "item.turn_down": (Audience(proposer, "suggestions_turn_down", mail=False),),
    "item.edit": (Audience(authors, "suggestions_edit", while_in(State.EDITING), mail=False),),
    "item.forward": (Audience(authors, "suggestions_forward"),),
    "item.went_to_unit": (Audience(authors, "suggestions_forward"),),
    "item.was_answered": (Audience(authors, "suggestions_was_answered"),),
    "item.tracking_due": (Audience(watcher, "suggestions_tracking_due", mail=False),),
    "item.remark": (Audience(authors, "suggestions_remark", mail=False),),
    "item.report_up": (Audience(authors, "suggestions_report_up", mail=False),),
    "item.adopted_above": (Audience(authors, "suggestions_adopted_above"),),
    "item.instruct": (Audience(authors, "suggestions_instructed"),),
    "item.revoke": (Audience(authors, "suggestions_revoke"),),
    "item.instructed_above": (
        Audience(authors, "suggestions_instructed"),
        Audience(reviewers, "suggestions_instructed_above"),
    ),
    "item.taken_further": (Audience(authors, "suggestions_taken_further"),),
    "item.led_to": (Audience(authors, "suggestions_led_to"),),
    "item.adopt": (Audience(authors, "suggestions_adopt", while_in(State.ADOPTED)),),
    "item.unadopt": (Audience(authors, "suggestions_unadopt", while_in(State.EDITING)),),
    **topic_notices.TOLD,
    **brief_notices.TOLD,
    **upward_notices.TOLD,
    **claim_notices.TOLD,
}


# -- in which words --------------------------------------------------------------------------------
def words(subject, item, event):
    """`item` is what the reader opens: the subject or what it became part of. A report may be sensitive:
    outside its page it is called by its number, and nothing of it is quoted.
    """
    if isinstance(subject, TopicCall):
        return topic_notices.words_of_call(subject)
    if isinstance(subject, TopicPlan):
        return topic_notices.words(subject, event)
    if isinstance(subject, upward_notices.NOUNS):
        return upward_notices.words(subject, event)
    if isinstance(subject, Claim):
        return claim_notices.words(subject, event)
    if isinstance(subject, BriefIssue):
        return brief_notices.words(subject, event)
    secret = item.kind == Kind.REPORT
    title = " ".join(str(item).split())
    phone = item.organisation.office_phone
    return cosigning_words(item, event) | {
        "item": item,
        "name": item.reference or "一条社情民意信息" if secret else f"“{title}”",
        "kind": item.get_kind_display(),
        "office": "信息编辑" if secret else "提案委",
        "declined": state_word(item.kind, State.DECLINED),
        "note": "" if secret or event is None else event.note,
        "reason": "" if secret or event is None else event.data.get("reason", ""),
        "due": holding.next_due(item),
        "issue": brief_notices.issue_of(item) if secret else "",
        "quarter": "",
        "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }


def cosigning_words(item, event):
    """Who asked or answered, until when, and how many have not answered yet."""
    asking = item.state == State.COSIGNING
    return {
        "who": event.user.name if event is not None and event.user else "",
        "first": item.first_author.name if asking and item.first_author else "",
        "until": item.proposal_facts.cosign_until if asking else None,
        "left": item.authorships.filter(state=SignerState.INVITED).count() if asking else 0,
    }
