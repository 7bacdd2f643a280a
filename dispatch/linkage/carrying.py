"""Files of a message on their way to the other side: copied from our own shelf, or made anew from a sealed file."""

from hashlib import sha256
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from weijianyi.files import keeping, receive
from weijianyi.files.models import Attachment
from weijianyi.workflow import Actor

NOBODY = Actor(kind="client")


class Shelf:
    """On line: the sender's stored file, which was made safe when it came in, is kept once more."""

    def put(self, files, owner):
        for row in files:
            stored = Attachment.objects.filter(slug=row["slug"], voided_at=None).first()
            if stored is not None:
                keeping.keep(owner, made_from(stored), actor=NOBODY, purpose=row.get("purpose", ""))


class Box:
    """From a sealed file: {sha256: bytes}; read like any upload."""

    def __init__(self, contents):
        self.contents = contents

    def put(self, files, owner):
        for row in files:
            raw = self.contents[row["sha256"]]
            upload = UploadedFile(BytesIO(raw), name=row["name"], size=len(raw))
            keeping.keep(
                owner, receive.read(upload, row["kind"]), actor=NOBODY, purpose=row.get("purpose", "")
            )


def made_from(stored):
    """As much of the stored file as keeping asks for."""
    thumb = read(stored.thumb) if stored.thumb else b""
    return receive.Made(
        stored.kind, stored.name, read(stored.path), stored.mime, stored.width, stored.height, thumb
    )


def read(field):
    with field.storage.open(field.name) as stored:
        return stored.read()


def packed(files):
    """{sha256: bytes} of our own files for a sealed file; a changed one is not sent."""
    found = {}
    for row in files:
        stored = Attachment.objects.filter(slug=row["slug"]).first()
        raw = read(stored.path) if stored else b""
        if sha256(raw).hexdigest() != row["sha256"]:
            raise ValidationError(f"附件“{row['name']}”与登记的校验值不符，不能导出，请联系系统管理员。")
        found[row["sha256"]] = raw
    return found
