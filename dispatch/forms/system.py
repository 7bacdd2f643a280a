"""A new organisation with its first administrator."""

from django.forms import CharField, ChoiceField, ModelChoiceField, SlugField

from members.models import Organisation, User
from members.states import Level
from weijianyi.forms import Form


class OrganisationForm(Form):
    code = SlugField(label="代码", max_length=20, help_text="小写字母和数字，以后不变，例如 yunjiang。")
    name = CharField(label="全称", max_length=60, help_text="例如“中国人民政治协商会议云江市委员会”。")
    short_name = CharField(label="简称", max_length=20)
    level = ChoiceField(label="层级", choices=[("", "请选择"), *Level.choices])
    parent = ModelChoiceField(
        Organisation.objects.none(), label="上级", required=False, empty_label="没有上级"
    )
    office_phone = CharField(label="值班电话", max_length=30, required=False, help_text="印在每一页的下方。")
    admin_name = CharField(label="第一位单位管理员：姓名", max_length=60)
    admin_username = CharField(label="第一位单位管理员：账号", max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Organisation.objects.filter(active=True)

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        if Organisation.objects.filter(code=code).exists():
            self.add_error("code", "这个代码已经有了。")
        return code

    def clean_admin_username(self):
        name = self.cleaned_data["admin_username"]
        if User.objects.filter(username=name).exists():
            self.add_error("admin_username", "这个账号名已经有人用，请换一个。")
        return name
