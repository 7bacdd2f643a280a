"""What leading an item shows of taking part: the activities of a 领办, for the member's file of service."""

from members.scores import attendance
from members.scores.attendance import Attended
from suggestions.models import Claim, ClaimActivity
from weijianyi.bundling import Children

NOT_MET = ("note", "contact")  # a jotting, a telephone call


def activities(member, actor, starts, ends):
    rows = ClaimActivity.objects.filter(claim__member=member, held_on__range=(starts, ends))
    rows = rows.filter(claim__item__voided_at=None).exclude(form__code__in=NOT_MET)
    rows = rows.annotate(opens=attendance.opens(actor, Claim.objects.all(), "claim"))
    return Children(rows, ("form__label", "claim__slug", "claim__item__title", "opens"))


def of_activity(member, row):
    url = Claim(slug=row.claim__slug).get_absolute_url() if row.opens else ""
    return Attended(row.held_on, f"领办活动（{row.form__label}）", row.claim__item__title, url)


def register():
    attendance.register("activities", activities, of_activity)
