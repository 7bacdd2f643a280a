"""Forms of the grid: an informant, a place of the grid, the filter of the table."""

from django.forms import BooleanField, CharField, ChoiceField, DateField, ModelChoiceField
from django.utils import timezone

from dispatch.models import GridPlace
from dispatch.models.informant import GridLevel, InformantKind
from dispatch.reports import grid
from members.models import Post, Studio
from members.states import Role
from suggestions.forms.words import Words
from weijianyi.forms import Choices, Day, Form, Text

NAMES = ("kind", "name", "phone", "background", "studio", "valid_from", "valid_to")


class InformantForm(Form):
    kind = ChoiceField(
        label="身份", choices=InformantKind.choices, initial=InformantKind.INFORMANT, required=False,
        widget=Choices(columns=2, hints={
            "informant": "单位指定，报送本单位掌握的情况。",
            "deliberator": "从企业、村、社区和行业一线选聘，收集民意，参加议事。",
        }),
    )  # fmt: skip
    name = Words(label="姓名", max_length=60)
    phone = CharField(label="电话", max_length=20, required=False)
    background = CharField(
        label="来自哪里", max_length=60, required=False, help_text="企业、村、社区或行业，议政员填写。"
    )
    studio = ModelChoiceField(
        Studio.objects.none(), label="所在工作室", required=False, empty_label="不在工作室",
        help_text="议政员可以在委员工作室值班。",
    )  # fmt: skip
    valid_from = DateField(label="从哪天起", widget=Day)
    valid_to = DateField(label="到哪天止", widget=Day, required=False, help_text="还在任的留空。")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        choices = {}
        for unit in grid.units(actor.organisation_id):
            choices.setdefault(unit.level_label, []).append((unit.key, unit.name))
        self.fields["unit"] = ChoiceField(label="哪个单位", choices=[("", "请选择"), *choices.items()])
        posts = Post.objects.current(timezone.localdate()).with_hat()
        self.fields["account"] = ModelChoiceField(
            posts.filter(organisation_id=actor.organisation_id, role=Role.INFORMANT), label="账号", required=False,
            empty_label="没有账号，由信息编辑代录", help_text="有账号的可以自己登录报送。",
        )  # fmt: skip
        self.fields["account"].label_from_instance = lambda post: f"{post.user}，{post.label}"
        self.fields["studio"].queryset = Studio.objects.visible_to(actor).open_on(timezone.localdate())
        self.order_fields(
            ("kind", "unit", "name", "phone", "background", "studio", "account", "valid_from", "valid_to")
        )

    def clean_kind(self):
        return self.cleaned_data["kind"] or InformantKind.INFORMANT

    def clean(self):
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "截止日期不能早于开始日期。")
        if self.cleaned_data.get("studio") and self.cleaned_data.get("kind") == InformantKind.INFORMANT:
            self.add_error("studio", "信息员不在工作室值班；是议政员的，请把身份选成议政员。")
        return self.cleaned_data


class PlaceForm(Form):
    level = ChoiceField(label="层级", choices=GridLevel.choices)
    names = CharField(
        label="名称", max_length=2000, widget=Text(rows=6), help_text="一行一个，可以一次添加多个。"
    )

    def __init__(self, *args, organisation_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation_id = organisation_id

    def clean_names(self):
        found = list(
            dict.fromkeys(line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip())
        )
        if too_long := next((name for name in found if len(name) > 60), None):
            self.add_error("names", f"“{too_long[:20]}…”太长，最多 60 字。")
        return found

    def new(self):
        """Names the level does not have yet."""
        old = set(
            GridPlace.objects.filter(
                organisation_id=self.organisation_id, level=self.cleaned_data["level"]
            ).values_list("name", flat=True)
        )
        return [name for name in self.cleaned_data["names"] if name not in old]


class GridFilter(Form):
    level = ChoiceField(label="层级", required=False, choices=[("", "全部层级"), *grid.LEVELS.items()])
    gaps = BooleanField(label="只看还没有信息员的", required=False)
    deliberators = BooleanField(label="只看有议政员的", required=False)

    def wanted(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
