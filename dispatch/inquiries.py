"""The desks of an inquiry: closed when its asker has passed the answer on, or asked to answer again."""

from django.core.exceptions import ValidationError

from dispatch.models.redo import Redo
from dispatch.states import ANSWERING, DeskState
from suggestions.states import LinkKind, SignerState
from weijianyi.workflow import SYSTEM_ACTOR, perform


def released(item):
    return list(item.desks.filter(state=DeskState.RELEASED, role__in=ANSWERING))


def close(item, event, *, actor, **facts):
    """The plan of the step `pass_back`: every answered desk is done, so the inquiry closes."""
    for desk in released(item):
        perform(desk, "close", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at)
    item.refresh_from_db()  # the desks have moved it: who holds it is told of the item as it now stands


def ask_again(item, event, *, actor, opinion, **facts):
    """The plan of the step `ask_again`: the next round of every answered desk that has one left."""
    desks = [desk for desk in released(item) if desk.rounds_left]
    if not desks:
        raise ValidationError("已经答复到规定的轮次，不能再请单位答复，请转告结果并办结。")
    for desk in desks:
        Redo.objects.create(desk=desk, round=desk.round, asked_at=event.occurred_at, reason=opinion)
        perform(desk, "grant_redo", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, opinion="")
    item.refresh_from_db()


def asked_of_members(desk):
    """Whether there is a member to talk to: letters have authors, what an editor asks has none."""
    return any(a.state == SignerState.SIGNED for a in desk.item.authorships.all())


def sources_seen(link):
    """A forwarded report is named only to whoever may open it."""
    return link.kind != LinkKind.FOLLOWED_UP or link.seen
