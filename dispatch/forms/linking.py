"""Forms of the hand-over between organisations: giving back, filters, exchange files, keys."""

from django.core.exceptions import ValidationError
from django.forms import CharField, FileField, ModelChoiceField

from dispatch.linkage import keys
from members.models import Organisation
from weijianyi.forms import Form, Text
from weijianyi.stepforms import StepForm


class GiveBackForm(StepForm):
    reason = CharField(
        label="退回的理由", widget=Text(rows=4, limit=500), max_length=500,
        help_text="转来的政协会看到这段话，请写明不属本级的依据，或者建议走哪条渠道。",
    )  # fmt: skip


class ImportForm(Form):
    file = FileField(
        label="交换文件（.zip）",
        error_messages={"required": "请选择对方交来的交换文件。", "empty": "这是一个空文件，请重新选择。"},
    )


class PartnerForm(Form):
    """The public key comes by a way of its own (by hand, by phone), never with the file it is to check."""

    other = ModelChoiceField(Organisation.objects.none(), label="哪个政协", empty_label="请选择")
    public = CharField(label="对方的公钥", max_length=64, help_text="对方“交换密钥”页上的一行，64 个字符。")

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = keys.may_partner(organisation)

    def clean_public(self):
        text = "".join(self.cleaned_data["public"].split()).lower()
        if not keys.is_public(text):
            raise ValidationError("公钥不完整，应为 64 个字符（0—9、a—f）。")
        return text
