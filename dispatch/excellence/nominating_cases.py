"""Putting closed matters forward as excellent cases, with a first draft of the write-up out of the answered desk."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from dispatch.excellence import rules
from dispatch.figures.period import Period
from dispatch.models import ExcellentCase, Reply
from weijianyi.workflow import Forbidden, Step, door

PROPOSE = Step(name="propose", label="推选", done="推选为优秀案例候选", who=rules.office, internal=True)


def halves(today, most=4):
    """[(year, half)] newest first, from the half that runs."""
    year, half = today.year, 1 if today.month <= 6 else 2
    found = []
    for _ in range(most):
        found.append((year, half))
        year, half = (year, 1) if half == 2 else (year - 1, 2)
    return found


def days_of(year, half, now):
    first = date(year, 1 if half == 1 else 7, 1)
    last = date(year, 6, 30) if half == 1 else date(year, 12, 31)
    return Period(first, last, now)


@transaction.atomic
def propose(actor, grounds, year, half, at=None):
    """One case for each ground; matters of one's own are left out by the office itself."""
    found = []
    for ground in grounds:
        case = ExcellentCase(
            organisation_id=actor.organisation_id, item=ground.subject, desk=ground.desk, year=year, half=half,
            points=ground.points, ground=ground.text, proposed_by=actor.post, proposed_at=at or timezone.now(),
            **drafted(ground.subject, ground.desk),
        )  # fmt: skip
        if not rules.office(actor, case):
            raise Forbidden("案例由提案委推选；不能推选自己的事项。")
        case.validate_constraints()
        case.save()
        door.announce(case, door.record(case, PROPOSE, actor, "", case.proposed_at, {}))
        found.append(case)
    return found


def drafted(item, desk):
    """What is known already, to be rewritten by the office."""
    reply = Reply.objects.filter(desk=desk, released_at__isnull=False).order_by("-round").first()
    place = f"{item.district}{item.place}" if item.place else ""
    return {
        "title": item.title[:60],
        "background": "".join(filter(None, (f"地点：{place}。" if place else "", item.situation))),
        "handling": reply.facts if reply else "",
        "effect": reply.measures if reply else "",
    }
