"""Forms of 接口管理: a new key, a subscription."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, DateField, ModelChoiceField, MultipleChoiceField, URLField
from django.utils import timezone

from dispatch.models import Department
from members.states import Scope
from weijianyi import outgoing, rulebook
from weijianyi.api.keys import READS
from weijianyi.api.models import ApiKey, Purpose
from weijianyi.api.webhooks import CHOICES
from weijianyi.forms import Choices, Day, Form, Ticks


class KeyForm(Form):
    name = CharField(label="名称", max_length=40, help_text="写明给哪个系统用，例如“城管局案件系统”。")
    purpose = ChoiceField(
        label="用途", choices=Purpose.choices,
        widget=Choices(hints={
            Purpose.READ: "已交办、同意公开的事项：标题、地点、状态、单位、已转出的答复",
            Purpose.DEPARTMENT: "一个承办单位自己的交办件：读取，并可按权限签收、沟通、答复",
        }),
    )  # fmt: skip
    department = ModelChoiceField(
        label="承办单位",
        queryset=Department.objects.none(),
        required=False,
        help_text="用途为承办单位系统时选择。",
    )
    scopes = MultipleChoiceField(label="权限", choices=Scope.choices, widget=Ticks)
    expires_on = DateField(label="有效期至", widget=Day)

    def __init__(self, *args, organisation, **kwargs):
        self.longest = rulebook.value(organisation, "api_key_days")
        last = timezone.localdate() + timedelta(days=self.longest)
        super().__init__(*args, initial={"expires_on": last}, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(organisation=organisation, active=True)

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + timedelta(days=self.longest):
            raise ValidationError(f"有效期从今天起，最长 {self.longest} 天。")
        return day

    def clean(self):
        data = super().clean()
        if data.get("purpose") == Purpose.DEPARTMENT and not data.get("department"):
            self.add_error("department", "请选择承办单位。")
        if data.get("purpose") == Purpose.READ:
            data["department"] = None
            if set(data.get("scopes", ())) - set(READS):
                self.add_error("scopes", "只读用途不能带签收、答复的权限。")
        return data


class SubscriptionForm(Form):
    name = CharField(label="名称", max_length=40)
    url = URLField(
        label="推送地址", max_length=300, assume_scheme="https",
        help_text="以 https:// 开头；主机须在系统管理员允许的名单里。",
    )  # fmt: skip
    key = ModelChoiceField(
        label="以哪个密钥的权限", queryset=ApiKey.objects.none(), help_text="只推送这个密钥看得到的事项。"
    )
    events = MultipleChoiceField(label="推送哪些事件", choices=CHOICES, widget=Ticks)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        keys = ApiKey.objects.for_actor(actor).filter(revoked_at=None, expires_on__gte=timezone.localdate())
        self.fields["key"].queryset = keys

    def clean_url(self):
        url = self.cleaned_data["url"]
        try:
            outgoing.target(url)
        except outgoing.Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return url

    def clean(self):
        data = super().clean()
        if (key := data.get("key")) and not {Scope.READ_ITEMS, Scope.READ_DESKS} <= set(key.scopes):
            self.add_error("key", "这个密钥要有读取事项和读取交办件两项权限。")
        return data
