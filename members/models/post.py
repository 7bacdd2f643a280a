"""Post [岗位]: an office a user holds in an organisation, from and to; the hat worn in a request."""

from django.db import models
from django.db.models import Q

from members.states import Role, Side


class PostQuerySet(models.QuerySet):
    def current(self, on):
        """Posts that count on the date `on`."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, organisation__active=True
        )

    def with_hat(self):
        # Names of reverse relations of higher apps: reading upward without an import.
        return self.select_related("organisation", "user", "member", "collective", "officer__department")


class Post(models.Model):
    user = models.ForeignKey("members.User", models.PROTECT, related_name="posts")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="posts")
    role = models.CharField("角色", max_length=12, choices=Role)
    title = models.CharField("职务", max_length=60, blank=True)
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="posts")
    collective = models.ForeignKey(
        "members.Collective", models.PROTECT, null=True, blank=True, related_name="operators"
    )
    side = models.CharField("系统", max_length=10, choices=Side, blank=True)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "岗位"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="post_role_known"),
            models.CheckConstraint(
                condition=~Q(role=Role.MEMBER) | Q(member__isnull=False), name="post_member_has_seat"
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.OPERATOR) | Q(collective__isnull=False),
                name="post_operator_has_collective",
            ),
        ]

    def __str__(self):
        return f"{self.organisation.short_name}·{self.label}"

    @property
    def label(self):
        return self.title or self.get_role_display()
