"""The operations about files: those of an item, those of an assignment, one more for an assignment."""

import hashlib
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Path, UploadedFile

from dispatch import rules
from members.states import Scope
from suggestions.models import Item
from weijianyi.api import schemas, shapes
from weijianyi.api.once import once
from weijianyi.api.operations import ONE, WRITE, OnceKey, Slug, desk_of, needs
from weijianyi.api.service import Refusal, api
from weijianyi.files import access, keeping
from weijianyi.files.models import DOCUMENT_TYPES, PHOTO_TYPE, Attachment
from weijianyi.workflow import BadFacts

FileSlug = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]{1,32}$")]
BYTES = {"schema": {"type": "string", "format": "binary"}}
CONTENT = {
    "responses": {200: {"description": "OK", "content": dict.fromkeys([PHOTO_TYPE, *DOCUMENT_TYPES], BYTES)}}
}


def item_of(request, slug):
    needs(request, Scope.READ_ITEMS)
    return get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)


def own_or_seen(request, slug):
    needs(request, Scope.READ_DESKS)
    return desk_of(request, slug)


def listed(request, owner):
    """What this key may open of the owner's files; the same rules as for people."""
    return [shapes.attachment(row) for row in access.readable(request.actor, owner)]


def sent(request, owner, file):
    """The file itself."""
    row = get_object_or_404(Attachment.objects.of(owner), slug=file)
    if not access.may_open(request.actor, owner, row):
        raise Refusal(403, "这个密钥不能打开这份附件。")
    return FileResponse(row.path.open("rb"), as_attachment=True, filename=row.name, content_type=row.mime)


@api.get(
    "/items/{slug}/attachments",
    response=ONE | {200: list[schemas.Attachment]},
    url_name="api-item-files",
    summary="读取事项的附件清单",
    tags=["read"],
)
def item_files(request, slug: Slug):
    """Photos and documents the authors added; empty where this key reads only public facts."""
    return listed(request, item_of(request, slug))


@api.get(
    "/items/{slug}/attachments/{file}",
    response=ONE,
    url_name="api-item-file",
    summary="下载事项的附件",
    tags=["read"],
    openapi_extra=CONTENT,
)
def item_file(request, slug: Slug, file: FileSlug):
    """The content of one of them."""
    return sent(request, item_of(request, slug), file)


@api.get(
    "/assignments/{slug}/attachments",
    response=ONE | {200: list[schemas.Attachment]},
    url_name="api-files",
    summary="读取交办件的附件清单",
    tags=["read"],
)
def desk_files(request, slug: Slug):
    """What the department added; for others from the release of its reply on."""
    return listed(request, own_or_seen(request, slug))


@api.get(
    "/assignments/{slug}/attachments/{file}",
    response=ONE,
    url_name="api-file",
    summary="下载交办件的附件",
    tags=["read"],
    openapi_extra=CONTENT,
)
def desk_file(request, slug: Slug, file: FileSlug):
    """The content of one of them."""
    return sent(request, own_or_seen(request, slug), file)


@api.post(
    "/assignments/{slug}/attachments",
    response=WRITE | {200: schemas.Attachment},
    url_name="api-attach",
    summary="给答复附上照片或文件",
    tags=["write"],
)
def attach(
    request, slug: Slug, idempotency_key: OnceKey, file: File[UploadedFile],
    kind: Form[Literal["photo", "document"]], purpose: Form[Literal["", "before", "after", "scan"]] = "",
):  # fmt: skip
    """One photo (JPEG, PNG, WebP, HEIC) or document (PDF, docx, xlsx) of at most 20 MB, until the reply is signed."""
    return kept_once(request, slug, idempotency_key, file, kind, purpose)


def kept_once(request, slug, once_key, file, kind, purpose="", *, owner=lambda desk: desk):
    """One upload for the desk, or for what `owner(desk)` finds of it; the same file under the same key is kept once."""
    needs(request, Scope.WRITE_DESKS)

    def act():
        desk = desk_of(request, slug)
        if not rules.unit_of(request.actor, desk):
            raise Refusal(403, "附件只能由承办单位自己的系统添加。")
        thing = owner(desk)
        if not access.may_attach(request.actor, thing):
            raise Refusal(409, "现在不能添加附件：答复已经签发，或交办件已经结束。")
        try:
            kept = keeping.attach(thing, file, kind=kind, actor=request.actor, purpose=purpose)
        except ValidationError as error:
            raise BadFacts({"file": error.messages}) from error
        return shapes.attachment(kept)

    said = [kind, purpose, file.name or "", hashlib.sha256(file.read()).hexdigest()]
    return JsonResponse(
        once(request, once_key, act, said="\n".join(said).encode()),
        json_dumps_params={"ensure_ascii": False, "sort_keys": True},
    )
