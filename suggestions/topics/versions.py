"""Versions of a collective's text: saving one, the difference to the one before, going back to an earlier one."""

from django.db import transaction
from django.utils import timezone

from suggestions import drafting, rules
from suggestions.models import DraftVersion, Item
from suggestions.proposals.differences import differences
from weijianyi.workflow import door

TEXTS = ("title", "situation", "analysis", "advice")
ORIGINAL, UNNAMED = "原稿", "在填写页上的修改"


def text_of(item):
    return {name: getattr(item, name) for name in TEXTS}


def save(item, values, *, actor, seen, note=""):
    """Write the text into the draft and keep it as the next version; raises drafting.Stale.

    What was changed on the writing page since the last version is kept first, so that nothing is lost.
    """
    with transaction.atomic():
        before = door.lock(item)
        held, kept = last(item), text_of(before)
        saved = drafting.save(item, values, actor=actor, seen=seen, may=rules.drafts)
        number = held.number if held else 0
        if any(kept.values()) and (held is None or held.fields != kept) and kept != values:
            number += 1
            keep(item, number, kept, at=before.saved_at, note=UNNAMED if held else ORIGINAL)
        if held is None or held.fields != values or number != held.number:
            keep(item, number + 1, values, by=actor.post, at=timezone.now(), note=note)
    return saved


def restore(version, *, actor, seen):
    """The text of an earlier version into the draft, as a version of its own."""
    return save(version.item, version.fields, actor=actor, seen=seen, note=f"恢复到第 {version.number} 稿")


def keep(item, number, fields, *, at, by=None, note=""):
    DraftVersion.objects.create(item=item, number=number, fields=fields, by=by, at=at, note=note)


def last(item):
    return DraftVersion.objects.filter(item=item).order_by("-number").first()


def compared(before, after):
    """[(label, pieces)] of the texts that differ; both are {name: text}."""
    changed = [name for name in TEXTS if before.get(name, "") != after.get(name, "")]
    return [
        (Item._meta.get_field(name).verbose_name, differences(before.get(name, ""), after.get(name, "")))
        for name in changed
    ]
