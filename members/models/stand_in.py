"""StandIn [代理]: while one is away a colleague acts from the own post under the other's hat; both see it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

LONGEST = timedelta(days=366)
IN_FORCE = """
    link.ended_at IS NULL AND link.valid_from <= %s AND link.valid_to >= %s
    AND deputy.valid_from <= %s AND (deputy.valid_to IS NULL OR deputy.valid_to >= %s)
"""
CHAIN_SQL = f"""
    WITH RECURSIVE chain(post_id, length) AS (
        SELECT link.post_id, 1
        FROM members_standin link JOIN members_post deputy ON deputy.id = link.deputy_id
        WHERE deputy.user_id = %s AND {IN_FORCE}
        UNION
        SELECT link.post_id, chain.length + 1
        FROM chain
        JOIN members_standin link ON link.deputy_id = chain.post_id
        JOIN members_post deputy ON deputy.id = link.deputy_id
        WHERE chain.length < %s AND {IN_FORCE}
    )
    SELECT post_id FROM chain
"""  # noqa: S608  two constants put together
CHAIN = 3  # who stands in for whoever stands in for somebody: three links are more than any office has


class StandInQuerySet(models.QuerySet):
    def current(self, on):
        """In force on that day, while the deputy still holds the own post."""
        held = Q(deputy__valid_to=None) | Q(deputy__valid_to__gte=on)
        return self.filter(
            held, ended_at=None, valid_from__lte=on, valid_to__gte=on, deputy__valid_from__lte=on
        )

    def posts_for(self, user, on):
        """The posts this person stands in for, also where somebody away stands in for others, as a condition.

        Written as SQL: every page asks it, and putting it together link by link took a sixth of its time.
        """
        day = on.isoformat()
        first, further = [user.pk, day, day, day, day], [CHAIN, day, day, day, day]
        return Q(pk__in=RawSQL(CHAIN_SQL, [*first, *further]))  # noqa: S611  no text of a user in it

    def not_over(self, on):
        """Those in force and those still to come."""
        return self.filter(ended_at=None, valid_to__gte=on)

    def for_actor(self, actor):
        """Whoever is concerned: both people, and the administrator of the organisation."""
        if actor.user is None:
            return self.none()
        own = Q(post__user=actor.user) | Q(deputy__user=actor.user)
        if actor.post and actor.post.role == "org_admin":
            own |= Q(post__organisation_id=actor.post.organisation_id)
        return self.filter(own)

    def with_names(self):
        return self.select_related("post__user", "post__organisation", "deputy__user", "deputy__organisation")


class StandIn(models.Model):
    post = models.ForeignKey("members.Post", models.PROTECT, related_name="stand_ins", verbose_name="岗位")
    deputy = models.ForeignKey(
        "members.Post", models.PROTECT, related_name="stands_in", verbose_name="代理人"
    )
    valid_from = models.DateField("起")
    valid_to = models.DateField("止")
    reason = models.CharField("原因", max_length=60, blank=True)
    made_by = models.ForeignKey("members.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("录入", default=timezone.now)
    ended_at = models.DateTimeField("提前结束", null=True, blank=True)
    ended_by = models.ForeignKey("members.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = StandInQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name = verbose_name_plural = "代理"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="stand_in_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(post=F("deputy")), name="stand_in_two_people"),
        ]

    def __str__(self):
        return f"{self.deputy.user} 代 {self.post.user}（{self.post.label}）"

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to - self.valid_from > LONGEST:
            raise ValidationError({"valid_to": "代理一次最长一年，到期可以再设。"})
