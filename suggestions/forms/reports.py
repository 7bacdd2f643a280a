"""Forms of reports: what the editor changes, and the filter of the editor's desk."""

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ChoiceField, DateField
from django.utils import timezone

from suggestions.forms.words import Words
from suggestions.reports import editing as report_editing
from suggestions.states import Outcome, Secrecy
from weijianyi import forms, rulebook
from weijianyi.forms import Day, Segmented, Text
from weijianyi.stepforms import EntryField, StepForm

SECRECY_HINT = "按标识掌握知悉范围，不是国家秘密的密级；涉密内容不得在网上填写。"


class ReviseForm(StepForm):
    """The text as the editor has it; the author's own stays beside it."""

    urgent = BooleanField(label="第一时间报送", required=False)

    def prepare(self):
        if self.subject is None:
            return
        now, row, pk = (
            report_editing.text_now(self.subject),
            self.subject.report_facts,
            self.subject.organisation_id,
        )
        for name, label in report_editing.FIELDS.items():
            self.fields[f"text_{name}"] = Words(
                label=label, initial=now[name], required=name in ("title", "situation"),
                max_length=report_editing.TITLE_MAX if name == "title" else 20_000,
                widget=Text(rows=2 if name == "title" else 6),
            )  # fmt: skip
        self.fields["form"] = EntryField(pk, "report_form", label="体裁", required=False, initial=row.form_id)
        self.fields["source"] = EntryField(
            pk, "report_source", label="来源渠道", required=False, initial=row.source_id
        )
        self.fields["secrecy"] = ChoiceField(
            label="密级标识",
            choices=Secrecy.choices,
            widget=Segmented,
            initial=row.secrecy,
            help_text=SECRECY_HINT,
        )
        self.fields["urgent"].initial = row.urgent
        self.order_fields(
            [*(f"text_{name}" for name in report_editing.FIELDS), "form", "source", "secrecy", "urgent"]
        )

    def facts(self):
        data = self.cleaned_data
        texts = {name: data[f"text_{name}"] for name in report_editing.FIELDS}
        return {name: data[name] for name in ("form", "source", "secrecy", "urgent")} | {"texts": texts}


class RemarkForm(StepForm):
    opinion = CharField(
        label="点评", widget=Text(rows=4, limit=300), max_length=300,
        help_text="反映人会看到：好在哪里，怎样写得更好。再写一次，就替换原来的；次月定稿以后不再改。",
    )  # fmt: skip

    def prepare(self):
        standing = (
            self.subject and self.subject.reviews.filter(outcome=Outcome.REMARK, voided_at=None).first()
        )
        self.fields["opinion"].initial = standing.opinion if standing else ""


class TrackForm(forms.Form):
    """When to look at a matter again."""

    next_on = DateField(label="下次跟踪", widget=Day)
    note = Words(label="跟踪什么", max_length=200, required=False)

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        if day <= timezone.localdate():
            raise ValidationError("请选今天以后的日期。")
        return day


class ReportFilter(forms.Form):
    """Stands in the address; what it does not know it ignores."""

    source = ChoiceField(label="来源渠道", required=False)
    form = ChoiceField(label="体裁", required=False)
    secrecy = ChoiceField(label="密级标识", choices=[("", "全部标识"), *Secrecy.choices], required=False)
    q = CharField(label="标题、反映人、编号", required=False, max_length=40)

    def __init__(self, data, *, organisation_id):
        super().__init__(data)
        for name, dictionary, empty in (
            ("source", "report_source", "全部来源"), ("form", "report_form", "全部体裁"),
        ):  # fmt: skip
            entries = rulebook.entries(organisation_id, dictionary)
            self.fields[name].choices = [("", empty), *((str(e.pk), e.label) for e in entries)]

    def chosen(self):
        """The known values of the address that narrow anything."""
        found = {}
        for name, field in self.fields.items():
            value = self.data.get(name, "").strip()
            known = value[:40] if name == "q" else value in {str(key) for key, _ in field.choices} and value
            if known:
                found[name] = known
        return found
