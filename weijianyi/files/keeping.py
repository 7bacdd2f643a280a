"""Stores what was received and takes it away again."""

import hashlib
from functools import partial
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from . import access
from .models import DOCUMENT_TYPES, Attachment
from .receive import read


def attach(owner, upload, *, kind, actor, purpose=""):
    """Checks, remakes and stores one upload; a refusal is a ValidationError with one sentence."""
    made = read(upload, kind, access.of(owner).limits(owner))
    with transaction.atomic():
        if not access.may_attach(actor, locked(owner)):  # sent off while the photo was being read
            raise ValidationError(f"“{made.name}”没有添加：已经送出，不能再加文件。", code="late")
        return keep(owner, made, actor=actor, purpose=purpose)


def locked(owner):
    """The owner's row as it is now, locked until the end of the transaction."""
    return type(owner)._base_manager.select_for_update().get(pk=owner.pk)


def keep(owner, made, *, actor, purpose=""):
    """Stores what `read` made; the owner's row is locked so that two requests cannot pass the limit."""
    attachment = Attachment(
        owner=owner,
        kind=made.kind,
        purpose=purpose,
        name=made.name,
        mime=made.mime,
        size=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(),
        width=made.width,
        height=made.height,
        uploaded_by=actor.user,
    )
    try:
        with transaction.atomic():
            locked(owner)
            attachment.order = _next_order(owner, made)
            _write(attachment, made)
            attachment.save()
    except BaseException:
        _erase(attachment)
        raise
    return attachment


def hand_over(owner, successor):
    """The files of a row that gives way to another of the same table."""
    Attachment.objects.of(owner).update(object_id=successor.pk)


def void(attachment, actor):
    """A draft's file is deleted; anything that was once submitted is only marked."""
    with transaction.atomic():
        owner = attachment.owner and locked(attachment.owner)  # a draft may just have been submitted
        if owner is not None and access.of(owner).is_draft(owner):
            attachment.delete()
            transaction.on_commit(partial(_erase, attachment), robust=True)
        elif attachment.voided_at is None:
            attachment.voided_at = timezone.now()
            attachment.voided_by = actor.user
            attachment.save(update_fields=["voided_at", "voided_by"])


def _next_order(owner, made):
    rows = Attachment.objects.of(owner).filter(kind=made.kind)
    found = rows.aggregate(count=Count("pk"), last=Max("order"))
    most = access.of(owner).limits(owner).count(made.kind)
    if found["count"] >= most:
        kind = Attachment.Kind(made.kind).label
        raise ValidationError(
            f"“{made.name}”没有添加：{kind}最多 {most} 个，已经满了；请先移除不需要的。", code="count"
        )
    return (found["last"] or 0) + 1


def _write(attachment, made):
    suffix = DOCUMENT_TYPES.get(made.mime, "jpg")
    attachment.path.save(f"file.{suffix}", ContentFile(made.content), save=False)
    if made.thumb:
        stored = PurePosixPath(attachment.path.name)
        thumb = attachment.thumb.storage.save(
            str(stored.with_suffix(f".thumb.{suffix}")), ContentFile(made.thumb)
        )
        attachment.thumb.name = thumb


def _erase(attachment):
    """Leftovers of a failed attempt; what escapes here is found by the nightly sweep."""
    for stored in (attachment.path, attachment.thumb):
        if stored:
            stored.storage.delete(stored.name)
