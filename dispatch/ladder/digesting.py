"""One summary a day per person: what reminders say outside the inbox, grouped by matter, without what is over."""

from itertools import groupby

from django.db import transaction
from django.utils import timezone

from dispatch.ladder import truth
from dispatch.ladder.sending import ON_LINE
from dispatch.models import Digest, Reminder
from weijianyi.notices import compose


def digest_all(waiting, now):
    """How many summaries were written of those reminders."""
    rows = waiting.select_related(*ON_LINE).order_by("user_id", "pk")
    return sum(digest(user, list(lines), now) for user, lines in groupby(rows, key=lambda r: r.user_id))


@transaction.atomic
def digest(user_id, lines, now):
    """1 if this run wrote the person's summary of the day; a second one of the day waits for tomorrow's."""
    today = timezone.localdate(now)
    over = {r.pk for r in lines if not truth.holds(r, now=now) or truth.overtaken(r, today)}
    Reminder.objects.for_digest().filter(pk__in=over).update(left_out_at=now)
    left = [r for r in lines if r.pk not in over]
    if not left:
        return 0
    first = left[0]
    made, new = Digest.objects.get_or_create(
        user_id=user_id,
        day=today,
        defaults={"organisation": first.organisation, "post": first.post, "made_at": now},
    )
    if not new:
        return 0
    Reminder.objects.for_digest().filter(pk__in=[r.pk for r in left]).update(digest=made)
    compose.tell(made, "send", key=f"digest:{made.pk}")
    return 1
