"""A proposal answered twice and still not well: the proposer, the unit and the office sit down together (三方会谈)."""

from dispatch import meetings, talks
from dispatch.key_proposals.states import MeetingKind
from dispatch.models import Meeting

MINUTES = (
    "委员指出西流湾、学府两片区夜间仍买不到药，第二次答复没有写明时间。市市场监管局说明难处在夜班药师，"
    "承诺三十日内在两片区各落实一家夜间购药点，由远程审方支持；提案委到期与委员一起到现场查看。三方一致同意。"
)


def three_parties(t, at):
    """Held in the committee's room, with all who were asked to come; kept in the thread of the proposal."""
    staff = t.city.actor("staff")
    at = min(t.not_before(at), t.days.now)
    facts = talks.start(t.item, staff) | {
        "kind": MeetingKind.THREE_PARTY, "form": t.city.entry("meeting_form", "forum"), "held_on": at.date(),
        "place": "市政协三楼协商室", "convened_by": "市政协提案委员会", "minutes": MINUTES,
    }  # fmt: skip
    meeting = meetings.record(actor=staff, facts=facts, organisation_id=t.city.home.pk, item=t.item, at=at)
    Meeting.objects.filter(pk=meeting.pk).update(recorded_at=at)
    meetings.sign_in(meeting, list(meeting.attended.values_list("pk", flat=True)))
    return t
