"""Which opinions an actor may open, and the selections that lists share."""

from django.db import models

from members.models.studio import Studio
from members.opinions.states import OPEN, WAITING, OpinionState
from members.states import OFFICE, Role
from weijianyi.audit.models import RESIDENT, SYSTEM

S = OpinionState


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Office and leaders of the organisation; liaison and members of the studio; the resident with the code."""
        if actor.kind == SYSTEM:
            return self
        if actor.kind == RESIDENT:
            return self.filter(pk=actor.link.pk) if isinstance(actor.link, self.model) else self.none()
        if actor.post is None:
            return self.none()
        post, role = actor.post, actor.post.role
        own = self.filter(organisation_id=post.organisation_id)
        if role in OFFICE:
            return own
        if role == Role.LEADER:
            return own.sorted_out()
        if role == Role.LIAISON:
            return own.filter(studio__liaison=post)
        if role == Role.MEMBER:
            seats = Studio.objects.filter(seats__member=post.member_id, seats__valid_to=None)
            return own.sorted_out().filter(studio__in=seats.values("pk"))
        return self.none()

    def sorted_out(self):
        """Without what is kept apart as doubtful or was found void."""
        return self.filter(suspicion="").exclude(state=S.SPAM)

    def doubtful(self):
        return self.filter(state=S.RECEIVED).exclude(suspicion="")

    def waiting(self):
        return self.sorted_out().filter(state__in=sorted(WAITING))

    def open(self):
        return self.sorted_out().filter(state__in=sorted(OPEN))

    def published(self):
        """The redacted texts the studio shows to everybody."""
        return self.filter(published_at__isnull=False, state=S.CLOSED)

    def of(self, studio):
        """For the studio's public page; what of it is published narrows it."""
        return self.filter(studio=studio)

    def for_lists(self):
        return self.select_related("studio", "taken_by__user")
