"""RosterImport: one uploaded list of members, units, handlers or past items, from its preview to its end."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.states import OFFICE, Role


class RosterKind(models.TextChoices):
    MEMBERS = "members", "委员"
    UNITS = "units", "承办单位"
    HANDLERS = "handlers", "单位人员"
    ITEMS = "items", "历史事项"


# Members, units and past items are the office's; the people of units get accounts: the administrator's too.
MAKERS = {
    RosterKind.MEMBERS: OFFICE | {Role.ORG_ADMIN}, RosterKind.UNITS: OFFICE | {Role.ORG_ADMIN},
    RosterKind.HANDLERS: frozenset({Role.ORG_ADMIN}), RosterKind.ITEMS: OFFICE,
}  # fmt: skip


class RosterImportQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and administrator of the organisation, each the kinds they may import."""
        role = actor.post.role if actor.post else None
        kinds = [kind for kind, roles in MAKERS.items() if role in roles]
        return self.filter(organisation_id=actor.organisation_id, kind__in=kinds) if kinds else self.none()


class RosterImport(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="roster_imports")
    kind = models.CharField("种类", max_length=10, choices=RosterKind)
    name = models.CharField("文件", max_length=120)
    made_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("上传", default=timezone.now)
    rows = models.JSONField(default=list)  # [[row number, {column: text}]]; emptied when all are in
    problems = models.JSONField(default=list)  # [[row number, column, sentence]]
    counts = models.JSONField(default=dict)  # new, changed, same, refused
    accounts = models.JSONField(default=list)  # keys of people whose first password is still to be printed
    total = models.PositiveIntegerField("行数", default=0)
    done = models.PositiveIntegerField("已办", default=0)
    confirmed_at = models.DateTimeField("确认", null=True, blank=True)
    finished_at = models.DateTimeField("完成", null=True, blank=True)

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "导入"
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="roster_import_done_of_total"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(confirmed_at__isnull=False),
                name="roster_import_confirmed_first",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"
