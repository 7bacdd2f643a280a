"""Importing a Word document: the upload, and what of it goes where."""

from django.forms import ChoiceField, FileField

from suggestions.forms.words import Words
from suggestions.proposals import importing
from weijianyi.forms import Form, Segmented, Text

TAKE = [("use", "用导入的"), ("append", "接在后面"), ("keep", "不导入")]
TAKE_TITLE = [("use", "用导入的"), ("keep", "保留现在的")]


class UploadForm(Form):
    document = FileField(
        label="Word 文档", help_text="docx 格式，不超过 20 MB。只取文字，保存以前给您看一遍。",
        error_messages={"required": "请选择 Word 文档。", "empty": "这是空文件，请重新选择。"},
    )  # fmt: skip

    def clean_document(self):
        return importing.read(self.cleaned_data["document"])


class PreviewForm(Form):
    """Per part of the document: its text, to be corrected, and whether it replaces what is there."""

    def __init__(self, *args, item, draft=None, **kwargs):
        self.item = item
        super().__init__(*args, **kwargs)
        for name, label in importing.PARTS.items():
            came = draft.parts().get(name) if draft else self.data.get(f"text_{name}")
            if not came:
                continue
            rows = 2 if name == "title" else 8
            most = 60 if name == "title" else None
            self.fields[f"text_{name}"] = Words(
                label=f"导入的{label}（可以改）", initial=came, required=False, widget=Text(rows=rows),
                **({"max_length": most} if most else {}),
            )  # fmt: skip
            self.fields[f"take_{name}"] = ChoiceField(
                label="怎样处理", choices=TAKE_TITLE if name == "title" else TAKE, widget=Segmented(),
                initial="keep" if getattr(item, name) else "use",
            )  # fmt: skip

    def values(self):
        """What the draft will hold."""
        found = {}
        for name in importing.PARTS:
            take, text = self.cleaned_data.get(f"take_{name}"), self.cleaned_data.get(f"text_{name}")
            if take == "use" and text:
                found[name] = text
            elif take == "append" and text:
                found[name] = f"{getattr(self.item, name)}\n{text}".strip()
        return found

    def parts(self):
        """[(label, what is there now, bound text, bound choice)] of what the document holds."""
        return [
            (label, getattr(self.item, name), self[f"text_{name}"], self[f"take_{name}"])
            for name, label in importing.PARTS.items()
            if f"take_{name}" in self.fields
        ]
