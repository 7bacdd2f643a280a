"""Forms of accounts and posts: the filter, a new account, a further post, its last day."""

from django.forms import CharField, ChoiceField, DateField, ModelChoiceField, RegexField
from django.utils import timezone

from dispatch.models import Department
from dispatch.people import accounts
from members.models import Collective, Member, User
from members.states import UNIT, Role, Side
from weijianyi.forms import Day, Form

GIVEN = [(role.value, role.label) for role in Role if role not in accounts.NEVER_GIVEN]
OF_UNIT = frozenset({*UNIT, Role.RELAY})
PHONE = r"^\s*(\+86)?1\d{10}\s*$"


class AccountFilter(Form):
    q = CharField(label="姓名、手机号或账号", required=False, max_length=60)
    role = ChoiceField(label="岗位", required=False, choices=[("", "全部岗位"), *GIVEN])
    state = ChoiceField(label="情况", required=False, choices=[("", "全部"), *accounts.STATES])

    def wanted(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PostForm(Form):
    role = ChoiceField(label="岗位", choices=[("", "请选择"), *GIVEN])
    title = CharField(
        label="职务", max_length=60, required=False, help_text="印在姓名旁边，例如“提案委主任”。"
    )
    department = ModelChoiceField(
        Department.objects.none(), label="承办单位", required=False, empty_label="不属于承办单位",
        help_text="经办人、分管领导、转办机构的人必须选。",
    )  # fmt: skip
    section = CharField(label="科室", max_length=40, required=False)
    seat = ModelChoiceField(
        Member.objects.none(), label="委员", required=False, empty_label="不是委员",
        help_text="委员先在名册里登记，再在这里开账号。",
    )  # fmt: skip
    collective = ModelChoiceField(
        Collective.objects.none(), label="代表哪个集体", required=False, empty_label="不代表集体",
        help_text="只有集体提案经办人要选。",
    )  # fmt: skip
    side = ChoiceField(
        label="哪个系统", required=False, choices=[("", "不区分"), *Side.choices], help_text="督查室必须选。"
    )
    valid_from = DateField(label="从哪天起", widget=Day())

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        own = {"organisation_id": actor.organisation_id}
        self.fields["department"].queryset = Department.objects.filter(**own, active=True).order_by("name")
        self.fields["seat"].queryset = Member.objects.filter(**own, user=None, valid_to=None).order_by("name")
        self.fields["collective"].queryset = Collective.objects.filter(**own, active=True)
        self.fields["valid_from"].initial = timezone.localdate()

    def clean(self):
        data = super().clean()
        role, unit = data.get("role"), data.get("department")
        if role in OF_UNIT and "department" in data and unit is None:
            self.add_error("department", "请选择承办单位。")
        if role == Role.RELAY and unit is not None and not unit.relays:
            self.add_error("department", f"{unit.short_name}不是转办机构。")
        if role not in OF_UNIT:
            data["department"] = None
        self.ask(role, Role.MEMBER, "seat", "请选择名册里的委员。")
        self.ask(role, Role.OPERATOR, "collective", "请选择代表哪个集体。")
        self.ask(role, Role.SUPERVISOR, "side", "请选择属于哪个系统。")
        return data

    def ask(self, role, wanted, name, sentence):
        """A field that one role must have and no other one has."""
        if role != wanted:
            self.cleaned_data[name] = self.cleaned_data.get(name) if name == "side" else None
        elif name in self.cleaned_data and not self.cleaned_data[name]:
            self.add_error(name, sentence)

    def post(self):
        names = ("role", "title", "department", "section", "seat", "collective", "side", "valid_from")
        return {name: self.cleaned_data[name] for name in names}


class AccountForm(PostForm):
    name = CharField(label="姓名", max_length=60)
    phone = RegexField(
        PHONE, label="手机号", error_messages={"invalid": "手机号是 1 开头的 11 位数字。"},
        help_text="用来登录和收短信。",
    )  # fmt: skip
    username = CharField(
        label="账号", max_length=60, required=False, help_text="不填就用手机号；已经开的账号不能改名。"
    )
    field_order = ("name", "phone", "username", "role")

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip().removeprefix("+86")
        if taken := User.objects.filter(phone=phone, is_active=True).first():
            self.add_error("phone", f"这个手机号已经有账号（{taken.name}）。要加岗位，请打开他的那一页。")
        return phone

    def clean(self):
        data = super().clean()
        data["username"] = data.get("username") or data.get("phone") or ""
        if data["username"] and User.objects.filter(username=data["username"]).exists():
            self.add_error("username", "这个账号名已经有人用，请换一个。")
        return data


class LastDayForm(Form):
    on = DateField(
        label="最后一天（含当天）", widget=Day(), help_text="第二天起这个岗位不能再用，办过的事都在。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
