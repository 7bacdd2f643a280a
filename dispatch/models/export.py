"""Export [导出]: a long list written as a workbook in the background; SavedFilter [常用筛选]: a list's address kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from suggestions.codes import slug


class ExportQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.for_actor(actor)

    def for_actor(self, actor):
        """One's own, under the post it was ordered with."""
        return self.filter(post=actor.post, user=actor.user) if actor.post else self.none()

    def open(self):
        return self.filter(finished_at=None, failed_at=None, cancelled_at=None)


class Export(models.Model):
    """Where it stands is read from its dates; a state would say the same twice."""

    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    list = models.CharField("清单", max_length=20)
    query = models.TextField("筛选", blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    post = models.ForeignKey("members.Post", models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField("提出")
    beat_at = models.DateTimeField("最近进展", null=True, blank=True)
    done = models.PositiveIntegerField("已写行数", default=0)
    total = models.PositiveIntegerField("总行数", default=0)
    finished_at = models.DateTimeField("完成", null=True, blank=True)
    failed_at = models.DateTimeField("失败", null=True, blank=True)
    cancelled_at = models.DateTimeField("取消", null=True, blank=True)
    removed_at = models.DateTimeField("文件已清理", null=True, blank=True)
    path = models.FileField("文件", upload_to="exports", blank=True)
    name = models.CharField("文件名", max_length=80, blank=True)
    link = models.CharField("一次性链接", max_length=32, blank=True)  # what the one valid link carries

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "导出"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list"],
                condition=Q(finished_at=None, failed_at=None, cancelled_at=None),
                name="export_one_running",
                violation_error_message="这份清单正在导出，请等它完成，或先取消。",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(failed_at=None, cancelled_at=None), name="export_one_end"
            ),
        ]
        indexes = [
            # The nightly clearing of old files.
            models.Index(fields=["finished_at"], name="export_kept", condition=Q(removed_at=None))
        ]

    def __str__(self):
        return self.name or self.list

    def get_absolute_url(self):
        return reverse("export-page", args=[self.slug])

    @property
    def is_open(self):
        return not (self.finished_at or self.failed_at or self.cancelled_at)

    @property
    def thread(self):
        return f"export-{self.pk}"


class SavedFilterQuerySet(models.QuerySet):
    def for_actor(self, actor):
        """One's own, and what a colleague of the same organisation and role shared."""
        shared = Q(shared=True, post__organisation=actor.post.organisation_id, post__role=actor.post.role)
        return self.filter(Q(post=actor.post) | shared)


class SavedFilter(models.Model):
    post = models.ForeignKey("members.Post", models.PROTECT, related_name="filters")
    page = models.CharField("页面", max_length=20)
    name = models.CharField("名称", max_length=20)
    query = models.TextField("筛选")
    shared = models.BooleanField("同事可用", default=False)
    default = models.BooleanField("打开时使用", default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "常用筛选"
        constraints = [
            models.UniqueConstraint(fields=["post", "page", "name"], name="filter_named_once"),
            models.UniqueConstraint(
                fields=["post", "page"], condition=Q(default=True), name="filter_one_default"
            ),
        ]

    def __str__(self):
        return self.name
