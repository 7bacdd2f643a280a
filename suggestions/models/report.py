"""Report [社情民意信息]: its own arrows: editing and adoption; sign-off belongs to the issue."""

from suggestions import rules
from suggestions.models.item import PROXIES, Item
from suggestions.models.item_queryset import ItemQuerySet
from suggestions.models.journey import valid
from suggestions.models.kinds import KindManager, OfKind
from suggestions.reports import arriving as report_arriving
from suggestions.reports import editing as report_editing
from suggestions.reports import inquiries, remarks
from suggestions.states import Kind, State
from weijianyi.workflow import step, system_only

S = State


class Report(OfKind, Item):
    objects = KindManager.from_queryset(ItemQuerySet)()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "社情民意信息"

    @step(
        "编辑", done="开始编辑", who=rules.reviews, source=S.SUBMITTED, target=S.EDITING, guards=[valid],
        rows=report_editing.take_up, rows_note="编辑：是谁", button=False, icon="pencil",
    )  # fmt: skip
    def edit(self, *, actor, at):
        self.reviewed_at = self.reviewed_at or at

    @step(
        "修改文字", done="编辑修改", who=rules.reviews, source=S.EDITING, target=S.EDITING, guards=[valid],
        form="suggestions.forms.reports.ReviseForm", rows=report_editing.revise,
        rows_note="编辑后的文字、体裁、来源、密级标识；作者原文不动", button=False, internal=True, icon="pencil",
    )  # fmt: skip
    def revise(self, *, actor, at, texts, form=None, source=None, secrecy="", urgent=False):
        report_editing.check_texts(texts)

    @step(
        "下级报送", done="收到下级报送", who=system_only, source=S.DRAFT, target=S.SUBMITTED, guards=[valid],
        rows=report_arriving.receive, rows_note="编号；约定审核日；案留在报送的政协", button=False, icon="send",
    )  # fmt: skip
    def arrive(self, *, actor, at):
        self.submitted_at = at

    @step(
        "转单位办理", done="转单位办理", who=rules.reviews, source=[S.EDITING, S.ADOPTED], guards=[valid],
        form="suggestions.forms.inquiries.ForwardForm", rows=inquiries.forward_report,
        rows_note="问询：待交办，期限按信息转办；信息本身状态不变", button=False, icon="send",
    )  # fmt: skip
    def forward(self, *, actor, at, title, situation, advice):
        pass

    @step(
        "随所在期次转单位办理", done="转单位办理", who=system_only, source=[S.EDITING, S.ADOPTED], button=False,
    )  # fmt: skip
    def went_to_unit(self, *, actor, at):
        pass

    @step(
        "单位已答复", done="单位已答复", who=system_only, source=[S.EDITING, S.ADOPTED, S.RETURNED, S.DECLINED],
        button=False,
    )  # fmt: skip
    def was_answered(self, *, actor, at, note):
        pass

    @step(
        "点评", done="点评", who=rules.reviews,
        source=[S.SUBMITTED, S.RETURNED, S.EDITING, S.ADOPTED, S.DECLINED, S.PASSED_ON],
        guards=[valid, remarks.month_open], form="suggestions.forms.reports.RemarkForm", rows=remarks.write,
        rows_note="点评：反映人看得到；当月的到次月定稿", button=False, icon="message-2",
    )  # fmt: skip
    def remark(self, *, actor, at, opinion):
        pass

    @step(
        "采用", who=system_only, source=S.EDITING, target=S.ADOPTED, button=False, icon="check",
    )  # fmt: skip
    def adopt(self, *, actor, at):
        self.accepted_at = at

    @step(
        "撤回采用", done="所在期次撤回", who=system_only, source=S.ADOPTED, target=S.EDITING,
        button=False,
    )  # fmt: skip
    def unadopt(self, *, actor, at):
        self.accepted_at = None


PROXIES[Kind.REPORT] = Report
