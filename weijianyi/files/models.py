"""Attachment: one photo or document hanging on any row."""

import secrets
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

FOLDER = "attachments"
DOCUMENT_TYPES = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
PHOTO_TYPE = "image/jpeg"
ICONS = {"jpg": "photo", "pdf": "file-type-pdf", "docx": "file-type-docx", "xlsx": "file-spreadsheet"}
# A check of NULL > 0 is unknown, and what is unknown passes.
FILLED_SIZE = {"width__isnull": False, "width__gt": 0, "height__isnull": False, "height__gt": 0}


def new_slug():
    return secrets.token_urlsafe(18)


def random_path(attachment, filename):
    """The uploader's name never reaches the disk; only our own suffix does."""
    stem = secrets.token_hex(16)
    return f"{FOLDER}/{stem[:2]}/{stem[2:4]}/{stem}{PurePosixPath(filename).suffix}"


class AttachmentQuerySet(models.QuerySet):
    def of(self, owner):
        """What counts now; voided rows stay in the table and out of sight."""
        kind = ContentType.objects.get_for_model(owner)
        return self.filter(content_type=kind, object_id=owner.pk, voided_at=None)

    def photos(self):
        return self.filter(kind=Attachment.Kind.PHOTO)

    def documents(self):
        return self.filter(kind=Attachment.Kind.DOCUMENT)


class Attachment(models.Model):
    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        DOCUMENT = "document", "文件"

    class Purpose(models.TextChoices):
        BEFORE = "before", "办理前"
        AFTER = "after", "办理后"
        SCAN = "scan", "扫描件"
        MINUTES = "minutes", "会议记录"

    slug = models.CharField("地址", max_length=32, unique=True, default=new_slug, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey("content_type", "object_id")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    purpose = models.CharField("用途", max_length=10, choices=Purpose, blank=True)
    name = models.CharField("文件名", max_length=200)
    path = models.FileField("存放位置", upload_to=random_path, unique=True)
    thumb = models.FileField("缩略图", upload_to=random_path, blank=True)
    mime = models.CharField("格式", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("校验值", max_length=64)
    width = models.PositiveIntegerField("宽", null=True, blank=True)
    height = models.PositiveIntegerField("高", null=True, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="上传人",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,  # residents have no account
        blank=True,
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作废人",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "kind"], name="attachment_owner")]
        constraints = [
            models.CheckConstraint(
                name="attachment_photo_or_document",
                condition=models.Q(~models.Q(thumb=""), kind="photo", mime=PHOTO_TYPE, **FILLED_SIZE)
                | models.Q(kind="document", mime__in=list(DOCUMENT_TYPES), thumb="", width=None, height=None),
                violation_error_message="照片须有尺寸和缩略图；文件只能是 PDF、Word 或 Excel。",
            ),
            models.CheckConstraint(
                name="attachment_not_empty",
                condition=models.Q(~models.Q(name=""), ~models.Q(path=""), size__gt=0),
                violation_error_message="附件须有名称和内容。",
            ),
            models.CheckConstraint(
                name="attachment_sha256",
                condition=Exact(Length("sha256"), 64),
                violation_error_message="附件的校验值不完整。",
            ),
            models.CheckConstraint(
                name="attachment_void_after_upload",
                condition=models.Q(voided_at=None, voided_by=None)
                | models.Q(voided_at__isnull=False, voided_at__gte=models.F("uploaded_at")),
                violation_error_message="作废时间不能早于上传时间，作废人须与作废时间一起记录。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_photo(self):
        return self.kind == self.Kind.PHOTO

    @property
    def icon(self):
        return ICONS[DOCUMENT_TYPES.get(self.mime, "jpg")]


def attachments_for(owners):
    """Attachments of several rows of one model in one query: {pk: [attachment, …]}."""
    found = {owner.pk: [] for owner in owners}
    if not found:
        return found
    kinds = {ContentType.objects.get_for_model(owner) for owner in owners}
    if len(kinds) > 1:
        raise ValueError("attachments_for() takes rows of one model")
    rows = Attachment.objects.filter(content_type=kinds.pop(), object_id__in=found, voided_at=None)
    for attachment in rows:
        found[attachment.object_id].append(attachment)
    return found
