"""OrganisationKey and Partner: who signs exchange files, and whose signature is trusted; ExchangeFile: what went."""

from django.db import models
from django.db.models import Q

from dispatch.linkage import rules
from dispatch.linkage.states import Way
from suggestions.codes import slug


class OfOrganisation(models.QuerySet):
    """Rows of one organisation: for its office and leaders, or for who keeps its keys."""

    roles = rules.READERS | rules.KEEPERS

    def visible_to(self, actor):
        if actor.post is None or actor.post.role not in self.roles:
            return self.none()
        return self.filter(organisation_id=actor.post.organisation_id)


class OrganisationKey(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    public = models.CharField("公钥", max_length=64)
    sealed = models.TextField("私钥（加密保存）")
    fingerprint = models.CharField("指纹", max_length=64, unique=True)
    made_by = models.ForeignKey("members.User", models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("生成", auto_now_add=True)
    ended_at = models.DateTimeField("停用", null=True, blank=True)

    objects = OfOrganisation.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位密钥"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at__isnull=True), name="key_one_in_use"
            )
        ]

    def __str__(self):
        return self.fingerprint


class Partner(models.Model):
    """Another organisation without a line to here: its messages travel in files signed with this key."""

    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="partners")
    other = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    public = models.CharField("公钥", max_length=64)
    fingerprint = models.CharField("指纹", max_length=64)
    registered_by = models.ForeignKey("members.User", models.PROTECT, related_name="+")
    registered_at = models.DateTimeField("登记", auto_now_add=True)
    ended_at = models.DateTimeField("停用", null=True, blank=True)

    objects = OfOrganisation.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交换伙伴"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "other"],
                condition=Q(ended_at__isnull=True),
                name="partner_one_key_in_use",
                violation_error_message="这个政协已经登记了公钥，先停用旧的再登记新的。",
            ),
            models.CheckConstraint(
                condition=~Q(organisation=models.F("other")), name="partner_is_somebody_else"
            ),
        ]

    def __str__(self):
        return str(self.other)


class ExchangeFile(models.Model):
    """One file that left or came in, as its printed receipt says."""

    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    other = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    link = models.ForeignKey("suggestions.ItemLink", models.PROTECT, related_name="files")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    way = models.CharField("方向", max_length=3, choices=Way)
    sha256 = models.CharField("文件校验值", max_length=64)
    fingerprint = models.CharField("签名公钥指纹", max_length=64)
    manifest = models.JSONField("清单", default=list)
    messages = models.PositiveSmallIntegerField("消息条数")
    fresh = models.PositiveSmallIntegerField("其中新消息")
    by = models.ForeignKey("members.User", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("时间")

    objects = OfOrganisation.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "交换文件"

    def __str__(self):
        return f"{self.get_way_display()} {self.link.from_item.case}"
