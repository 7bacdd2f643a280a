"""Forms of the hotline: news entered by hand, an uploaded list, a line's settings, its table of states."""

from django.core.exceptions import ValidationError
from django.forms import (
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    DateTimeInput,
    FileField,
    ModelChoiceField,
    URLField,
)
from django.utils import timezone

from dispatch.hotline.words import Effect, Way
from dispatch.models import Department, HotlineLine, HotlineStatus
from weijianyi import outgoing, rulebook
from weijianyi.forms import Choices, Day, Form, ModelForm, Text


class NewsForm(Form):
    """What the hotline said on the telephone or on paper about one ticket."""

    number = CharField(label="工单编号", max_length=60, required=False)
    status = ChoiceField(label="对方状态", required=False)
    happened_at = DateTimeField(
        label="什么时候", widget=DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    result = CharField(label="办理结果", required=False, max_length=5000, widget=Text(rows=4))
    ground = CharField(label="政策依据或客观原因", required=False, max_length=2000, widget=Text(rows=2))
    contact_on = DateField(label="与委员沟通的日期", required=False, widget=Day)
    contact_summary = CharField(
        label="与委员沟通的情况", required=False, max_length=2000, widget=Text(rows=2),
        help_text="热线回访委员、或提案委代为沟通的情况；已经有沟通记录的不用填。",
    )  # fmt: skip
    contact_name = CharField(label="经办人", required=False, max_length=40)
    contact_phone = CharField(label="联系电话", required=False, max_length=30)

    def __init__(self, *args, ticket, **kwargs):
        super().__init__(*args, **kwargs)
        words = [(s.word, f"{s.word}（{s.get_effect_display()}）") for s in ticket.line.statuses.all()]
        self.fields["status"].choices = [("", "没有变化"), *words]

    def clean_happened_at(self):
        at = self.cleaned_data["happened_at"]
        if at > timezone.now() + timezone.timedelta(minutes=1):
            raise ValidationError("时间不能晚于现在。")
        return at

    def clean(self):
        data = super().clean()
        if not data.get("status") and not data.get("number"):
            raise ValidationError("请填写工单编号，或选择对方状态。")
        return data


class ListForm(Form):
    line = ModelChoiceField(label="哪条热线", queryset=HotlineLine.objects.none(), empty_label=None)
    file = FileField(
        label="热线清单", help_text="Excel 文件，要有“工单编号”或“来件标识”一列；一次最多 1000 行。"
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = HotlineLine.objects.visible_to(actor).filter(active=True)


class LineForm(ModelForm):
    """A new line is a department without accounts; its way may be changed later."""

    url = URLField(
        label="对方接口地址", max_length=300, required=False, assume_scheme="https",
        help_text="接口对接时填写，例如 https://12345.example.gov.cn/api 。主机须在系统管理员允许的名单里。",
    )  # fmt: skip

    class Meta:
        model = HotlineLine
        fields = ["department", "name", "way", "mark", "contact_name", "url", "pulls", "active"]
        widgets = {"way": Choices(hints={
            Way.MANUAL: "由提案委按电话或纸质回复登记",
            Way.FILE: "导出转热线清单，导入对方的结果清单",
            Way.HTTP: "两边系统自动收发，签名校验",
        })}  # fmt: skip

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        free = Department.objects.filter(organisation=organisation, paper=True, active=True, hotline=None)
        if self.instance.pk:
            del self.fields["department"]
        else:
            self.fields["department"].queryset = free
            self.fields["department"].help_text = "从没有账号的承办单位里选；交办给它，就是转给热线。"

    def clean(self):
        data = super().clean()
        if data.get("way") == Way.HTTP:
            if not data.get("url"):
                self.add_error("url", "接口对接要填写对方接口地址。")
            else:
                self.check_url(data["url"])
        return data

    def check_url(self, url):
        try:
            outgoing.target(url)
        except outgoing.Refused as refusal:
            self.add_error("url", str(refusal))


class StatusForm(ModelForm):
    """One row of the table of states."""

    class Meta:
        model = HotlineStatus
        fields = ["word", "effect"]
        widgets = {"effect": Choices(hints={
            Effect.SIGNED: "交办件由“待签收”变为“办理中”",
            Effect.WORKING: "还没有签收的一并签收",
            Effect.ANSWERED: "办理结果记为答复并签发，按规则核对、转委员评价",
            Effect.RETURNED: "按申请退办处理，由提案委决定",
        })}  # fmt: skip

    def __init__(self, *args, organisation_id, **kwargs):
        super().__init__(*args, **kwargs)
        classes = rulebook.entries(organisation_id, "result_class")
        self.fields["result_code"] = ChoiceField(
            label="答复的办理结果", required=False, help_text="只在“答复”时用。",
            choices=[("", "已解决"), *((entry.code, entry.label) for entry in classes)],
            initial=self.instance.result_code,
        )  # fmt: skip

    def clean_word(self):
        word = self.cleaned_data["word"]
        if self.instance.line.statuses.filter(word=word).exclude(pk=self.instance.pk).exists():
            raise ValidationError("这个状态已在对照表里。")
        return word

    def save(self, commit=True):
        self.instance.result_code = self.cleaned_data["result_code"]
        return super().save(commit)
