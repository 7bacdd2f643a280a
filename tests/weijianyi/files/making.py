"""Makes uploads, honest and hostile, and asks for what was kept."""

import io
import struct
import zipfile
import zlib

import pillow_heif
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from weijianyi.files.models import Attachment
from weijianyi.files.office import MAIN
from weijianyi.files.receive import Limits
from weijianyi.workflow import Actor

PHOTO, DOCUMENT = Attachment.Kind
LIMITS = Limits(photos=3, documents=2)
XML = '<?xml version="1.0" encoding="UTF-8"?>'
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00\x03" + b"\0" * 200


pillow_heif.register_heif_opener()  # to make them; the product reads them in a process of its own


def jpeg(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def photo(name="现场.jpg"):
    return SimpleUploadedFile(name, jpeg())


def pdf(name="方案.pdf"):
    return SimpleUploadedFile(name, PDF)


def actor(user):
    return Actor(user=user)


def in_group(actor, group):
    return actor.user.groups.filter(pk=group.pk).exists()


def recall(user_pk, post_pk):
    user = get_user_model().objects.filter(pk=user_pk, is_active=True).first()
    return actor(user) if user else None


def fetch(client, url, **headers):
    """GET that reads a file's answer to its end, which closes it; `.body` is what came."""
    answer = client.get(url, headers=headers)
    answer.body = answer.getvalue()
    return answer


def files_on_disk(tmp_path):
    return sorted(path for path in tmp_path.rglob("*") if path.is_file())


def upload_url(group, kind=PHOTO, **query):
    extra = "".join(f"&{name}={value}" for name, value in query.items())
    return reverse("files-upload", args=["auth.group", group.pk]) + f"?kind={kind}{extra}"


def upload(name, content):
    return SimpleUploadedFile(name, content)


def encoded(picture, form="JPEG", **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def two_colours(width=80, height=40):
    """Left half red, right half blue."""
    picture = Image.new("RGB", (width, height), (220, 20, 20))
    picture.paste((20, 20, 220), (width // 2, 0, width, height))
    return picture


def gps(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825).update({1: "N", 2: (27.0, 14.0, 20.5), 3: "E", 4: (111.0, 28.0, 3.5)})
    return exif


def office(suffix="docx", main=None, extra=(), head=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = main or MAIN[suffix]
        archive.writestr(
            "[Content_Types].xml",
            f'{XML}{head}<Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>',
        )
        archive.writestr("main.xml", f"{XML}<document>正文</document>")
        for name, content in extra:
            archive.writestr(name, content)
    return out.getvalue()


def png_header(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999))


def stored(made):
    return Image.open(io.BytesIO(made.content))


def refusal(reader, name, content, **limits):
    with pytest.raises(ValidationError) as caught:
        reader(upload(name, content), Limits(**limits))
    assert len(caught.value.messages) == 1
    assert caught.value.messages[0].endswith("。")
    return caught.value
