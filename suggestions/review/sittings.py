"""Sittings: a review day opens with its first decision and closes with a protocol that no longer changes."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from suggestions.models import Item, Review, Sitting
from suggestions.review import queue as desk_queue
from suggestions.states import Kind, Outcome, State
from weijianyi.audit.models import PERSON, PendingStep
from weijianyi.clock import review
from weijianyi.clock.workdays import ONE, morning
from weijianyi.workflow import NotNow

DECISIONS = {"accept", "consult", "conclude", "send_back", "decline", "convert", "merge"}
PAST = 60


@dataclass(frozen=True)
class Held:
    """An item that stays, with the reason that is already known."""

    item: Item
    reason: str


def after_step(subject, event):
    """The first decision of a review day opens its sitting."""
    if not isinstance(subject, Item) or event.step not in DECISIONS or event.actor_kind != PERSON:
        return
    if review.is_review_day(subject.organisation_id, timezone.localdate(event.occurred_at)):
        open_for(subject.organisation_id, event.post, event.occurred_at)


def after_many(pairs):
    after_step(*pairs[0])


def start(actor, at):
    """Open the sitting of that day by hand, on any day the office meets."""
    return open_for(actor.organisation_id, actor.post, at)


def open_for(organisation_id, post, at):
    sitting, _ = Sitting.objects.get_or_create(
        organisation_id=organisation_id,
        held_on=timezone.localdate(at),
        defaults={
            "opened_at": at,
            "opened_by": post,
            "waiting_at_open": waiting_at(organisation_id, at),
        },
    )
    return sitting


def waiting_at(organisation_id, at):
    """How many had been submitted and not yet looked at, at that moment; from dated columns."""
    items = Item.objects.filter(organisation_id=organisation_id, voided_at=None, submitted_at__lte=at)
    items = items.filter(Q(reviewed_at=None) | Q(reviewed_at__gte=at))
    return items.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)).exclude(kind=Kind.REPORT).count()


def of_day(actor, day):
    found = Sitting.objects.filter(organisation_id=actor.organisation_id, held_on=day)
    return found.select_related("opened_by__user", "closed_by__user").first()


def past(actor):
    """The latest sittings, newest first."""
    found = Sitting.objects.filter(organisation_id=actor.organisation_id)
    return list(found.select_related("opened_by__user", "closed_by__user")[:PAST])


def cleared(actor, day):
    """{waiting, items, by_outcome: [(label, n)], by_person: [(name, n, {label: n})]} of one day."""
    start, end = morning(day), morning(day + ONE)
    rows = Review.objects.filter(
        item__organisation_id=actor.organisation_id,
        voided_at=None,
        occurred_at__gte=start,
        occurred_at__lt=end,
    ).exclude(outcome=Outcome.EDIT)
    acts = [
        (r[0], Outcome(r[1]).label, r[2]) for r in rows.values_list("item", "outcome", "reader__user__name")
    ]
    proposals = PendingStep.objects.filter(
        organisation_id=actor.organisation_id, decided_at=None, proposed_at__gte=start, proposed_at__lt=end
    )
    acts += [
        (r[0], f"提出{r[1]}", r[2])
        for r in proposals.values_list("object_id", "label", "proposed_by__user__name")
    ]
    people = {}
    for _, label, name in acts:
        people.setdefault(name or "—", Counter())[label] += 1
    return {
        "items": len({pk for pk, _, _ in acts}),
        "outcomes": [[label, n] for label, n in Counter(label for _, label, _ in acts).most_common()],
        "people": [
            [name, c.total(), [[label, n] for label, n in c.items()]] for name, c in sorted(people.items())
        ],
    }


def held(actor, day):
    """What was due by that day and stays: in consultation, with a second person, or simply not reached."""
    items = desk_queue.waiting(actor).filter(
        Q(state=State.CONSULTING) | Q(is_pending=True) | Q(review_on__lte=day)
    )
    items = list(items.prefetch_related("reviews").order_by(F("submitted_at").asc(), "pk"))
    return [Held(item, known_reason(item)) for item in items]


def known_reason(item):
    """会商 and 待第二人决定 explain themselves; the rest somebody has to write."""
    if item.is_pending:
        return "已提出不受理，待第二人决定"
    if item.state == State.CONSULTING:
        asked = [
            r.opinion for r in item.reviews.all() if r.outcome == Outcome.CONSULT and r.voided_at is None
        ]
        return f"会商：{asked[-1]}"[:200] if asked else "会商"
    return ""


@transaction.atomic
def close(sitting, actor, reasons, remark=""):
    """Freeze who cleared what and why the others stay; a second closing is refused."""
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if sitting.closed_at:
        raise NotNow("这个审核日已经结束，记录不再改动。")
    stays = [
        {
            "slug": h.item.slug,
            "reference": h.item.reference,
            "title": str(h.item),
            "reason": reasons[h.item.pk],
        }
        for h in held(actor, sitting.held_on)
        if h.item.pk in reasons
    ]
    sitting.protocol = cleared(actor, sitting.held_on) | {"held": stays, "waiting": sitting.waiting_at_open}
    sitting.remark = remark
    sitting.closed_at, sitting.closed_by = timezone.now(), actor.post
    sitting.save()
    return sitting
