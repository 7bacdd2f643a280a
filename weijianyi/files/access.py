"""Who may read and add files: every owning model registers its answer in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404

from .models import Attachment
from .receive import DEFAULTS


@dataclass(frozen=True)
class Access:
    visible: Callable  # (actor) -> queryset; outside of it: 404
    may_read: Callable  # (actor, owner) -> bool; else 403, unless the file is `open_to_readers`
    may_attach: Callable  # (actor, owner) -> bool; else 403
    is_draft: Callable  # (owner) -> bool; only a draft's files are really deleted
    limits: Callable  # (owner) -> Limits
    key: str  # the field that stands in addresses
    open_to_readers: Callable  # (owner, attachment) -> bool: whoever sees the owner may open this file


registry: dict[type, Access] = {}
_recall: list[Callable] = []


def register(
    model,
    *,
    visible,
    may_read,
    may_attach,
    is_draft=lambda owner: False,
    limits=lambda owner: DEFAULTS,
    key="slug",
    open_to_readers=lambda owner, attachment: False,
):
    registry[model._meta.concrete_model] = Access(
        visible, may_read, may_attach, is_draft, limits, key, open_to_readers
    )


def register_actors(recall):
    """`recall(user_pk, post_pk) -> actor or None`: the issuer of a signed link with today's rights."""
    _recall[:] = [recall]


def recall(user_pk, post_pk):
    return _recall[0](user_pk, post_pk) if _recall else None


def of(owner):
    return registry[owner._meta.concrete_model]


def address(owner):
    """(label, key) of an owner in addresses."""
    concrete = owner._meta.concrete_model
    return concrete._meta.label_lower, getattr(owner, registry[concrete].key)


def owner_to_attach(actor, label, key):
    """The owner at an address, for somebody who may add or remove its files."""
    try:
        model = apps.get_model(label)
        access = registry[model]
        owner = access.visible(actor).filter(**{access.key: key}).first()
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if owner is None:
        raise Http404
    if not access.may_attach(actor, owner):
        raise PermissionDenied
    return owner


def attachment_to_read(actor, slug):
    attachment, _ = _find(actor, slug)
    if not may_open(actor, attachment.owner, attachment):
        raise PermissionDenied
    return attachment


def may_open(actor, owner, attachment):
    """Of an owner the actor sees."""
    access = of(owner)
    return access.may_read(actor, owner) or access.open_to_readers(owner, attachment)


def readable(actor, owner):
    """The files of a seen owner that the actor may open."""
    access, rows = of(owner), Attachment.objects.of(owner)
    if access.may_read(actor, owner):
        return list(rows)
    return [row for row in rows if access.open_to_readers(owner, row)]


def attachment_to_remove(actor, slug):
    attachment, access = _find(actor, slug)
    if not access.may_attach(actor, attachment.owner):
        raise PermissionDenied
    return attachment


def may_attach(actor, owner):
    return of(owner).may_attach(actor, owner)


def _find(actor, slug):
    """The attachment with its owner, read through the owner's own visibility."""
    attachment = Attachment.objects.filter(slug=slug, voided_at=None).select_related("content_type").first()
    model = attachment and attachment.content_type.model_class()
    if model not in registry:
        raise Http404
    access = registry[model]
    owner = access.visible(actor).filter(pk=attachment.object_id).first()
    if owner is None:
        raise Http404
    attachment.owner = owner
    return attachment, access
