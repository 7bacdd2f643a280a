"""The reply: a draft that is saved as it is written, and the same form when it goes to the signer."""

from django.forms import CharField, ChoiceField, DateField

from dispatch.desks import replying, requests_of
from dispatch.forms.proposal import document_number
from dispatch.models import Outcome
from weijianyi import rulebook
from weijianyi.forms import Day, Segmented, Text
from weijianyi.stepforms import EntryField, StepForm

ANSWER, OUTCOME, PLANNED = "answer_", "outcome_", "planned_"
PARTS = {ANSWER: "text", OUTCOME: "outcome", PLANNED: "planned_on"}  # of the answer to one request


def is_part(name):
    return name.startswith(tuple(PARTS))


class ByRequest(StepForm):
    """The part of a reply that answers the numbered requests of an item one by one."""

    def answer_fields(self):
        """[(text, outcome, day)] of the numbered requests, for the page."""
        return [tuple(self[f"{part}{r.pk}"] for part in PARTS) for r in self.subject.requests]

    def answers(self):
        """{request pk: {text, outcome, planned_on}} of those parts that hold."""
        found = {}
        for r in self.subject.requests:
            names = {part: f"{part}{r.pk}" for part in PARTS}
            found[r.pk] = {
                PARTS[part]: self.cleaned_data[name]
                for part, name in names.items()
                if name in self.cleaned_data
            }
        return found

    def facts(self):
        plain = {n: v for n, v in self.cleaned_data.items() if not is_part(n)}
        return plain | ({"answers": self.answers()} if self.subject.requests else {})

    def ask(self, request):
        """The fields of one request."""
        self.fields |= {
            f"{ANSWER}{request.pk}": CharField(
                label=f"第 {request.number} 条",
                help_text=request.text,
                widget=Text(rows=4, limit=2000, advice="不能办理的，写明依据或原因"),
                max_length=2000,
                error_messages={"required": f"请答复第 {request.number} 条建议。"},
            ),
            f"{OUTCOME}{request.pk}": ChoiceField(
                label=f"第 {request.number} 条的结果", choices=Outcome, widget=Segmented,
                error_messages={"required": f"请选择第 {request.number} 条的结果。"},
            ),
            f"{PLANNED}{request.pk}": DateField(
                label=f"第 {request.number} 条计划完成日期", widget=Day(), required=False,
                help_text=f"选“{Outcome.PLANNED.label}”时要填写。",
            ),
        }  # fmt: skip


class ReplyForm(ByRequest):
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
        for request in self.subject.requests:
            self.ask(request)
        if self.subject.is_proposal:
            self.fields["facts"].label = "总的办理情况"
            self.fields["document_number"] = document_number()
        self.order_fields(["result_class", "done_on", "ground", "facts", "measures"])
        for name, flag in (("done_on", "date_required"), ("ground", "ground_required")):
            entries = rulebook.entries(self.subject.organisation_id, "result_class")
            wanted = "、".join(e.label for e in entries if e.data.get(flag))
            self.fields[name].help_text = f"选“{wanted}”时要填写。" if wanted else ""

    def clean(self):
        data = super().clean()
        missing = replying.missing_facts(self.subject, data | {"answers": self.answers()})
        for name, sentence in missing.items():
            if name in replying.APART:
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
        answers = self.answers()
        for name, value in self.cleaned_data.items():
            # A field left empty was cleared; one not sent was not shown.
            if name in self.data and not is_part(name):
                setattr(row, name, value)
        row.drafted_by = self.actor.post
        row.save()
        sent = {pk: said for pk, said in answers.items() if f"{ANSWER}{pk}" in self.data}
        requests_of.save_answers(row, sent)
        return row
