"""Tracking a matter: the next look with its note, its end, who is reminded of it."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from suggestions.models import Tracking
from weijianyi.notices import compose


def open_on(subject):
    """The tracking in force, or None."""
    return Tracking.objects.of(subject).open().select_related("by__user").first()


def track(subject, *, actor, next_on, note):
    """From now on looked at again on that day; an earlier plan ends. A second click changes nothing."""
    with transaction.atomic():
        locked = type(subject)._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)
        now = open_on(locked)
        if now and (now.next_on, now.note) == (next_on, note):
            return now
        end(locked)
        return Tracking.objects.create(
            organisation_id=subject.organisation_id, content_type=ContentType.objects.get_for_model(subject),
            object_id=subject.pk, next_on=next_on, note=note, by=actor.post, set_at=timezone.now(),
        )  # fmt: skip


def end(subject):
    return Tracking.objects.of(subject).open().update(ended_at=timezone.now())


def remind(on, dry_run=False):
    """One line per matter whose day has come and that was not reminded of yet; its watcher is told once."""
    lines = []
    for row in Tracking.objects.open().filter(next_on__lte=on).exclude(reminded_on__isnull=False):
        subject = row.subject
        lines.append(f"{getattr(subject, 'reference', '') or subject.pk}：跟踪到期 {row.next_on}")
        if not dry_run:
            compose.tell(subject, "tracking_due", key=f"tracking:{row.pk}")
            row.reminded_on = on
            row.save(update_fields=["reminded_on"])
    return lines
