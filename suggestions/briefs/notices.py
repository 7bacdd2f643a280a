"""Who hears of an issue on its way, and of a report taken into one; always by number, never by its text."""

from django.utils import timezone

from members.models import Post
from members.states import Role
from suggestions.briefs import rules as brief_rules
from suggestions.states import BriefState, State
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor


def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def allowed(brief, rule, *roles):
    posts = current_posts().filter(organisation_id=brief.organisation_id, role__in=roles)
    return [post for post in posts if rule(Actor(user=post.user, post=post), brief)]


def checkers(brief, event):
    return allowed(brief, brief_rules.checks, Role.EDITOR) or allowed(brief, brief_rules.checks, Role.LEADER)


def signers(brief, event):
    return allowed(brief, brief_rules.signs, Role.LEADER)


def drafter(brief, event):
    return current_posts().filter(pk=brief.drafted_by_id)


def readers(brief, event):
    """The recipients with an account."""
    return current_posts().filter(briefs_received__brief=brief).distinct()


def while_in(state):
    return lambda brief, event: brief.state == state


TOLD = {
    "briefissue.send_to_check": (
        Audience(checkers, "suggestions_brief_check", while_in(BriefState.CHECKING)),
    ),
    "briefissue.pass_check": (Audience(signers, "suggestions_brief_to_sign", while_in(BriefState.SIGNING)),),
    "briefissue.give_back": (Audience(drafter, "suggestions_brief_back", while_in(BriefState.DRAFT)),),
    "briefissue.sign": (Audience(readers, "suggestions_brief_issued", while_in(BriefState.ISSUED)),),
}


def words(brief, event):
    """What the texts about issues may name: the series and the number."""
    return {"name": brief.reference or f"《{brief.series}》新的一期"}


def issue_of(item):
    """《社情民意》2026年第12期: the newest standing issue that holds the report, or ""."""
    if item.state != State.ADOPTED:
        return ""
    entries = item.brief_entries.filter(brief__state=BriefState.ISSUED).select_related("brief__series")
    newest = entries.order_by("-brief__issued_at", "-pk").first()
    return newest.brief.reference if newest else ""
