"""Forms of key proposals: nomination, decision, taking over, plan, progress, outcome; and the filters of their list."""

from django.core.exceptions import ValidationError
from django.forms import CharField, DateField, ModelChoiceField
from django.utils import timezone

from dispatch.forms.dispatch import departments
from dispatch.forms.ledger import Reference
from members.models import Collective, Post
from members.rules import has_role
from members.states import CollectiveKind, Role
from weijianyi.forms import Day, Form, Text
from weijianyi.stepforms import StepForm


class LeaderField(ModelChoiceField):
    def label_from_instance(self, post):
        return f"{post.user.name}（{post.label}）"


class NominateForm(Form):
    reason = CharField(label="提名理由", widget=Text(rows=3, limit=300), max_length=300)


class KeyDecideForm(StepForm):
    committee = ModelChoiceField(Collective.objects.none(), label="责任专委会", empty_label="请选择")
    ground = CharField(
        label="确定的理由", widget=Text(rows=3, limit=300), max_length=300, help_text="写明会议或批示。"
    )

    def prepare(self):
        own = Collective.objects.filter(organisation_id=self.subject.organisation_id, active=True)
        self.fields["committee"].queryset = own.filter(kind=CollectiveKind.COMMITTEE)


class KeyReasonForm(StepForm):
    reason = CharField(label="理由", widget=Text(rows=3, limit=300), max_length=300)


class KeyClaimForm(StepForm):
    """A leader takes it over with one click; the head chooses the leader."""

    leader = LeaderField(Post.objects.none(), label="督办领导", empty_label="请选择")

    def prepare(self):
        if has_role(self.actor, Role.LEADER):
            del self.fields["leader"]
            return
        posts = Post.objects.current(timezone.localdate()).select_related("user")
        self.fields["leader"].queryset = posts.filter(
            organisation_id=self.subject.organisation_id, role=Role.LEADER
        )


class KeyPlanForm(StepForm):
    plan = CharField(
        label="办理方案", widget=Text(rows=8, limit=2000), max_length=2000,
        help_text="写明要解决的问题、步骤、责任单位和协商安排。",
    )  # fmt: skip
    target_on = DateField(label="目标日期", widget=Day())

    def prepare(self):
        self.fields["plan"].initial, self.fields["target_on"].initial = (
            self.subject.plan,
            self.subject.target_on,
        )

    def clean_target_on(self):
        day = self.cleaned_data["target_on"]
        if day < timezone.localdate():
            raise ValidationError("目标日期不能早于今天。")
        return day


class KeyProgressForm(StepForm):
    text = CharField(label="进展", widget=Text(rows=5, limit=1000), max_length=1000)


class KeyOutcomeForm(StepForm):
    outcome = CharField(label="办理成效", widget=Text(rows=5, limit=1000), max_length=1000)


class KeyFilterForm(Form):
    """Of the list of key proposals, read from the address."""

    q = CharField(label="标题", required=False, max_length=60)
    department = Reference(label="承办单位", required=False)
    committee = Reference(label="责任专委会", required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        units = departments(actor.organisation_id).filter(relays=False).values_list("pk", "short_name")
        self.fields["department"].choices = [("", "全部"), *units]
        own = Collective.objects.filter(
            organisation_id=actor.organisation_id, kind=CollectiveKind.COMMITTEE, active=True
        )
        self.fields["committee"].choices = [("", "全部"), *own.values_list("pk", "name")]

    def wanted(self):
        """What can be used of the address; nonsense in it filters nothing."""
        self.is_valid()
        return self.cleaned_data
