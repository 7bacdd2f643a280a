"""Turns an upload into bytes that are safe to keep, or refuses it with one sentence."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from . import chamber
from .models import PHOTO_TYPE, Attachment
from .names import clean_name
from .office import check_office, document_type, without_authors

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The one place of the defaults; an owner's registration may answer others."""

    photos: int = 9
    documents: int = 10
    size: int = 20 * MEGABYTE
    pixels: int = 60_000_000

    def count(self, kind):
        return self.photos if kind == Attachment.Kind.PHOTO else self.documents


DEFAULTS = Limits()


@dataclass(frozen=True)
class Made:
    """What will be stored."""

    kind: str
    name: str
    content: bytes
    mime: str
    width: int | None = None
    height: int | None = None
    thumb: bytes = b""


def read(upload, kind, limits=DEFAULTS):
    reader = read_photo if kind == Attachment.Kind.PHOTO else read_document
    return reader(upload, limits)


def read_photo(upload, limits=DEFAULTS):
    """JPEG, PNG, WebP or HEIC, made anew as an upright JPEG without any metadata."""
    name = clean_name(upload.name, "jpg", "照片")
    raw = _raw(upload, clean_name(upload.name), limits)
    try:
        width, height, photo, thumb = chamber.photo(raw, limits.pixels)
    except chamber.TooLarge as error:
        most = limits.pixels // 10_000
        raise ValidationError(
            f"“{clean_name(upload.name)}”超过 {most} 万像素的上限，没有添加；请缩小后再试。", code="pixels"
        ) from error
    except chamber.Broken as error:
        raise ValidationError(
            f"“{clean_name(upload.name)}”不是完整的 JPEG、PNG、WebP 或 HEIC 照片，没有添加；请换一张。",
            code="photo",
        ) from error
    return Made(Attachment.Kind.PHOTO, name, photo, PHOTO_TYPE, width, height, thumb)


def read_document(upload, limits=DEFAULTS):
    """PDF, docx or xlsx by content, kept as it is; of docx and xlsx the names of authors are taken out."""
    shown = clean_name(upload.name)
    raw = _raw(upload, shown, limits)
    suffix, mime = document_type(raw, shown)
    if suffix != "pdf":
        check_office(raw, suffix, shown)
        raw = without_authors(raw)
    return Made(Attachment.Kind.DOCUMENT, clean_name(upload.name, suffix), raw, mime)


def _raw(upload, shown, limits):
    if not upload.size:
        raise ValidationError(f"“{shown}”是空文件，没有添加；请重新选择。", code="empty")
    if upload.size > limits.size:
        size, most = upload.size / MEGABYTE, limits.size // MEGABYTE
        raise ValidationError(
            f"“{shown}”有 {size:.1f} MB，超过每个 {most} MB 的上限，没有添加；请压缩后再试。", code="size"
        )
    upload.seek(0)
    return upload.read()
