"""Inquiry [问询/来信]: asked by the office or the editor, answered by a unit; no ratings, closed by its asker."""

from suggestions import rules
from suggestions.models.item import PROXIES, Item
from suggestions.models.item_queryset import ItemQuerySet
from suggestions.models.journey import valid
from suggestions.models.kinds import KindManager, OfKind
from suggestions.reports import inquiries
from suggestions.states import Kind, State
from weijianyi.workflow import step

S = State


class Inquiry(OfKind, Item):
    objects = KindManager.from_queryset(ItemQuerySet)()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "问询来信"

    @step(
        "转告结果，办结", done="转告结果", who=rules.closes_inquiry, source=S.ANSWERED, guards=[valid],
        form="suggestions.forms.inquiries.PassBackForm", rows=inquiries.pass_back, plan="item.close_inquiry",
        rows_note="转告的内容；来源信息的反映人：通知；交办件：办结", tone="p", icon="check",
    )  # fmt: skip
    def pass_back(self, *, actor, at, told, told_whom=""):
        pass

    @step(
        "答复不够，请再答", done="请单位再答", who=rules.closes_inquiry, source=S.ANSWERED, guards=[valid],
        form="suggestions.forms.inquiries.AskAgainForm", plan="item.ask_again",
        rows_note="重办：下一轮，新的期限", icon="history",
    )  # fmt: skip
    def ask_again(self, *, actor, at, opinion):
        pass


PROXIES[Kind.INQUIRY] = Inquiry
