"""Forms of promises: report, looking back, a new date; and the filters of their ledger."""

from django.forms import CharField, ChoiceField, DateField, HiddenInput

from dispatch.forms.ledger import Reference, departments, or_all
from dispatch.key_proposals.states import PromiseState
from dispatch.promises.ledger import STILL
from members.rules import is_unit
from weijianyi.forms import Day, Form, Text
from weijianyi.stepforms import EntryField, StepForm


class PromiseKeepForm(StepForm):
    text = CharField(
        label="兑现情况", widget=Text(rows=4, limit=500), max_length=500,
        help_text="写明做了什么、什么时候完成。照片和文件在承诺页添加。",
    )  # fmt: skip


class PromiseConfirmForm(StepForm):
    finding = CharField(
        label="核实情况",
        widget=Text(rows=4, limit=500),
        max_length=500,
        help_text="写明怎样核实、看到了什么。",
    )

    def prepare(self):
        self.fields["to_class"] = EntryField(
            self.subject.organisation_id, "result_class", label="办理结果改为", required=False,
            help_text="例如由“正在解决”改为“已解决”；不改请留空。",
        )  # fmt: skip


class PromiseRejectForm(StepForm):
    finding = CharField(label="核实情况", widget=Text(rows=4, limit=500), max_length=500)


class PromisePostponeForm(StepForm):
    due_on = DateField(label="新的期限", widget=Day())
    reason = CharField(label="理由", widget=Text(rows=3, limit=300), max_length=300)


class PromiseFilterForm(Form):
    q = CharField(label="搜索", required=False, max_length=60)
    state = ChoiceField(label="状态", required=False, widget=HiddenInput)  # chosen by the chips above
    department = Reference(label="承办单位", required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "全部"), (STILL, "还没有兑现"), *PromiseState.choices]
        if is_unit(actor):
            del self.fields["department"]
        else:
            self.fields["department"].choices = or_all(departments(actor))
        self.fields["from"] = DateField(label="期限从", required=False, widget=Day)
        self.fields["to"] = DateField(label="期限到", required=False, widget=Day)

    def wanted(self):
        """What can be used of the address; nonsense in it filters nothing."""
        self.is_valid()
        return self.cleaned_data

    def in_words(self):
        """[(label, value)] of every filter in use, for the sheet that explains an export."""
        found = []
        for name, value in self.wanted().items():
            if value:
                words = {str(key): label for key, label in getattr(self.fields[name], "choices", ())}
                found.append((self.fields[name].label, words.get(str(value), str(value))))
        return found
