"""The operations about records of contact: those of an assignment with their photos, one more photo for a record."""

from typing import Annotated

from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404
from ninja import File, Path, UploadedFile

from dispatch import rules
from dispatch.models import Contact
from members.states import Scope
from weijianyi.api import schemas, shapes
from weijianyi.api.attachments import CONTENT, FileSlug, kept_once, listed, sent
from weijianyi.api.operations import ONE, WRITE, OnceKey, Slug, desk_of, needs
from weijianyi.api.service import Refusal, api
from weijianyi.files.models import Attachment

Key = Annotated[int, Path(ge=1, lt=2**31)]


def own(request, slug):
    """What was said with the member is for the system of the department itself."""
    needs(request, Scope.READ_DESKS)
    desk = desk_of(request, slug)
    if not rules.system_of(request.actor, desk, Scope.READ_DESKS):
        raise Refusal(403, "沟通记录只给承办单位自己的系统读取。")
    return desk


def of(desk, contact):
    return get_object_or_404(desk.contacts.filter(voided_at=None), pk=contact)


@api.get(
    "/assignments/{slug}/contacts",
    response=ONE | {200: list[schemas.Contact]},
    url_name="api-contacts",
    summary="读取沟通记录",
    tags=["read"],
)
def contacts(request, slug: Slug):
    """For the department's own system only, oldest first; those that were corrected are left out."""
    rows = list(own(request, slug).contacts.filter(voided_at=None).select_related("form"))
    kind, photos = ContentType.objects.get_for_model(Contact), {}
    files = Attachment.objects.filter(content_type=kind, object_id__in=[r.pk for r in rows], voided_at=None)
    for file in files:
        photos.setdefault(file.object_id, []).append(file)
    return [shapes.contact(row, photos.get(row.pk, ())) for row in rows]


@api.get(
    "/assignments/{slug}/contacts/{contact}/attachments",
    response=ONE | {200: list[schemas.Attachment]},
    url_name="api-contact-files",
    summary="读取沟通照片清单",
    tags=["read"],
)
def files(request, slug: Slug, contact: Key):
    """The photos of one record."""
    return listed(request, of(own(request, slug), contact))


@api.get(
    "/assignments/{slug}/contacts/{contact}/attachments/{file}",
    response=ONE,
    url_name="api-contact-file",
    summary="下载沟通照片",
    tags=["read"],
    openapi_extra=CONTENT,
)
def file(request, slug: Slug, contact: Key, file: FileSlug):
    """The content of one of them."""
    return sent(request, of(own(request, slug), contact), file)


@api.post(
    "/assignments/{slug}/contacts/{contact}/attachments",
    response=WRITE | {200: schemas.Attachment},
    url_name="api-contact-attach",
    summary="给沟通记录附上照片",
    tags=["write"],
)
def attach(request, slug: Slug, contact: Key, idempotency_key: OnceKey, file: File[UploadedFile]):
    """One photo (JPEG, PNG, WebP, HEIC) of at most 20 MB, nine a record, until the reply is signed."""
    return kept_once(request, slug, idempotency_key, file, "photo", owner=lambda desk: of(desk, contact))
