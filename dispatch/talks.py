"""三方会谈: the last round left a proposer dissatisfied; proposer, unit and office sit down together."""

from django.utils import timezone

from dispatch.items.page import Reader
from dispatch.key_proposals.states import MeetingKind
from dispatch.models import Reply
from dispatch.states import ANSWERING, DeskState, Grade
from weijianyi.clock.templatetags.clock import cn_date


def ended_dissatisfied(desk, reader):
    """Whether this reader may know that the verdict on the last possible reply was bad."""
    known = reader == Reader.OFFICE or desk.state == DeskState.DONE
    reply = desk.last_released
    given = [r.grade for r in desk.ratings if reply and r.reply_id == reply.pk]
    return known and not desk.rounds_left and Grade.DISSATISFIED in given


def owed(cards, reader):
    """The desks that owe one; of proposals only, and for those who may know the verdict."""
    return [c.desk for c in cards if c.whole and c.desk.is_proposal and ended_dissatisfied(c.desk, reader)]


def meeting_of(item, desks):
    """The latest talk fixed or held after the last reply, or None."""
    since = max(timezone.localdate(desk.last_released.released_at) for desk in desks)
    found = [m for m in item.meetings.all() if m.kind == MeetingKind.THREE_PARTY and m.held_on >= since]
    return found[-1] if found else None


def sentence(item, cards, reader):
    desks = owed(cards, reader)
    if not desks:
        return ""
    units, meeting = "、".join(desk.unit_short for desk in desks), meeting_of(item, desks)
    if meeting is None:
        follows = "转三方会谈。"
    elif meeting.minutes:
        follows = f"{cn_date(meeting.held_on)}已召开三方会谈。"
    else:
        follows = f"定于{cn_date(meeting.held_on)}召开三方会谈。"
    return f"委员对{units}的答复仍不满意，{follows}"


def is_due(item, cards, reader):
    """Whether somebody still has to fix the day."""
    desks = owed(cards, reader)
    return bool(desks) and meeting_of(item, desks) is None


def start(item, actor):
    """What the form of a talk begins with: its name, and the three parties one a line."""
    people = [(a.name, "提案人") for a in item.signatures]
    replies = Reply.objects.filter(desk__item=item, desk__role__in=ANSWERING).exclude(released_at=None)
    for reply in replies.select_related("desk__department").order_by("desk", "round"):
        people += [(name, reply.desk.unit_short) for name in (reply.leader_name, reply.contact_name) if name]
    people.append((actor.post.user.name, actor.post.organisation.short_name))
    lines = dict.fromkeys(f"{name}，{unit}" for name, unit in people)
    return {"title": f"三方会谈：{item}"[:80], "participants": "\n".join(lines)}
