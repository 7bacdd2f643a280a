"""Proposal [提案]: its own arrows: co-signing and the three readings."""

from suggestions import reviewing, rules
from suggestions.models.item import PROXIES, Item
from suggestions.models.item_queryset import ItemQuerySet
from suggestions.models.joint import JointDrafting
from suggestions.models.journey import complete, valid
from suggestions.models.kinds import KindManager, OfKind
from suggestions.states import Kind, State
from weijianyi.workflow import step

S = State


class Proposal(OfKind, JointDrafting, Item):
    objects = KindManager.from_queryset(ItemQuerySet)()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "提案"

    @step(
        "邀请联名", done="邀请联名", who=rules.is_first_author, source=S.DRAFT, target=S.COSIGNING, guards=[complete],
        button=False, icon="users",
    )  # fmt: skip
    def invite(self, *, actor, at):
        pass

    @step(
        "开始审查", done="开始审查", who=rules.reviews, source=S.SUBMITTED, target=S.IN_REVIEW, guards=[valid],
        rows=reviewing.stop_review, button=False, icon="search",
    )  # fmt: skip
    def take_up(self, *, actor, at):
        self.reviewed_at = self.reviewed_at or at


PROXIES[Kind.PROPOSAL] = Proposal
