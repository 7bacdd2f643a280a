"""The form that asks a department on behalf of a resident."""

from django.forms import CharField, ModelChoiceField

from dispatch.forms.dispatch import departments
from dispatch.models import Department
from members.opinions import words as opinion_words
from weijianyi import rulebook
from weijianyi.forms import Text
from weijianyi.stepforms import StepForm


class AskDepartmentForm(StepForm):
    department = ModelChoiceField(Department.objects.none(), label="问哪个部门", empty_label="请选择")
    title = CharField(label="问什么（一句话）", max_length=30)
    question = CharField(
        label="要部门答的", widget=Text(rows=5, limit=1000), max_length=1000,
        help_text="部门只看到这里写的，看不到群众的姓名、电话。号码会自动略去，姓名请您检查。",
    )  # fmt: skip

    def prepare(self):
        self.fields["department"].queryset = departments(self.subject.organisation_id).filter(relays=False)
        self.fields["title"].max_length = rulebook.value(self.subject.organisation_id, "title_max")
        self.fields["question"].initial = opinion_words.without_numbers(self.subject.text)
