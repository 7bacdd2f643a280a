"""Hot topics of the hotline as clues for members: numbers by topic and place, never a single caller."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from dispatch.hotline.words import OVER, Direction
from dispatch.models.hotline import HotlineTicket
from members.states import AUTHORS, OFFICE, Role
from weijianyi import rulebook

READERS = AUTHORS | OFFICE | {Role.LEADER, Role.EDITOR}
DAYS = 30


def hot(organisation_id, today=None):
    """[{topic, now, before, open}] of the last 30 days, most frequent first; rare topics are left out.

    `before`: the 30 days before those. Counted by day of receipt; a topic below the least number is not shown.
    """
    today = today or timezone.localdate()
    start, earlier = today - timedelta(days=DAYS - 1), today - timedelta(days=2 * DAYS - 1)
    least = rulebook.value(organisation_id, "hotline_topic_least")
    fresh = Q(reported_on__gte=start)
    rows = HotlineTicket.objects.filter(
        line__department__organisation_id=organisation_id, direction=Direction.IN, reported_on__gte=earlier,
        reported_on__lte=today,
    ).exclude(topic="")  # fmt: skip
    over = Q(effect__in=OVER) | Q(closed_on__isnull=False)
    found = rows.values("topic").annotate(
        now=Count("pk", filter=fresh),
        before=Count("pk", filter=~fresh),
        over=Count("pk", filter=fresh & over),
    )
    found = [row for row in found if row["now"] >= least]
    for row in found:
        row["still"], row["change"] = row["now"] - row["over"], row["now"] - row["before"]
        row["fewer"] = -row["change"]
    return sorted(found, key=lambda row: (-row["now"], row["topic"]))
