"""Who hears of a bulletin on its way, in which words; joined to the app's table when it starts."""

from django.utils import timezone

from dispatch import notices
from dispatch.bulletins import rules
from dispatch.models import Bulletin
from members.models import Post
from members.states import Role
from suggestions.notices import allowed, current_posts
from suggestions.states import BriefState
from weijianyi.notices.audience import Audience


def office(bulletin, event):
    return allowed(bulletin.organisation_id, [Role.REVIEWER, Role.HEAD], rules.drafts, bulletin)


def checkers(bulletin, event):
    heads = allowed(bulletin.organisation_id, [Role.HEAD], rules.checks, bulletin)
    return heads or allowed(bulletin.organisation_id, [Role.LEADER], rules.checks, bulletin)


def signers(bulletin, event):
    return allowed(bulletin.organisation_id, [Role.LEADER], rules.signs, bulletin)


def drafter(bulletin, event):
    return current_posts().filter(pk=bulletin.drafted_by_id)


def readers(bulletin, event):
    """Those who are asked to read, the signer apart."""
    posts = Post.objects.current(timezone.localdate()).with_hat()
    asked = bulletin.receipts.filter(asked=True).values("post")
    return posts.filter(pk__in=asked).exclude(pk=bulletin.signed_by_id)


def while_in(state):
    return lambda bulletin, event: bulletin.state == state


TOLD = {
    "bulletin.prepare": (Audience(office, "dispatch_bulletin_ready", while_in(BriefState.DRAFT)),),
    "bulletin.send_to_check": (Audience(checkers, "dispatch_bulletin_check", while_in(BriefState.CHECKING)),),
    "bulletin.pass_check": (Audience(signers, "dispatch_bulletin_to_sign", while_in(BriefState.SIGNING)),),
    "bulletin.give_back": (Audience(drafter, "dispatch_bulletin_back", while_in(BriefState.DRAFT)),),
    "bulletin.sign": (Audience(readers, "dispatch_bulletin_issued", while_in(BriefState.ISSUED)),),
}


def words(bulletin, noun, event):
    return {"name": bulletin.reference or bulletin.title, "title": bulletin.title}


def register():
    notices.TOLD.update(TOLD)
    notices.WORDS[Bulletin] = words
