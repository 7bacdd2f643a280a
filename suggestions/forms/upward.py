"""Forms of what becomes of reports: 报送, 批示 with its task, 成果转化, the filters of their lists."""

from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    ModelChoiceField,
    ModelMultipleChoiceField,
)
from django.utils import timezone

from suggestions.briefs import drafting as briefs
from suggestions.forms.briefs import title_of
from suggestions.forms.reports import SECRECY_HINT
from suggestions.forms.words import Words
from suggestions.states import Secrecy
from suggestions.upward import instructing, uptaking
from suggestions.upward import reporting as reporting_up
from suggestions.upward import rules as upward_rules
from suggestions.upward.states import LEVEL_WORDS, InstructionState, UpForm, UpOutcome
from weijianyi import rulebook
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.forms import Day, Form, Segmented, Text, Ticks
from weijianyi.stepforms import EntryField, StepForm

NOT_YET = "日期不能晚于今天。"


def not_after_today(form, name):
    day = form.cleaned_data.get(name)
    if day and day > timezone.localdate():
        form.add_error(name, NOT_YET)


class DestinationForm(Form):
    """A sending, or what came of it."""

    form = ChoiceField(label="形式", choices=UpForm.choices, widget=Segmented, initial=UpForm.SINGLE)
    sent_on = DateField(label="报送日期", widget=Day)
    outcome = ChoiceField(
        label="结果", choices=UpOutcome.choices, widget=Segmented, initial=UpOutcome.WAITING,
        help_text="还不知道的先选“等结果”，以后再登记。",
    )  # fmt: skip
    outcome_on = DateField(label="结果日期", widget=Day, required=False)
    document_number = Words(label="文号", max_length=60, required=False)
    note = Words(label="备注", max_length=200, required=False)
    void = BooleanField(label="这条记录有误，作废", required=False)

    def __init__(self, *args, organisation, row=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        if row is None:
            levels = reporting_up.levels_of(organisation)
            self.fields["to"] = EntryField(organisation.pk, "report_destination", label="报给哪里")
            known = {str(e.pk) for e in rulebook.entries(organisation.pk, "report_destination")
                     if e.data.get("level", 1) in levels}  # fmt: skip
            self.fields["to"].choices = [(k, w) for k, w in self.fields["to"].choices if not k or k in known]
            self.fields["sent_on"].initial = timezone.localdate()
            del self.fields["void"]
        self.order_fields(("to", "form", "sent_on", "document_number", "outcome", "outcome_on", "note"))
        self.name_what_is_missing()

    def clean(self):
        data = self.cleaned_data
        not_after_today(self, "sent_on"), not_after_today(self, "outcome_on")
        waiting, came = data.get("outcome") == UpOutcome.WAITING, data.get("outcome_on")
        if waiting:
            data["outcome_on"] = None
        elif data.get("outcome") and not came and "outcome_on" not in self.errors:
            self.add_error("outcome_on", "请填写结果日期。")
        if not waiting and came and data.get("sent_on") and came < data["sent_on"]:
            self.add_error("outcome_on", "结果日期不能早于报送日期。")
        return data


class InstructionForm(UploadsMixin, Form):
    leader = Words(
        label="批示领导", max_length=40, help_text="一位领导一条；同一期有几位领导批示的，分别登记。"
    )
    text = Words(label="批示内容", max_length=2000, widget=Text(rows=4, limit=2000))
    given_on = DateField(label="批示日期", widget=Day)
    secrecy = ChoiceField(
        label="密级标识",
        choices=Secrecy.choices,
        widget=Segmented,
        initial=Secrecy.INTERNAL,
        help_text=SECRECY_HINT,
    )
    photos = UploadField("photo", label="批示件照片", purpose="scan")
    documents = UploadField("document", label="批示件扫描文件", purpose="scan")

    def __init__(self, *args, subject, instruction=None, **kwargs):
        self.subject = subject
        if instruction is not None:
            names = ("leader", "text", "given_on", "secrecy")
            kwargs["initial"] = {name: getattr(instruction, name) for name in names} | {
                "rank": instruction.rank_id,
                "roles": list(instruction.readers.values_list("role", flat=True)),
            }
        super().__init__(*args, **kwargs)
        pk = subject.organisation_id
        self.fields["rank"] = EntryField(pk, "instruction_rank", label="领导层级")
        self.fields["roles"] = ChoiceRoles(
            label="还给谁看", required=False, choices=[(r.value, r.label) for r in upward_rules.NAMEABLE],
            widget=Ticks, help_text="信息编辑和领导总能看到，其他岗位勾选了才看得到。",
        )  # fmt: skip
        if instruction is None:
            self.fields["given_on"].initial = timezone.localdate()
            self.fields["secrecy"].initial = mark_of(subject)
        else:
            del self.fields["photos"], self.fields["documents"]
        self.order_fields(("leader", "rank", "given_on", "text", "secrecy", "roles"))
        self.name_what_is_missing()

    def clean(self):
        not_after_today(self, "given_on")
        mark, needed = self.cleaned_data.get("secrecy"), mark_of(self.subject)
        if mark and briefs.strictest([mark, needed]) != mark:
            label = Secrecy(needed).label
            self.add_error("secrecy", f"所批示的信息标识为“{label}”，批示不能低于它。")
        return self.cleaned_data

    def facts(self):
        return {name: self.cleaned_data[name] for name in
                ("leader", "rank", "given_on", "text", "secrecy", "roles")}  # fmt: skip


class ChoiceRoles(ChoiceField):
    """Several roles."""

    def to_python(self, value):
        return [str(role) for role in value or []]

    def validate(self, value):
        for role in value:
            super().validate(role)


def mark_of(subject):
    facts = getattr(subject, "report_facts", None)
    return facts.secrecy if facts else subject.secrecy


class AssignForm(StepForm):
    due_on = DateField(label="落实期限", widget=Day)
    task = CharField(label="要落实什么", widget=Text(rows=3, limit=500), max_length=500, required=False)

    def prepare(self):
        posts = instructing.owners(self.subject.organisation_id).select_related("user")
        self.fields["owner"] = ModelChoiceField(posts, label="交给谁", initial=self.subject.owner_id)
        self.fields["owner"].label_from_instance = lambda post: f"{post.user}（{post.label}）"
        self.fields["due_on"].initial = self.subject.due_on
        self.fields["task"].initial = self.subject.task
        self.order_fields(("owner", "due_on", "task"))


class FinishForm(StepForm):
    text = Words(label="落实情况", widget=Text(rows=5, limit=2000), max_length=2000)


class ReasonForm(StepForm):
    reason = CharField(label="理由", widget=Text(rows=3, limit=300), max_length=300)


class UptakeForm(Form):
    title = Words(label="题目", max_length=80)
    why = Words(label="为什么转化", required=False, max_length=1000, widget=Text(rows=4, limit=1000))
    host = Words(label="由谁承办", required=False, max_length=60, help_text="例如某专门委员会。")

    def __init__(self, *args, actor, uptake=None, taken=(), **kwargs):
        held = list(uptake.entries.values_list("report__slug", flat=True)) if uptake else list(taken)
        names = ("title", "why", "host")
        given = {name: getattr(uptake, name) for name in names} | {"form": uptake.form_id} if uptake else {}
        super().__init__(*args, initial=given | {"reports": held}, **kwargs)
        self.fields["form"] = EntryField(
            actor.post.organisation_id, "uptake_form", label="转化形式", cards=True
        )
        self.fields["reports"] = ModelMultipleChoiceField(
            uptaking.candidates(actor, uptake), label="收入的信息", to_field_name="slug", widget=Ticks,
            error_messages={"required": "请至少收入一条已采用的信息。"},
        )  # fmt: skip
        self.fields["reports"].label_from_instance = title_of
        self.order_fields(("title", "form", "reports", "why", "host"))
        self.name_what_is_missing()


class ApproveForm(StepForm):
    planned_on = DateField(label="计划日期", widget=Day)
    note = CharField(label="意见", widget=Text(rows=3, limit=300), max_length=300, required=False)


class HoldForm(StepForm):
    held_on = DateField(label="开展日期", widget=Day)
    text = Words(label="开展情况", widget=Text(rows=5, limit=2000), max_length=2000)

    def prepare(self):
        self.fields["held_on"].initial = timezone.localdate()

    def clean(self):
        not_after_today(self, "held_on")
        return self.cleaned_data


class OutcomeForm(StepForm):
    outcome = Words(
        label="成果", widget=Text(rows=5, limit=2000), max_length=2000,
        help_text="写明形成了什么文件、解决了什么问题、列入了什么计划。",
    )  # fmt: skip


class InstructionFilter(Form):
    """Stands in the address; what it does not know it ignores."""

    level = ChoiceField(
        label="领导层级",
        required=False,
        choices=[("", "全部层级"), *((str(k), w) for k, w in LEVEL_WORDS.items())],
    )
    state = ChoiceField(label="进度", required=False, choices=[("", "全部进度"), *InstructionState.choices])
    q = CharField(label="领导、内容", required=False, max_length=40)

    def chosen(self):
        found = {}
        for name, field in self.fields.items():
            value = self.data.get(name, "").strip()
            if value and (name == "q" or value in {str(key) for key, _ in field.choices}):
                found[name] = value[:40]
        return found
