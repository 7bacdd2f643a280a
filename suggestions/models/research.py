"""Research [调研]: one piece of evidence behind an item: when, where, with whom, what was found."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from suggestions.codes import slug


class ResearchQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """With the item; whether the text may be read is asked of the item."""
        items = self.model._meta.get_field("item").related_model.objects.visible_to(actor)
        return self.filter(item__in=items.values("pk"))

    def standing(self):
        return self.filter(voided_at=None)


class Research(models.Model):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="research")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    form = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="调研方式"
    )
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120, blank=True)
    people = models.CharField("参加人和访谈对象", max_length=200, blank=True)
    finding = models.TextField("了解到的情况")
    entered_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记", auto_now_add=True)
    voided_at = models.DateTimeField("作废", null=True, blank=True)
    voided_by = models.ForeignKey("members.Post", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ResearchQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = verbose_name_plural = "调研"
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | Q(voided_by__isnull=False),
                name="research_voided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(finding=""), name="research_found_something"),
        ]

    def __str__(self):
        return f"{self.form}（{self.held_on}）"

    def get_absolute_url(self):
        return reverse("research-edit", args=[self.slug])
