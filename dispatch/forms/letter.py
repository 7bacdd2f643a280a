"""A new Word template: checked as every document, then tried out before it is taken into use."""

from django.core.exceptions import ValidationError

from dispatch.letters import filling as letters
from weijianyi.files.fields import UploadField
from weijianyi.forms import Form


class TemplateForm(Form):
    template = UploadField("document", 1, required=True, label="新模板（Word，docx）")

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_template(self):
        made = self.cleaned_data["template"][0]
        if not made.name.endswith(".docx"):
            raise ValidationError("模板要用 Word 文件（docx）。")
        letters.try_out(made.content, self.kind)
        return made
