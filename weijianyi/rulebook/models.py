"""Setting and DictionaryEntry: what an office may change about its procedure without a programmer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from weijianyi.rulebook import cache


class Remembered(models.Model):
    """A row that processes remember: each change makes them forget."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        cache.changed()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        cache.changed()
        return deleted


class OwnedQuerySet(models.QuerySet):
    def of(self, organisation):
        """The organisation's own rows and those for all."""
        return self.filter(Q(organisation=organisation) | Q(organisation=None))


class Versioned(Remembered):
    """A rule valid from a day on; a change is a new row, so that old decisions keep their ground."""

    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机构"
    )
    basis = models.CharField("依据", max_length=300, blank=True)
    assumption = models.BooleanField("本系统默认，待确认", default=False)
    valid_from = models.DateField("生效日期")
    created_at = models.DateTimeField("录入时间", default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="录入人",
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ValueError("a rule is never edited in place: add a row with a later valid_from")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValueError("a rule is never deleted: add a row with a later valid_from")


class Setting(Versioned):
    """One value of one key, for one organisation or (null) for all."""

    key = models.CharField("设置项", max_length=60)
    value = models.JSONField("值", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["key", "valid_from"], name="setting_key_from")]
        verbose_name = verbose_name_plural = "设置"

    def __str__(self):
        return f"{self.key} = {self.value!r}"


class DictionaryEntry(Remembered):
    """One word of a list of choices; once used it is never deleted, only made inactive."""

    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机构"
    )
    dictionary = models.CharField("词表", max_length=40)
    code = models.SlugField("代码", max_length=40)
    label = models.CharField("名称", max_length=60)
    text = models.TextField("说明或套语", blank=True)
    data = models.JSONField("附加属性", default=dict, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    active = models.BooleanField("在用", default=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "dictionary", "code"],
                name="entry_unique_per_organisation",
                violation_error_message="这个词表里已有相同的代码。",
            ),
            models.UniqueConstraint(
                fields=["dictionary", "code"],
                condition=Q(organisation__isnull=True),
                name="entry_unique_for_all",
                violation_error_message="这个词表里已有相同的代码。",
            ),
        ]
        verbose_name = verbose_name_plural = "词条"

    def __str__(self):
        return self.label
