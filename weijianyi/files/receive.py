"""Turns an upload into bytes that are safe to keep, or refuses it with one sentence."""

import io
import threading
from dataclasses import dataclass

import pillow_heif
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from .models import PHOTO_TYPE, Attachment
from .names import clean_name
from .office import check_office, document_type

# thumbnails=False: a HEIC may carry a thumbnail that shows something else than the picture.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
LONGEST_SIDE = 2560
THUMB_SIDE = 320
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
# Pillow's own alarm, for whatever happens before our check of the header is reached.
Image.MAX_IMAGE_PIXELS = DEFAULTS.pixels
# A decoded photo may take some 250 MB: several members sending at once must queue, not add up.
_decoding = threading.Lock()


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
    with _decoding:
        picture = _decode(raw, clean_name(upload.name), limits)
        thumb = picture.copy()
        thumb.thumbnail((THUMB_SIDE, THUMB_SIDE))
        return Made(
            Attachment.Kind.PHOTO,
            name,
            _jpeg(picture, quality=85),
            PHOTO_TYPE,
            picture.width,
            picture.height,
            _jpeg(thumb, quality=80),
        )


def read_document(upload, limits=DEFAULTS):
    """PDF, docx or xlsx by content, kept byte for byte."""
    shown = clean_name(upload.name)
    raw = _raw(upload, shown, limits)
    suffix, mime = document_type(raw, shown)
    if suffix != "pdf":
        check_office(raw, suffix, shown)
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


def _decode(raw, shown, limits):
    bomb = ValidationError(
        f"“{shown}”超过 {limits.pixels // 10_000} 万像素的上限，没有添加；请缩小后再试。", code="pixels"
    )
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
            if picture.width * picture.height > limits.pixels:
                raise bomb
            if picture.mode in ("1", "P"):  # these would be scaled without smoothing
                picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # decodes; of a large JPEG only what is needed
            return _flat(_upright(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise bomb from error
    except ValidationError:
        raise
    except Exception as error:  # the decoders raise some ten kinds for a broken file
        raise ValidationError(
            f"“{shown}”不是完整的 JPEG、PNG、WebP 或 HEIC 照片，没有添加；请换一张。", code="photo"
        ) from error


def _upright(picture):
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # an unreadable EXIF block is no reason to refuse a good photo
        return picture


def _flat(picture):
    """Plain RGB on white, in an image that carries no `info` of the original."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    layer = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    sheet = Image.new("RGB", layer.size, "white")
    sheet.paste(layer, mask=layer if layer.mode == "RGBA" else None)
    return sheet


def _jpeg(picture, quality):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
