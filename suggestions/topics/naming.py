"""Rows of naming and releasing the members who work on a collective's text."""

from django.core.exceptions import ValidationError

from suggestions.models.draft_version import Drafter


def name(item, event, *, actor, member, role):
    held = Drafter.objects.filter(item=item, member=member, role=role, released_at=None)
    if held.exists():
        raise ValidationError({"member": f"{member.name}已经有这项分工了。"})
    Drafter.objects.create(
        item=item, member=member, role=role, named_by=actor.post, named_at=event.occurred_at
    )


def release(item, event, *, actor, drafter):
    drafter.released_at = event.occurred_at
    drafter.save(update_fields=["released_at"])
