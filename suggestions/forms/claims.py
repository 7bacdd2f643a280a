"""Forms of 领办: apply, invite, decide, plan, record, report, rate; and the filter of the lists."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import CharField, ChoiceField, DateField, ModelChoiceField
from django.utils import timezone

from members.models import Collective, Member
from suggestions.claims.states import ClaimGrade
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.forms import Day, Faces, Form, Text
from weijianyi.stepforms import EntryField, StepForm


def words(label, *, most=500, rows=4, **more):
    return CharField(label=label, widget=Text(rows=rows, limit=most), max_length=most, **more)


class ApplyForm(Form):
    reason = words("为什么由您领办", most=300, help_text="写明您能用岗位、专长或组织的力量做什么。")


class InviteForm(Form):
    """One member or one collective of the organisation."""

    member = ModelChoiceField(Member.objects.none(), label="委员", required=False, empty_label="请选择")
    collective = ModelChoiceField(
        Collective.objects.none(), label="或专委会、界别、小组", required=False, empty_label="请选择"
    )
    reason = words("邀请的理由", most=300, rows=3)

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        own = Member.objects.filter(organisation_id=item.organisation_id).filter(
            Q(valid_to=None) | Q(valid_to__gte=today)
        )
        writers = item.authorships.filter(state="signed")
        there = item.desks.values("department__officers__post__user")
        own = own.exclude(authorships__in=writers).exclude(user__in=there.exclude(department__officers=None))
        self.fields["member"].queryset = own.order_by("name", "pk")
        groups = Collective.objects.filter(organisation_id=item.organisation_id, active=True)
        self.fields["collective"].queryset = groups.exclude(authorships__in=writers)

    def clean(self):
        data = super().clean()
        if bool(data.get("member")) == bool(data.get("collective")) and not self.errors:
            raise ValidationError("请选择一位委员，或者一个集体。")
        return data


class ApproveForm(StepForm):
    opinion = words("意见", most=300, rows=3, required=False)


class RefuseForm(StepForm):
    opinion = words("理由", most=300, rows=3)


class InviteAgainForm(StepForm):
    reason = words("邀请的理由", most=300, rows=3)


class PlanForm(StepForm):
    plan = words("领办计划", most=1500, rows=7, help_text="要推动解决什么、开展哪些活动、大致什么时候。")
    group = CharField(
        label="工作小组", widget=Text(rows=3), max_length=600, required=False, help_text="一行一人：姓名，单位，电话。"
    )  # fmt: skip

    def prepare(self):
        self.fields["plan"].initial, self.fields["group"].initial = self.subject.plan, self.subject.group


class ActivityForm(UploadsMixin, StepForm):
    multipart = True

    held_on = DateField(label="日期", widget=Day())
    place = CharField(label="地点", max_length=120, required=False)
    people = CharField(label="参加人", max_length=300, required=False)
    text = words("记录", most=2000, rows=6, help_text="看到了什么、各方说了什么、商定了什么。")
    photos = UploadField("photo", label="照片")
    minutes = UploadField(
        "document", purpose="minutes", label="会议记录、签到表", help_text="PDF、Word 或 Excel，最多 10 份。"
    )

    def prepare(self):
        self.fields["form"] = EntryField(
            self.subject.organisation_id, "claim_form", label="形式", cards=True, columns=2
        )
        self.fields["held_on"].initial = timezone.localdate()
        self.order_fields(["form", "held_on", "place", "people", "text", "photos", "minutes"])

    def facts(self):
        return {name: self.cleaned_data[name] for name in ("form", "held_on", "place", "people", "text")}


class OutcomeForm(StepForm):
    outcome = words("领办成效", most=1000, rows=6, help_text="推动解决了什么，还有什么没有解决。")


class RateForm(StepForm):
    grade = ChoiceField(label="这次领办做得怎么样", choices=ClaimGrade.choices, widget=Faces())
    comment = words("想说的话", most=300, rows=3, required=False)


class ClaimFilterForm(Form):
    q = CharField(label="标题或领办人", required=False, max_length=60)

    def wanted(self):
        """What can be used of the address; nonsense in it filters nothing."""
        return self.cleaned_data if self.is_valid() else {}
