"""The reply: a draft that is saved as it is written, and the same form when it goes to the signer."""

from django.forms import CharField, DateField

from dispatch import replying
from weijianyi import rulebook
from weijianyi.forms import Day, Text
from weijianyi.stepforms import EntryField, StepForm


class ReplyForm(StepForm):
    facts = CharField(
        label="办理情况",
        widget=Text(rows=6, limit=3000, advice="先写结果，再写做法，最后写后续"),
        max_length=3000,
    )
    measures = CharField(label="采取措施", widget=Text(rows=4, limit=2000), max_length=2000, required=False)
    done_on = DateField(label="完成或预计完成日期", widget=Day(), required=False)
    ground = CharField(
        label="政策依据或客观原因", widget=Text(rows=3, limit=1000), max_length=1000, required=False
    )
    contact_name = CharField(label="经办人", max_length=40)
    contact_phone = CharField(label="联系电话", max_length=30)
    leader_name = CharField(label="分管领导", max_length=40, required=False)

    def prepare(self):
        self.fields["result_class"] = EntryField(
            self.subject.organisation_id, "result_class", label="办理结果", cards=True, columns=2
        )
        self.order_fields(["result_class", "done_on", "ground", "facts", "measures"])
        for name, flag in (("done_on", "date_required"), ("ground", "ground_required")):
            entries = rulebook.entries(self.subject.organisation_id, "result_class")
            wanted = "、".join(e.label for e in entries if e.data.get(flag))
            self.fields[name].help_text = f"选“{wanted}”时要填写。" if wanted else ""

    def clean(self):
        data = super().clean()
        missing = replying.missing_facts(self.subject, data)
        for name, sentence in missing.items():
            if name == "contacts":
                self.add_error(None, sentence)
            elif name not in self.errors:
                self.add_error(name, sentence)
        return data


class ReplyDraftForm(ReplyForm):
    """Autosave: nothing is required, lengths and dates still hold."""

    def prepare(self):
        super().prepare()
        for field in self.fields.values():
            field.required = False

    def clean(self):
        return self.cleaned_data

    def save(self):
        row = replying.draft_of(self.subject)
        for name, value in self.cleaned_data.items():
            if name in self.data:  # a field left empty was cleared; one not sent was not shown
                setattr(row, name, value)
        row.drafted_by = self.actor.post
        row.save()
        return row
