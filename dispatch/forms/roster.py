"""Uploading a list, and the reason for giving one out."""

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, FileField

from dispatch.people.rosters import running
from weijianyi.forms import Form


class UploadForm(Form):
    file = FileField(
        label="表格", help_text=".xlsx 或 .csv，不超过 20 MB、2 万行。检查完给您看结果，确认以前什么也不保存。",
        error_messages={"required": "请选择表格文件。", "empty": "这是空文件，请重新选择。"},
    )  # fmt: skip
    create = BooleanField(label="没有登记过的界别、专委会、党派和小组，同时登记", required=False)

    def __init__(self, *args, actor, kind, **kwargs):
        self.actor, self.kind = actor, kind
        super().__init__(*args, **kwargs)
        if kind != "members":
            del self.fields["create"]

    def clean(self):
        data = super().clean()
        if data.get("file"):
            try:
                create = data.get("create", False)
                self.roster = running.upload(self.actor, self.kind, data["file"], create=create)
            except ValidationError as error:
                self.add_error("file", error)
        return data


class ReasonForm(Form):
    reason = CharField(label="用途", max_length=100, help_text="名册有手机号，导出要写明用途，记入日志。")
