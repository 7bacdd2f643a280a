"""Which items an actor may open, and the selections that lists share."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from members.rules import department_of, is_client
from members.states import FORMER, OFFICE, UNIT, Role, Scope
from suggestions.models.authorship import Authorship
from suggestions.models.draft_version import Drafter
from suggestions.states import DISPATCHED, UNDER_REVIEW, UNSENT, Kind, LinkKind, SignerState, State
from weijianyi.audit.models import SYSTEM


class ItemQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """What this actor may open; the page itself hides the text from those who see public facts only."""
        if actor.kind == SYSTEM:
            return self
        if actor.link is not None:
            return self.received_through(actor.link)
        if actor.post is None:
            return self.none()
        own = self.filter(organisation_id=actor.post.organisation_id)
        role = actor.post.role
        if role in (Role.MEMBER, Role.OPERATOR):
            return own.filter(self._written_by(actor) | self._drafted_by(actor) | self._public_facts())
        if role == FORMER:  # what was handed in under the own name, in every state
            return own.filter(self._written_by(actor, [SignerState.SIGNED]), submitted_at__isnull=False)
        if role in OFFICE:
            return own.exclude(state__in=UNSENT, entered_by=None).exclude(kind=Kind.REPORT)
        if role == Role.LEADER:
            return own.exclude(state__in=UNSENT)
        if role == Role.EDITOR:
            return own.filter(Q(kind=Kind.REPORT) | self._asked_by_editors()).exclude(
                state__in=UNSENT, entered_by=None
            )
        if role == Role.INFORMANT:
            return own.filter(self._written_by(actor), kind=Kind.REPORT)
        if role in UNIT:
            return self.filter(pk__in=self._desks().filter(department_id=department_of(actor)).values("item"))
        if role in (Role.SUPERVISOR, Role.RELAY):
            return self.filter(pk__in=self._desks_watched_by(actor).values("item"))
        if is_client(actor, Scope.READ_ITEMS):
            return self._for_client(actor)
        return self.none()

    def received_through(self, link):
        """What came in through this hand-over, and the item it was merged into."""
        merged = Q(links_in__kind=LinkKind.MERGED, links_in__voided_at=None)
        return self.filter(Q(pk=link.to_item_id) | (merged & Q(links_in__from_item=link.to_item_id)))

    def _for_client(self, actor):
        """A department's own system sees its department's items, any other what members see of others'."""
        department = department_of(actor)
        if department is None:
            return self.filter(self._public_facts(), organisation_id=actor.post.organisation_id)
        return self.filter(pk__in=self._desks().filter(department_id=department).values("item"))

    def written_by(self, actor):
        """Items this actor has signed, drafts included."""
        return self.filter(self._written_by(actor, [SignerState.SIGNED]))

    def inviting(self, actor):
        """Proposals whose text waits for this member's signature."""
        return self.filter(
            self._written_by(actor, [SignerState.INVITED]), state=State.COSIGNING, voided_at=None
        )

    @staticmethod
    def _written_by(actor, states=(SignerState.SIGNED, SignerState.INVITED)):
        post = actor.post
        seated = post.role in (Role.MEMBER, FORMER)
        if seated:
            mine = Q(member_id=post.member_id)
        elif post.role == Role.INFORMANT:
            mine = Q(user_id=post.user_id, member=None, collective=None)
        else:
            mine = Q(collective_id=post.collective_id)
        return Q(
            Exists(
                Authorship.objects.filter(
                    mine,
                    item=OuterRef("pk"),
                    remote=False,
                    member__isnull=not seated,
                    state__in=states,
                )
            )
        )

    def drafted_by(self, actor):
        """Items whose collective text this member was named to work on."""
        return self.filter(self._drafted_by(actor))

    @staticmethod
    def _drafted_by(actor):
        member = actor.post.member_id if actor.post.role == Role.MEMBER else None
        named = Drafter.objects.filter(item=OuterRef("pk"), member_id=member, released_at=None)
        return Q(Exists(named))

    @staticmethod
    def _public_facts():
        return Q(
            kind__in=[Kind.SUGGESTION, Kind.PROPOSAL], state__in=DISPATCHED, open_consent=True, voided_at=None
        )

    @staticmethod
    def _asked_by_editors():
        """Inquiries made of reports: the editor does the reviewer's steps on them."""
        return Q(kind=Kind.INQUIRY, entered_by__role=Role.EDITOR)

    def _desks(self):
        # Reading upward through the reverse key of dispatch.Assignment, without an import; proxies have none.
        item = self.model._meta.concrete_model
        return item._meta.get_field("desks").related_model.objects.seen_by_unit()

    def _desks_watched_by(self, actor):
        desks = self._desks()
        if actor.post.role == Role.RELAY:
            return desks.filter(role="relay", department_id=department_of(actor))
        return desks.filter(
            item__organisation_id=actor.post.organisation_id, department__side=actor.post.side
        )

    def valid(self):
        """Without what was declared void: the default of every figure."""
        return self.filter(voided_at=None)

    def filed(self):
        """Proposals on file: with a number of their own, or as part of one that has it."""
        return self.filter(Q(number__isnull=False, session__isnull=False) | Q(filed_under__isnull=False))

    def submitted(self):
        return self.exclude(submitted_at=None)

    def waiting_for_review(self):
        return self.filter(state__in=UNDER_REVIEW, voided_at=None)

    def for_lists(self):
        """What a row of a list shows, in a constant number of statements."""
        return self.select_related("case").prefetch_related("authorships")
