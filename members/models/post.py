"""Post [岗位]: an office a user holds in an organisation, from and to; the hat worn in a request."""

from django.db import models
from django.db.models import Q

from members.models.stand_in import CHAIN, StandIn
from members.states import Role, Side


class PostQuerySet(models.QuerySet):
    def current(self, on):
        """Posts that count on the date `on`."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, organisation__active=True
        )

    def held_by(self, user, on):
        """The person's own posts and those of colleagues the person stands in for that day."""
        return self.current(on).filter(Q(user=user) | StandIn.objects.posts_for(user, on))

    def worn_by(self, user, on):
        """Those held, and the ended posts of seats the person has left: from there one still reads the own matters."""
        left = self.filter(
            user=user, role=Role.MEMBER, valid_to__lt=on, member__valid_to__lt=on, organisation__active=True
        )
        return self.held_by(user, on) | left

    def deputies(self, posts, on):
        """{post key: [users]}: who stands in for these posts that day, one statement for each link of the chain."""
        found, level = {post.pk: [] for post in posts}, {post.pk: [post.pk] for post in posts}
        for _ in range(CHAIN):
            links = StandIn.objects.current(on).filter(post__in=level).select_related("deputy__user")
            following = {}
            for link in links:
                for origin in level[link.post_id]:
                    found[origin].append(link.deputy.user)
                    following.setdefault(link.deputy_id, []).append(origin)
            if not following:
                break
            level = following
        return found

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
