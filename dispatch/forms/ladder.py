"""The form of one rung: when, to whom, through which channels, in which words, from which day on."""

import re

from django import forms
from django.core.exceptions import ValidationError

from dispatch.ladder import addressees
from dispatch.ladder.notices import STEP_TOKENS, TOKENS
from dispatch.ladder.states import To, Watch, When
from weijianyi.forms import Ticks
from weijianyi.notices.models import Channel
from weijianyi.rulebook.forms import VersionForm

MOST = {When.BEFORE: 60, When.SHARE: 99, When.AFTER: 60, When.SINCE: 60}


EVENTS = (Watch.STEP, Watch.COUNT)
AT_ONCE = ("urged",)  # somebody speaks to somebody: that waits for no summary
ALWAYS = (
    "站内消息总是发，当时就到；这里选另外用哪些渠道。短信用登记过的短句，没有合适的就只请收件人登录查看。"
)
COUNTED = "都不选，就只在待审栏计数；选了的，每提交一件发一次。"


class RungForm(VersionForm):
    """What a rung watches stays; a step has further readers, channels beside the inbox and words of its own."""

    label = forms.CharField(label="名称", max_length=30, help_text="消息的标题以它开头。")
    active = forms.BooleanField(label="启用", required=False)
    amount = forms.IntegerField(label="数值", min_value=0, max_value=99)
    at = forms.TimeField(label="时间", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    to = forms.MultipleChoiceField(label="提醒谁", choices=To.choices, widget=Ticks(columns=2))
    channels = forms.MultipleChoiceField(
        label="渠道", choices=Channel.choices, widget=Ticks(columns=2), required=False,
        help_text="站内即时；邮件和短信并入每天早上的汇总。推送发到工作群，配置了地址才有。",
    )  # fmt: skip
    at_once = forms.BooleanField(label="邮件、短信即时发出，不等每日汇总", required=False)
    wording = forms.CharField(
        label="措辞", max_length=120, help_text=f"可以用 {'、'.join(f'{{{token}}}' for token in TOKENS)}。"
    )
    field_order = [
        "label",
        "active",
        "amount",
        "at",
        "to",
        "channels",
        "at_once",
        "wording",
        "valid_from",
        "basis",
    ]

    def __init__(self, rung, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rung = rung
        for name in self.without(rung):
            del self.fields[name]
        if rung.watch == Watch.CLOCK:
            self.fields["amount"].label = rung.get_when_display()
        self.fields["valid_from"].help_text = "今天或以后；已经发出的提醒不变，还没有发的按新规则。"
        if rung.watch in EVENTS:
            self.fields["channels"].help_text = ALWAYS if rung.watch == Watch.STEP else COUNTED
            self.own_words(self.fields["wording"])
        self.addressees()
        self.order_fields(self.field_order)

    def addressees(self):
        """Who may stand on this rung; of a step those beside whom it tells anyway."""
        found, field = addressees.choices(self.rung), self.fields["to"]
        if not found:
            del self.fields["to"]
            return
        field.choices = [(t.value, t.label) for t in found]
        if self.rung.watch == Watch.STEP:
            acting = addressees.fixed(self.rung).items()
            stay = "；".join(f"{To(t).label}{why}，总是收到，不能去掉" for t, why in acting)
            field.required = False
            field.help_text = f"{stay}。这里选的人，只收到当时看得到的。"
            if self.rung.code == "dissatisfied":
                field.help_text += (
                    "承办单位和督查室到评价结束才看得到，那时才提醒；同意重办的，按“确认重新办理”提醒。"
                )

    def clean_to(self):
        """Who has to act next stays on the rung."""
        told = addressees.fixed(self.rung) if self.rung.watch == Watch.STEP else []
        return [*told, *self.cleaned_data["to"]]

    def own_words(self, field):
        """A step has its text already; the office adds to it."""
        field.label, field.required = "另外要说的话", False
        known = "、".join(f"{{{token}}}" for token in STEP_TOKENS)
        field.help_text = f"接在通知正文后面，不填就没有。可以用 {known}。"

    @staticmethod
    def without(rung):
        if rung.watch in EVENTS:
            named = ("label", "active", "amount", "at")
            return (*named, "at_once") if rung.code in AT_ONCE else named
        return () if rung.watch in (Watch.CLOCK, Watch.CLOSING) else ("amount",)

    def clean_amount(self):
        amount, most = self.cleaned_data["amount"], MOST.get(self.rung.when, 60)
        least = 0 if self.rung.when == When.BEFORE else 1
        if not least <= amount <= most:
            raise ValidationError(f"请填写 {least} 到 {most} 之间的数。")
        return amount

    def clean_wording(self):
        wording = self.cleaned_data["wording"]
        known = STEP_TOKENS if self.rung.watch in EVENTS else TOKENS
        if wrong := [t for t in re.findall(r"\{(.*?)\}", wording) if t not in known]:
            raise ValidationError(f"不认识 {{{wrong[0]}}}，请从下面列出的里面选。")
        return wording

    def clean(self):
        cleaned = super().clean()
        if self.rung.watch not in EVENTS and cleaned.get("active") and not cleaned.get("channels"):
            self.add_error("channels", "请至少选一个渠道，或者停用这一条。")
        return cleaned
