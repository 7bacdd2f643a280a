"""Who hears of key proposals and promises, in which words; joined to the app's table when it starts."""

from dispatch import notices
from dispatch.key_proposals.states import KeyState, PromiseState
from dispatch.models import KeyProposal, Promise
from dispatch.promises import looking_back
from dispatch.states import ANSWERING, GONE, DeskState
from members.states import Role
from suggestions import notices as of_item
from suggestions.rules import is_party
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor

P = PromiseState


# -- key proposals ---------------------------------------------------------------------------------
def posts(item, *roles):
    """Posts of the item's organisation; nobody hears of the own item as an official."""
    held = of_item.current_posts().filter(organisation_id=item.organisation_id, role__in=roles)
    return [post for post in held if not is_party(Actor(user=post.user, post=post), item)]


def deciders(key, event):
    return posts(key.item, Role.HEAD, Role.LEADER)


def leaders(key, event):
    return posts(key.item, Role.LEADER)


def office(key, event):
    return posts(key.item, Role.REVIEWER, Role.HEAD)


def authors_and_units(key, event):
    desks = key.item.desks.filter(role__in=ANSWERING).exclude(state__in=[DeskState.PLANNED, *GONE])
    units = [p for desk in desks for p in notices.handlers_and_leaders(desk, event)]
    return [*of_item.authors(key.item, event), *units]


def named_leader(key, event):
    """The leader whom the head named."""
    return [post for post in leaders(key, event) if post.pk == key.leader_id]


def in_state(*states):
    return lambda subject, event: subject.state in states


# -- promises --------------------------------------------------------------------------------------
def unit(promise, event):
    return notices.handlers_and_leaders(promise.desk, event)


def lookers_back(promise, event):
    return notices.deciders(promise.desk, event)


def unit_and_office(promise, event):
    return [*unit(promise, event), *lookers_back(promise, event)]


def merely_late(promise, event):
    """Too often, and supervision is proposed: that message says it all."""
    return promise.state == P.OPEN and promise.breaks < looking_back.breaks_max(promise)


DECIDED = in_state(KeyState.DECIDED)
TOLD = {
    "keyproposal.nominate": (Audience(deciders, "dispatch_key_nominate", in_state(KeyState.CANDIDATE)),),
    "keyproposal.decide": (
        Audience(authors_and_units, "dispatch_key_decide", DECIDED),
        Audience(leaders, "dispatch_key_claim_please", lambda key, event: DECIDED(key, event) and not key.leader_id),
    ),
    "keyproposal.claim": (
        Audience(authors_and_units, "dispatch_key_claim", DECIDED),
        Audience(named_leader, "dispatch_key_claim_named", DECIDED),
    ),
    "keyproposal.report_progress": (Audience(named_leader, "dispatch_key_progress", DECIDED, mail=False),),
    "keyproposal.conclude": (Audience(authors_and_units, "dispatch_key_conclude"),),
    "promise.fall_due": (Audience(unit_and_office, "dispatch_promise_due", in_state(P.OPEN)),),
    "promise.mark_late": (Audience(unit_and_office, "dispatch_promise_late", in_state(P.LATE)),),
    "promise.keep": (Audience(lookers_back, "dispatch_promise_keep", in_state(P.KEPT)),),
    "promise.reject": (Audience(unit, "dispatch_promise_broken", in_state(P.BROKEN)),),
    "promise.postpone": (Audience(lookers_back, "dispatch_promise_postpone", merely_late),),
}  # fmt: skip


# -- in which words --------------------------------------------------------------------------------
def words(subject, noun, event):
    return of_item.words(subject.item, subject.item, event)


def key_words(key, noun, event):
    return words(key, noun, event) | {"key": key, "leader": key.leader.user.name if key.leader else ""}


def promise_words(promise, noun, event):
    return words(promise, noun, event) | {"promise": promise, "unit": promise.department.short_name}


def register():
    notices.TOLD.update(TOLD)
    notices.WORDS.update({KeyProposal: key_words, Promise: promise_words})
