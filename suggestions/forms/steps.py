"""Forms that bind the facts of an item's steps."""

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, DateField, ModelChoiceField
from django.utils import timezone

from suggestions.models import Item
from suggestions.review import mains, merging
from suggestions.states import ALLOWED, Complexity, Kind, State
from weijianyi.forms import Day, Segmented, Text
from weijianyi.stepforms import EntryField, StepForm

# The dictionary a kind's refusal is chosen from.
GROUNDS = {Kind.PROPOSAL: "not_filed_reason", Kind.REPORT: "not_adopted_reason"}


class OpinionForm(StepForm):
    opinion = CharField(label="意见", widget=Text(rows=4, limit=500), max_length=500)


class ConsultForm(StepForm):
    opinion = CharField(
        label="需要会商什么",
        widget=Text(rows=4, limit=500),
        max_length=500,
        help_text="写明分歧，便于同事提出意见。",
    )


class SendBackForm(StepForm):
    opinion = CharField(
        label="请委员补充什么", widget=Text(rows=4, limit=500), max_length=500,
        help_text="这段话委员会看到，请写清楚补充什么、怎样补充。",
    )  # fmt: skip


class DeclineForm(StepForm):
    opinion = CharField(
        label="对委员的说明和指导", widget=Text(rows=5, limit=800), max_length=800,
        help_text="说明原因，并指出可以怎样改、改走哪条渠道。",
    )  # fmt: skip

    field_order = ("reason", "opinion")

    def prepare(self):
        grounds = GROUNDS.get(self.subject.kind, "decline_reason")
        self.fields["reason"] = EntryField(self.subject.organisation_id, grounds, label="理由", cards=True)
        self.order_fields(self.field_order)


class ConvertForm(StepForm):
    kind = ChoiceField(label="转为")
    opinion = CharField(label="对委员的说明", widget=Text(rows=3, limit=500), max_length=500, required=False)

    def prepare(self):
        kinds = [Kind.PROPOSAL, Kind.REPORT, Kind.SUGGESTION]
        usual = [(k.value, k.label) for k in kinds if k != self.subject.kind and State.DRAFT in ALLOWED[k]]
        self.fields["kind"].choices = usual
        self.fields["kind"].widget = Segmented(choices=usual)
        if self.subject.kind == Kind.PROPOSAL:
            self.fields["kind"].initial = Kind.REPORT


class MergeForm(StepForm):
    finds = "按标题、作者或号找要并入的一件"
    main = ModelChoiceField(
        Item.objects.none(), label="并入哪一件", to_field_name="slug", empty_label="请选择",
        error_messages={"invalid_choice": "找不到这件事项，请重新选择。"},
    )  # fmt: skip
    opinion = CharField(label="合并的理由", widget=Text(rows=3, limit=500), max_length=500)

    def prepare(self):
        candidates = Item.objects.visible_to(self.actor).filter(
            organisation_id=self.subject.organisation_id, kind=self.subject.kind, voided_at=None
        )
        candidates = candidates.select_related("proposal_facts").order_by("-submitted_at", "-pk")
        self.fields["main"].label_from_instance = merging.named
        self.fields["main"].queryset = candidates.exclude(pk=self.subject.pk).exclude(
            state__in=[
                State.DRAFT,
                State.ANSWERED,
                State.CLOSED,
                State.WITHDRAWN,
                State.DECLINED,
                State.PASSED_ON,
            ]
        )

    def find(self, words):
        """Offer what the words find, or the look-alikes and the latest; any open one may be named all the same."""
        main = self.fields["main"]
        found = mains.mains(self.subject, self.actor, main.queryset, words)
        if words and len(found) == 1:
            found = mains.mains(self.subject, self.actor, main.queryset)
            main.help_text = f"没有找到“{words}”，这里是相近的和最近提交的。"
        self.words, main.choices = words, found


class AcceptForm(StepForm):
    complexity = ChoiceField(
        label="难易",
        choices=Complexity,
        initial=Complexity.NORMAL,
        widget=Segmented,
        help_text="难易决定答复期限。",
    )
    opinion = CharField(label="审核意见", widget=Text(rows=2, limit=300), max_length=300, required=False)


class WithdrawForm(StepForm):
    reason = CharField(label="撤回的理由", widget=Text(rows=3, limit=300), max_length=300)


class PaperWithdrawForm(WithdrawForm):
    """What the author wrote on paper; the office enters it, and the author is told."""

    asked_on = DateField(label="书面申请的日期", widget=Day())

    def clean_asked_on(self):
        asked_on = self.cleaned_data["asked_on"]
        if asked_on > timezone.localdate():
            raise ValidationError("书面申请的日期不能晚于今天。")
        return asked_on


class VoidForm(StepForm):
    reason = CharField(
        label="作废的理由", widget=Text(rows=3, limit=300), max_length=300,
        help_text="作废后不再计入统计，记录保留，不能恢复。",
    )  # fmt: skip
