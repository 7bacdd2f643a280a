"""Forms of supervision: opening, pressing, the unit's answer, closing; and the filters of its lists."""

from django.forms import BooleanField, CharField, ChoiceField, DateField, HiddenInput
from django.utils import timezone

from dispatch.forms.ledger import Reference, departments, or_all
from dispatch.states import SupervisionReason
from dispatch.supervision.states import Pressure
from members.rules import has_role, is_unit
from members.states import Role
from suggestions.states import Kind
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.forms import Choices, Day, Form, Text
from weijianyi.stepforms import EntryField, StepForm


def words(label, *, most=500, rows=4, **more):
    return CharField(label=label, widget=Text(rows=rows, limit=most), max_length=most, **more)


class OpenForm(StepForm):
    """A leader's own is a leader's wish; the others choose the reason."""

    reason = ChoiceField(label="缘由", choices=SupervisionReason.choices, widget=Choices(columns=2))
    addressee = CharField(
        label="督办对象", max_length=80, required=False, help_text="发给谁，不填为承办单位。"
    )
    request = words("要求", help_text="写明要办到什么程度、什么时候回应。")

    def prepare(self):
        if has_role(self.actor, Role.LEADER):
            del self.fields["reason"], self.fields["addressee"]
            self.fields["request"].label = "批示"
            self.fields["request"].help_text = "写明要求。列入督办后由您领衔，承办单位和提案委都会收到。"
            return
        self.fields["reason"].initial = self.likely()

    def likely(self):
        if self.subject.due_on and self.subject.due_on < timezone.localdate():
            return SupervisionReason.LATE
        return SupervisionReason.KEY if self.subject.item.keys.exists() else None

    def facts(self):
        return {"reason": SupervisionReason.LEADER} | super().facts()


class TakeUpForm(StepForm):
    addressee = CharField(label="督办对象", max_length=80, required=False, help_text="不填为承办单位。")
    request = words("要求")

    def prepare(self):
        self.fields["request"].initial = self.subject.detail


class DismissForm(StepForm):
    reason = words("不列入的理由", most=300, rows=3)


class LeadForm(StepForm):
    text = words("批示", required=False, help_text="可以以后再写。")


class InstructForm(StepForm):
    text = words("批示")


class RecordForm(UploadsMixin, StepForm):
    multipart = True

    held_on = DateField(label="日期", widget=Day())
    person = CharField(
        label="对象和参加人", max_length=200, required=False, help_text="例如：李强，市城管局分管领导。"
    )
    text = words("内容", most=1000, rows=5, help_text="发函的写要求，其他的写谈了什么、对方怎样答复。")
    documents = UploadField("document", label="附件")

    def prepare(self):
        self.fields["form"] = EntryField(
            self.subject.organisation_id, "supervision_form", label="形式", cards=True, columns=2
        )
        self.fields["held_on"].initial = timezone.localdate()
        self.order_fields(["form", "held_on", "person", "text", "documents"])

    def facts(self):
        return {name: self.cleaned_data[name] for name in ("form", "held_on", "person", "text")}


class RespondForm(StepForm):
    answer = words("回应", most=1000, rows=6, help_text="写明原因、现在的情况、下一步怎样办、谁负责。")
    promised_on = DateField(
        label="承诺完成日期", widget=Day(), required=False, help_text="还没有办完的，写明哪一天前办完；到期会提醒。"
    )  # fmt: skip


class InsistForm(StepForm):
    request = words("还要做到什么")

    def prepare(self):
        self.fields["request"].initial = self.subject.request


class CloseForm(StepForm):
    opinion = words("销号意见", help_text="写明办到了什么程度、怎样核实的。")


class FilterForm(Form):
    """The base of the filters here: what cannot be used of an address filters nothing."""

    q = CharField(label="标题", required=False, max_length=60)
    department = Reference(label="承办单位", required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        if is_unit(actor):
            del self.fields["department"]
        else:
            self.fields["department"].choices = or_all(departments(actor))

    def wanted(self):
        self.is_valid()
        return self.cleaned_data

    def in_words(self):
        """[(label, value)] of every filter in use, for the sheet that explains an export."""
        found = []
        for name, value in self.wanted().items():
            if value:
                known = {str(key): label for key, label in getattr(self.fields[name], "choices", ())}
                found.append(
                    (self.fields[name].label, "是" if value is True else known.get(str(value), str(value)))
                )
        return found


class BoardFilterForm(FilterForm):
    pass


class HandoutFilterForm(FilterForm):
    """One field for both: a list of units would cost the page a statement."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("department", None)
        self.fields["q"].label = "标题、承办单位"


class PressureFilterForm(FilterForm):
    kind = ChoiceField(label="类型", required=False, choices=[("", "全部"), *Kind.choices])
    pressure = ChoiceField(label="情况", required=False, widget=HiddenInput)  # chosen by the chips above
    urged = BooleanField(label="只看催办过的", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pressure"].choices = [("", "全部"), *Pressure.choices]
        self.fields["from"] = DateField(label="交办从", required=False, widget=Day)
        self.fields["to"] = DateField(label="交办到", required=False, widget=Day)
        self.order_fields(["q", "kind", "department", "from", "to", "urged", "pressure"])
