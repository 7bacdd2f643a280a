"""Suggestion [微建议]: its own arrows: consultation; everything else is the common journey."""

from suggestions import rules
from suggestions.models.item import PROXIES, Item
from suggestions.models.item_queryset import ItemQuerySet
from suggestions.models.journey import valid
from suggestions.models.kinds import KindManager, OfKind
from suggestions.models.linked import LinkedSteps
from suggestions.review import reviewing
from suggestions.states import Kind, State
from weijianyi.workflow import step

S = State


class Suggestion(LinkedSteps, OfKind, Item):
    objects = KindManager.from_queryset(ItemQuerySet)()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "微建议"

    @step(
        "会商", done="提请会商", who=rules.reviews, source=S.SUBMITTED, target=S.CONSULTING, guards=[valid],
        form="suggestions.forms.ConsultForm", rows=reviewing.write("consult"), rows_note="审核意见：会商",
        icon="users",
    )  # fmt: skip
    def consult(self, *, actor, at, opinion):
        self.reviewed_at = self.reviewed_at or at

    @step(
        "会商结束，回到待审", done="会商形成意见", who=rules.reviews, source=S.CONSULTING, target=S.SUBMITTED,
        guards=[valid], form="suggestions.forms.OpinionForm", rows=reviewing.write("consult"), icon="check",
    )  # fmt: skip
    def conclude(self, *, actor, at, opinion):
        pass


PROXIES[Kind.SUGGESTION] = Suggestion
