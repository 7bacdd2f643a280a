"""Meetings, talks and inspections as service of a member: whom a sheet names counts only where it is surely the member.

A sheet holds names, no accounts: the name must be nobody else's in the organisation, and what stands behind it must
say that it is the member (委员、提案人, the own sector or employer), or the member has signed the matter.
"""

import re
from datetime import date

from django.db.models import Exists, OuterRef

from dispatch.key_proposals.states import MeetingKind
from dispatch.models import Attendance, Inspection, InspectionVisit, Meeting
from members.models import Member
from members.scores import attendance
from members.scores.attendance import Attended
from suggestions.models import Authorship
from suggestions.states import SignerState
from weijianyi.bundling import Children

AS_MEMBER = re.compile(r"委员(?!会)|提案人|建议人|领办人")
NAMES = re.compile(r"[、，,；;\s（）()]+")


def namesakes(member):
    return Member.objects.filter(organisation_id=member.organisation_id, name=member.name).exclude(
        pk=member.pk
    )


def as_member(member, unit):
    own = [name for name in (member.employer, str(member.sector or ""), str(member.committee or "")) if name]
    return bool(AS_MEMBER.search(unit)) or unit in own


# -- meetings and talks, of key proposals too ----------------------------------------------------------
def meetings(member, actor, starts, ends):
    """Signed lines of the sheets."""
    signed = Authorship.objects.filter(
        item=OuterRef("meeting__item"), member=member, state=SignerState.SIGNED
    )
    rows = Attendance.objects.filter(
        ~Exists(namesakes(member)), name=member.name, signed=True, meeting__voided_at=None,
        meeting__organisation=member.organisation_id, meeting__held_on__range=(starts, ends),
        meeting__item__voided_at=None,
    )  # fmt: skip
    rows = rows.annotate(
        opens=attendance.opens(actor, Meeting.objects.all(), "meeting"), signs=Exists(signed)
    )
    named = ("slug", "kind", "title", "held_on", "key_proposal_id", "form__label")
    return Children(rows, (*(f"meeting__{name}" for name in named), "opens", "signs"))


def of_meeting(member, row):
    if not (row.signs or as_member(member, row.unit)):
        return None
    label = MeetingKind(row.meeting__kind).label
    label = f"重点提案督办（{label}）" if row.meeting__key_proposal_id else label
    on = date.fromisoformat(row.meeting__held_on)
    if not row.opens:  # that the matter is a candidate, say, is not told by a list
        return Attended(on, label, row.meeting__form__label)
    return Attended(on, label, row.meeting__title, Meeting(slug=row.meeting__slug).get_absolute_url())


# -- rounds of the working group -----------------------------------------------------------------------
def inspections(member, actor, starts, ends):
    """Visits to units that name the member, of rounds that name the member in their group."""
    rows = InspectionVisit.objects.filter(
        ~Exists(namesakes(member)), inspection__organisation=member.organisation_id,
        visited_on__range=(starts, ends), people__contains=member.name, inspection__people__contains=member.name,
    )  # fmt: skip
    rows = rows.annotate(opens=attendance.opens(actor, Inspection.objects.all(), "inspection"))
    of_round = ("inspection__people", "inspection__title", "inspection__slug")
    return Children(rows, (*of_round, "department__short_name", "opens"))


def of_inspection(member, row):
    group = [line.partition("，") for line in row.inspection__people.splitlines()]
    if not any(name.strip() == member.name and as_member(member, unit) for name, _, unit in group):
        return None
    if member.name not in NAMES.split(row.people):
        return None
    url = Inspection(slug=row.inspection__slug).get_absolute_url() if row.opens else ""
    return Attended(row.visited_on, "督导", f"{row.inspection__title}：{row.department__short_name}", url)


def register():
    attendance.register("meetings", meetings, of_meeting)
    attendance.register("inspections", inspections, of_inspection)
