"""点评: what the editor says of a report in the month it came in; until a day of the next month, then it stands."""

from datetime import timedelta

from django.utils import timezone

from suggestions.models.review import Review
from suggestions.states import Outcome
from weijianyi import rulebook
from weijianyi.workflow import guard


def last_day(organisation_id, day):
    """Until when reports of the month of `day` may be remarked on."""
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    days = rulebook.value(organisation_id, "report_remark_days")
    return following + timedelta(days=days - 1)


def settled(item):
    month = timezone.localdate(item.submitted_at)
    return f"{month.year}年{month.month}月的点评已经定稿，不能再写、再改。"


@guard(settled)
def month_open(item):
    received = item.submitted_at
    if received is None:
        return False
    return timezone.localdate() <= last_day(item.organisation_id, timezone.localdate(received))


def write(item, event, *, actor, opinion, **facts):
    """The `rows` of the step: the remark of before is void, its words stay on record."""
    Review.objects.filter(item=item, outcome=Outcome.REMARK, voided_at=None).update(
        voided_at=event.occurred_at
    )
    Review.objects.create(
        item=item, reader=actor.post, outcome=Outcome.REMARK, opinion=opinion, occurred_at=event.occurred_at,
        event=event,
    )  # fmt: skip
