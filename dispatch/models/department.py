"""Department [承办单位]: a unit that handles items of an organisation."""

from django.db import models

from members.states import Side


class Department(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="departments")
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    side = models.CharField("系统", max_length=10, choices=Side, default=Side.GOVERNMENT)
    letter_word = models.CharField(
        "答复文号代字",
        max_length=20,
        blank=True,
        help_text="例如“城管”，印成城管提复〔2026〕12号；不填用简称",
    )
    phone = models.CharField("电话", max_length=30, blank=True)
    duties = models.TextField("职责清单", blank=True, help_text="每行一项，用于推荐承办单位")
    paper = models.BooleanField("没有账号，由提案委代录", default=False)
    single_signer = models.BooleanField("经办人可以自行签发", default=False)
    relays = models.BooleanField("可作转办机构", default=False)
    active = models.BooleanField("启用", default=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="并入"
    )
    ended_on = models.DateField("撤并日期", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "承办单位"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="department_name_once"),
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="department_side_known"),
        ]

    def __str__(self):
        return self.name


class FormerName(models.Model):
    """What a unit was called until it was renamed."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="former_names")
    name = models.CharField("曾用名", max_length=60)
    short_name = models.CharField("曾用简称", max_length=20)
    until = models.DateField("用到")

    class Meta:
        ordering = ["until", "pk"]
        verbose_name = verbose_name_plural = "曾用名"

    def __str__(self):
        return self.name
