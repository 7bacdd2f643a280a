"""Forms about studios: the whole record, the liaison's part of it, a member's seat, a rule of duty."""

from django.core.exceptions import ValidationError
from django.forms import BooleanField, MultipleChoiceField, TypedChoiceField
from django.utils import timezone

from members.duties.forms import Clock, Colleague
from members.models import DutyRule, Member, Post, Studio, StudioMember
from members.models.duty_rule import WEEKS
from members.states import Role
from weijianyi import forms, rulebook


def subjects(organisation_id):
    """[(code, label)] of what a member may know well."""
    return [(entry.code, entry.label) for entry in rulebook.entries(organisation_id, "category")]


class LiaisonStudioForm(forms.ModelForm):
    """What the liaison keeps up to date."""

    class Meta:
        model = Studio
        fields = ["phone", "hours", "intro", "online"]
        widgets = {"intro": forms.Text(rows=4)}
        help_texts = {
            "hours": "印在海报上，例如每月第一个周一上午 9:00–11:30。",
            "intro": "群众扫码后看得到。",
        }


class StudioForm(LiaisonStudioForm):
    class Meta(LiaisonStudioForm.Meta):
        fields = ["name", "level", "address", "liaison", "phone", "hours", "intro", "online", "opened_on"]
        widgets = LiaisonStudioForm.Meta.widgets | {"opened_on": forms.Day}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Post.objects.current(timezone.localdate()).filter(
            organisation=self.instance.organisation_id, role=Role.LIAISON
        )
        self.fields["liaison"].queryset = posts.select_related("user", "organisation")
        self.fields["liaison"].label_from_instance = lambda post: f"{post.user.name}（{post.label}）"
        self.fields["liaison"].empty_label = "暂时没有"

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        same = Studio.objects.filter(organisation=self.instance.organisation_id, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError("已经有一个同名的工作室。")
        return name


class SeatForm(forms.ModelForm):
    member = Colleague(Member.objects.none(), label="委员", empty_label="请选择")
    expertise = MultipleChoiceField(
        label="专长领域", required=False, widget=forms.Ticks(columns=2), help_text="排班时优先对口。"
    )

    class Meta:
        model = StudioMember
        fields = ["member", "convenor", "expertise"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        studio = self.instance.studio
        self.fields["expertise"].choices = subjects(studio.organisation_id)
        if self.instance.pk:
            del self.fields["member"]
            return
        known = studio.seats.filter(valid_to=None).values("member")
        found = Member.objects.filter(organisation=studio.organisation_id, valid_to=None).exclude(
            pk__in=known
        )
        self.fields["member"].queryset = found.select_related("sector").order_by("name", "pk")


class RuleForm(forms.ModelForm):
    week = TypedChoiceField(
        label="周期", coerce=int, empty_value=None, required=False,
        choices=[("", "每周"), *((n, f"每月{word}") for n, word in WEEKS)],
    )  # fmt: skip
    whole_month = BooleanField(
        label="一人一月", required=False, help_text="一位委员负责这条规则的整个月；不选则每次轮换。"
    )
    for_head = BooleanField(
        label="局长进站", required=False, help_text="由部门负责人值班，排班后逐次填写是谁。"
    )
    moves = BooleanField(
        label="遇放假顺延", required=False, help_text="顺延到放假后第一个工作日；不选则这一次跳过。"
    )
    subject = TypedChoiceField(label="对口领域", required=False, empty_value="")

    class Meta:
        model = DutyRule
        fields = [
            "week", "weekday", "starts", "ends", "mode", "whole_month", "for_head", "subject", "topic", "moves",
            "valid_from", "valid_to",
        ]  # fmt: skip
        widgets = {
            "starts": Clock, "ends": Clock, "mode": forms.Segmented, "valid_from": forms.Day, "valid_to": forms.Day,
        }  # fmt: skip
        help_texts = {"valid_to": "不填则一直有效。停用这条规则，填上最后一天。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [
            ("", "不限"),
            *subjects(self.instance.studio.organisation_id),
        ]

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "结束要晚于开始。")
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "“止”不能早于“起”。")
        return data
