"""Forms of the directory: filters, a member, a unit, its new name, its successor."""

from django.forms import BooleanField, CharField, ChoiceField, DateField, ModelChoiceField, RegexField
from django.utils import timezone

from dispatch.forms.accounts import PHONE
from dispatch.models import Department
from dispatch.people.directory import KINDS
from members.models import Collective, Member, Organisation
from members.states import GROUPS, CollectiveKind, Side
from weijianyi.forms import Day, Form, ModelForm, Text


class Filter(Form):
    def wanted(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class MemberFilter(Filter):
    q = CharField(label="姓名、手机号或单位", required=False, max_length=60)
    sector = ModelChoiceField(Collective.objects.none(), label="界别", required=False, empty_label="全部")
    committee = ModelChoiceField(
        Collective.objects.none(), label="专委会", required=False, empty_label="全部"
    )
    county = ModelChoiceField(Organisation.objects.none(), label="县市区", required=False, empty_label="全部")
    group = ModelChoiceField(Collective.objects.none(), label="小组", required=False, empty_label="全部")
    state = ChoiceField(
        label="情况", required=False, choices=[("", "在任"), ("left", "已离任"), ("all", "全部")]
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        own = Collective.objects.filter(organisation_id=actor.organisation_id, active=True)
        every = list(own.filter(kind__in=[CollectiveKind.SECTOR, CollectiveKind.COMMITTEE, *GROUPS]))
        kinds = {"sector": [CollectiveKind.SECTOR], "committee": [CollectiveKind.COMMITTEE], "group": GROUPS}
        for name, wanted in kinds.items():  # one statement for the choices of all three
            self.fields[name].queryset = own.filter(kind__in=wanted)
            some = [(row.pk, row.name) for row in every if row.kind in wanted]
            self.fields[name].choices = [("", "全部"), *some]
        self.fields["county"].queryset = counties(actor)

    def said(self):
        """What was chosen, in words: “界别 医卫界，情况 已离任”."""
        states = dict(self.fields["state"].choices)
        return "，".join(
            f"{self.fields[name].label} {states[value] if name == 'state' else value}"
            for name, value in self.wanted().items()
            if value
        )


def counties(actor):
    found = Organisation.objects.filter(parent=actor.organisation_id, active=True)
    return found


class MemberForm(Form):
    name = CharField(label="姓名", max_length=60)
    phone = RegexField(PHONE, label="手机号", error_messages={"invalid": "手机号是 1 开头的 11 位数字。"})
    employer = CharField(label="单位职务", max_length=100, required=False)
    valid_from = DateField(label="任期从哪天起", widget=Day())
    standing_from = DateField(
        label="常委从哪天起", widget=Day(), required=False, help_text="不是常委的不填。"
    )
    standing_to = DateField(label="常委到哪天止", widget=Day(), required=False)
    on = DateField(
        label="界别和小组的变动从哪天起", widget=Day(), required=False,
        help_text="不填就从今天起；以前提交的事项保留当时的界别。",
    )  # fmt: skip
    field_order = (
        "name",
        "phone",
        "employer",
        "valid_from",
        "standing_from",
        "standing_to",
        *KINDS,
        "county",
        "on",
    )

    def __init__(self, *args, actor, member=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.actor = member, actor
        own = Collective.objects.filter(organisation_id=actor.organisation_id, active=True)
        for name, kind in KINDS.items():
            self.fields[name] = ModelChoiceField(
                own.filter(kind=kind), label=CollectiveKind(kind).label, required=False, empty_label="没有"
            )
        self.fields["county"] = ModelChoiceField(
            counties(actor), label="县市区", required=False, empty_label="没有"
        )
        self.order_fields(self.field_order)

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip().removeprefix("+86")
        same = Member.objects.filter(organisation_id=self.actor.organisation_id, phone=phone)
        if taken := same.exclude(pk=self.member.pk if self.member else None).first():
            self.add_error("phone", f"名册里已经有这个手机号：{taken.name}。")
        return phone

    def clean(self):
        data = super().clean()
        first, last = data.get("standing_from"), data.get("standing_to")
        if last and not first:
            self.add_error("standing_from", "填了常委到哪天止，也请填从哪天起。")
        elif first and last and last < first:
            self.add_error("standing_to", "结束日期在开始日期之前。")
        return data

    def facts(self):
        return self.cleaned_data, self.cleaned_data["on"] or timezone.localdate()


class LeaveForm(Form):
    on = DateField(label="最后一天（含当天）", widget=Day())
    sure = BooleanField(label="以上情况已经看过")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class UnitFilter(Filter):
    q = CharField(label="名称或职责", required=False, max_length=60)
    side = ChoiceField(label="系统", required=False, choices=[("", "全部"), *Side.choices])
    state = ChoiceField(
        label="情况", required=False, choices=[("", "在用"), ("ended", "已撤并"), ("all", "全部")]
    )


class UnitForm(ModelForm):
    class Meta:
        model = Department
        fields = [
            "name", "short_name", "side", "phone", "letter_word", "duties", "paper", "single_signer", "relays",
        ]  # fmt: skip
        widgets = {"duties": Text(rows=8)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # a name is changed on its own page, which keeps the old one
            del self.fields["name"], self.fields["short_name"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Department.objects.filter(organisation_id=self.instance.organisation_id, name=name).exists():
            self.add_error("name", "已经有这个单位。")
        return name


class RenameForm(Form):
    name = CharField(label="新的全称", max_length=60)
    short_name = CharField(label="新的简称", max_length=20)
    on = DateField(label="从哪天起", widget=Day())

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["on"].initial = timezone.localdate()

    def clean_name(self):
        name = self.cleaned_data["name"]
        own = Department.objects.filter(organisation_id=self.unit.organisation_id, name=name)
        if own.exclude(pk=self.unit.pk).exists():
            self.add_error("name", "已经有这个单位；两个单位合成一个，请用“合并”。")
        return name


class MergeForm(Form):
    successor = ModelChoiceField(Department.objects.none(), label="并入哪个单位", empty_label="请选择")
    on = DateField(label="最后一天（含当天）", widget=Day())

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        own = Department.objects.filter(organisation_id=unit.organisation_id, active=True)
        self.fields["successor"].queryset = (
            own.filter(relays=unit.relays).exclude(pk=unit.pk).order_by("name")
        )
        self.fields["on"].initial = timezone.localdate()
