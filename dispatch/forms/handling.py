"""Forms of the unit while it handles an item: hand back, extend, pass inside, contact, assisting opinion."""

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, DateField, ModelChoiceField
from django.utils import timezone

from dispatch.desks import extending
from dispatch.forms.dispatch import departments
from dispatch.models import Department, Officer
from dispatch.states import Rank, Stage
from weijianyi.clock.templatetags.clock import cn_date
from weijianyi.files.fields import UploadField
from weijianyi.forms import Day, Segmented, Text
from weijianyi.stepforms import EntryField, StepForm


class ObjectBeforeForm(StepForm):
    """A unit's objection before the hand-out, with the unit it thinks right."""

    note = CharField(label="为什么不宜由本单位承办", widget=Text(rows=3, limit=300), max_length=300)
    proposed = ModelChoiceField(
        Department.objects.none(), label="建议由哪个单位办理", required=False, empty_label="请选择"
    )

    def prepare(self):
        own = departments(self.subject.organisation_id).filter(relays=False)
        self.fields["proposed"].queryset = own.exclude(pk=self.subject.department_id)


class AskReturnForm(StepForm):
    note = CharField(label="职责依据", widget=Text(rows=3, limit=300), max_length=300)
    proposed = ModelChoiceField(
        Department.objects.none(),
        label="建议由哪个单位办理",
        required=False,
        empty_label="请选择",
        help_text="选一个单位，或在下一栏写名称，至少填一处。",
    )
    proposed_text = CharField(
        label="不在名单里，请写名称", max_length=60, required=False, help_text="例如上级单位或驻市单位。"
    )

    def prepare(self):
        own = departments(self.subject.organisation_id).filter(relays=False)
        self.fields["proposed"].queryset = own.exclude(pk=self.subject.department_id)
        self.fields["reason"] = EntryField(
            self.subject.organisation_id, "handback_reason", label="理由", cards=True
        )
        self.order_fields(["reason", "note", "proposed", "proposed_text"])

    def clean(self):
        data = super().clean()
        if not data.get("proposed") and not data.get("proposed_text"):
            self.add_error("proposed", "请写明应由哪个单位办理。")
        return data


class AskExtensionForm(StepForm):
    until = DateField(label="延至", widget=Day())
    reason = CharField(label="延期的理由", widget=Text(rows=3, limit=300), max_length=300)

    def prepare(self):
        if self.subject.due_on:
            last, until = extending.latest(self.subject), self.fields["until"]
            until.help_text = f"原期限{cn_date(self.subject.due_on)}，最多延到{cn_date(last)}；自原期限起算。"
            until.widget.chips = [(last, f"最晚 {cn_date(last)}")]

    def clean_until(self):
        until = self.cleaned_data["until"]
        try:
            extending.check_until(self.subject, until)
        except ValidationError as error:
            raise ValidationError(error.message_dict["until"]) from error
        return until


class PassInsideForm(StepForm):
    officer = ModelChoiceField(Officer.objects.none(), label="转给", empty_label="请选择")
    note = CharField(label="交代的话", widget=Text(rows=2, limit=200), max_length=200, required=False)

    def prepare(self):
        colleagues = Officer.objects.filter(department_id=self.subject.department_id).select_related(
            "post__user"
        )
        self.fields["officer"].queryset = colleagues.exclude(pk=self.subject.holder_officer_id)


class ContactForm(StepForm):
    stage = ChoiceField(label="阶段", choices=Stage, widget=Segmented)
    held_on = DateField(label="日期", widget=Day())
    people = CharField(label="参加人员", max_length=200, required=False)
    rank = ChoiceField(label="本单位参加的最高职级", choices=[("", "请选择"), *Rank.choices], required=False)
    summary = CharField(label="沟通内容", widget=Text(rows=3, limit=500), max_length=500)
    photos = UploadField("photo", label="照片", help_text="现场或座谈的照片，最多 9 张。")
    multipart = True

    def prepare(self):
        self.fields["form"] = EntryField(self.subject.organisation_id, "contact_form", label="方式")
        self.fields["held_on"].initial = timezone.localdate()
        self.fields["rank"].required = self.subject.is_proposal
        self.order_fields(["stage", "form", "held_on", "people", "rank", "summary", "photos"])

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        if held_on > timezone.localdate():
            raise ValidationError("日期不能晚于今天。")
        return held_on


class AssistOpinionForm(StepForm):
    facts = CharField(label="协办意见", widget=Text(rows=6, limit=1500), max_length=1500)
