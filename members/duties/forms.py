"""Forms about duties: who serves, attendance, what was done, a duty by hand, a request to swap."""

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, DateField, ModelChoiceField, TimeField, TimeInput
from django.utils import timezone

from members.models import Duty, DutySwap, Member, Post
from members.states import UNIT, DutyState
from members.studios import deliberators
from weijianyi import forms
from weijianyi.stepforms import StepForm


class Clock(TimeInput):
    """A native time input."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class Colleague(ModelChoiceField):
    """A member with sector, as people tell namesakes apart."""

    def label_from_instance(self, member):
        return f"{member.name}（{member.sector.name}）" if member.sector_id else member.name


def serving_in(studio):
    """Members who serve in the studio today."""
    seats = studio.seats.filter(valid_to=None)
    return (
        Member.objects.filter(pk__in=seats.values("member")).select_related("sector").order_by("name", "pk")
    )


class WhoForm(StepForm):
    """A member, or the head of a department by name: one of them."""

    member = Colleague(Member.objects.none(), label="值班委员", required=False, empty_label="请选择")
    deliberator = ModelChoiceField(
        Member.objects.none(), label="或者：议政员", required=False, empty_label="请选择",
        help_text="有账号的，值班前会提醒本人，本人可以签到。",
    )  # fmt: skip
    person = CharField(
        label="或者：进站的部门负责人",
        max_length=60,
        required=False,
        help_text="写姓名和职务，例如市城管局局长王伟。",
    )
    post = ModelChoiceField(
        Post.objects.none(), label="负责人的账号", required=False, empty_label="没有账号",
        help_text="选了账号，值班前会提醒本人，本人可以签到。",
    )  # fmt: skip

    def offer(self, studio, on):
        self.fields["member"].queryset = serving_in(studio)
        others = deliberators.of(on, studio=studio).select_related("post")
        self.fields["deliberator"].queryset = others
        heads = Post.objects.current(on).filter(organisation=studio.organisation_id, role__in=UNIT)
        self.fields["post"].queryset = heads.select_related("user", "organisation").order_by(
            "user__name", "pk"
        )

    def clean(self):
        data = super().clean()
        other = data.pop("deliberator", None)
        if sum(map(bool, (data.get("member"), other, data.get("person")))) > 1:
            self.add_error("person", "委员、议政员和部门负责人只写一位。")
        elif other:
            data["person"], data["post"] = deliberators.person(other.name), other.post
        if data.get("post") and not data.get("person"):
            self.add_error("person", "选了账号，请写明负责人的姓名和职务。")
        return data


class AssignForm(WhoForm):
    def prepare(self):
        self.offer(self.subject.studio, self.subject.date)


class DutyForm(WhoForm):
    """A duty by hand; `subject` is the studio."""

    date = DateField(label="日期", widget=forms.Day)
    starts = TimeField(label="从", widget=Clock)
    ends = TimeField(label="到", widget=Clock)
    mode = ChoiceField(label="方式", choices=Duty._meta.get_field("mode").choices, widget=forms.Segmented)
    topic = CharField(label="主题", max_length=60, required=False)
    field_order = ("date", "starts", "ends", "mode", "topic", "member", "deliberator", "person", "post")

    def prepare(self):
        self.offer(self.subject, timezone.localdate())

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day < timezone.localdate():
            raise ValidationError("请选择今天或以后的日期。")
        return day

    def clean(self):
        data = super().clean()
        starts, ends, day, member = (data.get(name) for name in ("starts", "ends", "date", "member"))
        if starts and ends and ends <= starts:
            self.add_error("ends", "结束要晚于开始。")
        elif starts and ends and day and member:
            other = (
                Duty.objects.live().filter(member=member, date=day, starts__lt=ends, ends__gt=starts).first()
            )
            if other:
                self.add_error("member", f"{member.name}这个时间在{other.studio}值班，请换一位。")
        return data


class ReasonForm(StepForm):
    reason = CharField(label="原因", max_length=200, widget=forms.Text(rows=2))


class AttendanceForm(StepForm):
    time = TimeField(label="到岗时间", widget=Clock)
    work = CharField(label="接待情况", required=False, max_length=2000, widget=forms.Text(rows=4))

    def prepare(self):
        self.fields["time"].initial = self.subject.starts
        self.fields["work"].initial = self.subject.work


class WorkForm(StepForm):
    work = CharField(
        label="接待情况", max_length=2000, widget=forms.Text(rows=5),
        help_text="接待了几位群众，反映了什么，怎样答复。不写群众的姓名和电话。",
    )  # fmt: skip

    def prepare(self):
        self.fields["work"].initial = self.subject.work


class SwapForm(StepForm):
    """`subject` is the own duty."""

    asked = Colleague(Member.objects.none(), label="请哪一位", empty_label="请选择")
    in_return = ModelChoiceField(
        Duty.objects.none(), label="用对方的哪一次交换", required=False, empty_label="不交换，请对方替班",
        help_text="只能选所请那一位的值班。",
    )  # fmt: skip
    reason = CharField(label="原因", max_length=100, required=False)

    def prepare(self):
        duty = self.subject
        self.fields["asked"].queryset = serving_in(duty.studio).exclude(pk=duty.member_id)
        today = timezone.localdate()
        others = Duty.objects.filter(state=DutyState.PLANNED, date__gte=today, member__isnull=False)
        others = others.filter(studio=duty.studio_id).exclude(member=duty.member_id)
        others = others.exclude(pk__in=DutySwap.objects.waiting().values("duty"))
        self.fields["in_return"].queryset = others.select_related("member", "studio")
        self.fields["in_return"].label_from_instance = lambda d: f"{d.member.name}，{d}"
