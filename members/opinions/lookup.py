"""The form that asks for receipt code and second secret."""

from django.forms import CharField, TextInput

from weijianyi.forms import Form


class LookUpForm(Form):
    code = CharField(
        label="查询码", max_length=20,
        widget=TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="提交后页面上的 8 位字母和数字。",
    )  # fmt: skip
    second = CharField(
        label="四位数字", max_length=4, widget=TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text="您设的四位数字，或手机号后四位。",
    )  # fmt: skip
