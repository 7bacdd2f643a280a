"""Steps that have a rung, urging by hand among them, join the ledger: a line for everybody who was told."""

from django.utils import timezone

from dispatch.ladder import rungs
from dispatch.ladder.addressees import ALSO, ENDED, SUBMITTED
from dispatch.ladder.notices import STEPS
from dispatch.ladder.states import OUTSIDE, Sending, Watch
from dispatch.models import Assignment, Reminder
from suggestions.models import Item
from weijianyi.notices.models import Notice


def listen(event):
    """After the notices of the event were written; safe to run twice."""
    subject = event.subject
    if subject is None or event.organisation_id is None:
        return
    name = f"{subject._meta.concrete_model._meta.model_name}.{event.step}"
    rung = rungs.of_step(event.organisation_id, name, timezone.localdate(event.occurred_at))
    if rung is None or rung.watch not in (Watch.STEP, Watch.COUNT):
        return
    desk = subject if isinstance(subject, Assignment) else getattr(subject, "desk", None)
    item = subject if isinstance(subject, Item) else getattr(desk, "item", None)
    texts = [t for step, text, *_ in STEPS if step == name for t in (text, text + ALSO)] or [ENDED, SUBMITTED]
    told = Notice.objects.filter(event=event, text__in=texts).select_related("user", "post")
    waits = not rung.at_once and bool(set(rung.channels) & set(OUTSIDE))
    by_person = {notice.user_id: notice for notice in told}
    Reminder.objects.bulk_create(
        [
            Reminder(
                rung=rung, organisation_id=event.organisation_id, user=notice.user, post=notice.post, item=item,
                desk=desk, event=event, key=f"{rung.code}:event-{event.pk}:{notice.user_id}",
                moment=event.occurred_at, state=Sending.SENT, created_at=notice.created_at,
                done_at=notice.created_at, outside=waits,
            )
            for notice in by_person.values()
        ],
        ignore_conflicts=True,
    )  # fmt: skip
