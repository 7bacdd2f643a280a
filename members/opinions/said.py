"""The form of the public page: one text box, photos, how to be told; contact is asked only where it is wanted."""

import re

from django.forms import BooleanField, CharField, CheckboxInput, ChoiceField, TextInput, TypedChoiceField

from members.opinions import routing as opinion_routing
from members.opinions.receiving import Said
from members.opinions.states import ReplyBy
from weijianyi.files.fields import UploadField
from weijianyi.forms import Choices, Form, Text

PHOTOS = 5
PHONE = re.compile(r"1\d{10}|0\d{9,11}")


class SaidForm(Form):
    text = CharField(
        label="您想反映什么", max_length=2000, widget=Text(rows=4, limit=2000),
        help_text="说说什么地方、什么事。写一两句话就行，也可以用手机键盘的话筒说。请不要写涉密内容和身份证号。",
    )  # fmt: skip
    county = TypedChoiceField(
        label="事情在哪个县区", required=False, empty_value=None, help_text="不清楚的，可以不选。"
    )
    photos = UploadField(
        "photo", max_count=PHOTOS, label="拍张照片", help_text="最多 5 张，照片里的位置信息会去掉。"
    )
    reply_by = ChoiceField(
        label="要不要告诉您结果", choices=ReplyBy.choices, initial=ReplyBy.CODE,
        widget=Choices(hints={"sms": "手机号只给工作室联络员和提案委看", "phone": "电话只给工作室联络员和提案委看"}),
    )  # fmt: skip
    phone = CharField(
        label="手机号", max_length=20, required=False,
        widget=TextInput({"inputmode": "tel", "autocomplete": "tel", "type": "tel"}),
        help_text="选了短信或电话才需要填。",
    )  # fmt: skip
    name = CharField(label="怎样称呼您", max_length=20, required=False, help_text="可以不填，例如“张女士”。")
    pass_on = BooleanField(
        label="同意把我的称呼和电话转给承办部门，方便部门直接联系我", required=False, widget=CheckboxInput
    )
    second = CharField(
        label="设一个四位数字", max_length=4, required=False,
        widget=TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text="以后和查询码一起用来查看。填了手机号的，可以不设，用手机号后四位。",
    )  # fmt: skip
    adult = BooleanField(
        label="我已年满 14 周岁，看过个人信息怎么用",
        error_messages={"required": "请确认已年满 14 周岁。未满 14 周岁的，请由家长帮助反映。"},
    )

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        rows = {str(row.pk): row for row in opinion_routing.counties(organisation)}
        if rows:
            county = self.fields["county"]
            county.choices = [
                ("", "不选"),
                *((key, row.place) for key, row in rows.items()),
            ]
            county.coerce = rows.get
        else:
            del self.fields["county"]

    def clean_second(self):
        second = self.cleaned_data["second"].strip()
        if second and not re.fullmatch(r"\d{4}", second):
            self.add_error("second", "请填四位数字。")
        return second

    def clean_phone(self):
        phone = re.sub(r"[\s-]", "", self.cleaned_data["phone"]).removeprefix("+86")
        if phone and not PHONE.fullmatch(phone):
            self.add_error("phone", "号码不对，请核对：手机号是 11 位，座机请带区号。")
        return phone

    def clean(self):
        data = super().clean()
        if data.get("reply_by") in (ReplyBy.SMS, ReplyBy.PHONE):
            if not data.get("phone") and "phone" not in self.errors:
                self.add_error("phone", "要我们告诉您结果，请填写号码；不想留号码，请选“我凭查询码自己看”。")
        else:
            data["phone"] = data["name"] = ""  # not wanted, so not kept
            data["pass_on"] = False
        if not data.get("phone") and not data.get("second") and not {"phone", "second"} & set(self.errors):
            self.add_error("second", "请设一个四位数字，以后查看时要用。")
        return data

    def said(self):
        data = self.cleaned_data
        return Said(
            text=data["text"], reply_by=data["reply_by"], name=data["name"], phone=data["phone"],
            pass_on=data["pass_on"], second=data["second"], photos=tuple(data.get("photos") or ()),
            county=data.get("county"),
        )  # fmt: skip
