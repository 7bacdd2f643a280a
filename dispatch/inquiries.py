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


def ask_again(item, event, *, actor, opinion, **facts):
    """The plan of the step `ask_again`: the next round of every answered desk that has one left."""
    desks = [desk for desk in released(item) if desk.rounds_left]
    if not desks:
        raise ValidationError("已经答复到规定的轮次，不能再请单位答复，请转告结果并办结。")
    for desk in desks:
        Redo.objects.create(desk=desk, round=desk.round, asked_at=event.occurred_at, reason=opinion)
        perform(desk, "grant_redo", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, opinion="")


def asked_of_members(desk):
    """Whether there is a member to talk to: letters have authors, what an editor asks has none."""
    return any(a.state == SignerState.SIGNED for a in desk.item.authorships.all())


def answers_of(inquiries):
    """{inquiry pk: [(unit, reply)]}: the last released reply of each desk that answers, in two statements."""
    from dispatch.models import Assignment  # noqa: PLC0415 -- used by forms that the models name

    desks = Assignment.objects.filter(item__in=[i.pk for i in inquiries], role__in=ANSWERING)
    found = {}
    for desk in desks.select_related("department").prefetch_related("replies__result_class"):
        found.setdefault(desk.item_id, []).append((desk, desk.last_released))
    return found


def sources_seen(link):
    """A forwarded report is named only to whoever may open it."""
    return link.kind != LinkKind.FOLLOWED_UP or link.seen
