"""Whoever ordered an export hears of its end; joined to the app's table when it starts."""

from dispatch import notices
from dispatch.models import Export
from suggestions import notices as of_item
from weijianyi.notices.audience import Audience


def owner(export, event):
    return of_item.current_posts().filter(pk=export.post_id)


def words(export, noun, event):
    return {"export": export, "failed": bool(export.failed_at)}


TOLD = {"export.end": (Audience(owner, "dispatch_export_end", mail=False),)}


def register():
    notices.TOLD.update(TOLD)
    notices.WORDS[Export] = words
