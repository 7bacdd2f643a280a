"""Forms of the studio's side: the words of each step, writing down what somebody said, filters."""

from operator import itemgetter

from django.forms import CharField, ChoiceField, DateField, ModelChoiceField, TypedChoiceField
from django.utils import timezone

from members.models import Member, Opinion, OpinionVisit, Organisation, Studio
from members.models.organisation import place_named
from members.opinions import routing as opinion_routing
from members.opinions.said import SaidForm
from members.opinions.states import Channel, TurnedInto
from members.states import OFFICE, Role
from weijianyi import rulebook
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.forms import Choices, Day, Form, Text
from weijianyi.stepforms import StepForm

PHOTOS = 5
UNCHOSEN = "none"  # of the filter: the resident named no county


def words(label, most=500, rows=4, **kwargs):
    return CharField(label=label, widget=Text(rows=rows, limit=most), max_length=most, **kwargs)


class TextForm(StepForm):
    """An answer; the text blocks of the organisation stand above it."""

    text = words("告诉群众的话", 1000, 6)
    blocks = ""

    def prepare(self):
        if self.blocks:
            entries = rulebook.entries(self.subject.organisation_id, self.blocks)
            self.text_blocks = [(e.label, e.text) for e in entries if e.text]
            lines = "；".join(f"{label}：{text}" for label, text in self.text_blocks)
            self.fields["text"].help_text = f"可以参考：{lines}" if lines else ""


class ExplainForm(TextForm):
    blocks = "opinion_explain"


class AnswerForm(TextForm):
    blocks = "opinion_answer"

    def prepare(self):
        super().prepare()
        self.fields["text"].initial = getattr(self.subject, "heard_text", "")


class SpamForm(StepForm):
    reason = words("理由", 100, 2, required=False)


class NoteForm(StepForm):
    note = words("说明", 200, 2, required=False, help_text="不要写群众的姓名和电话。")


class VisitForm(UploadsMixin, StepForm):
    multipart = True
    held_on = DateField(label="哪天去的", widget=Day())
    note = words("看到的情况", 600, 4)
    photos = UploadField("photo", max_count=PHOTOS, label="现场照片", help_text="要转成建议的，附上照片。")

    def prepare(self):
        self.fields["held_on"].initial = timezone.localdate()

    def facts(self):
        return super().facts() | {"photos": tuple(self.cleaned_data.get("photos") or ())}


class VoidVisitForm(StepForm):
    visit = ModelChoiceField(OpinionVisit.objects.none(), label="哪一次", empty_label="请选择")
    reason = words("为什么作废", 200, 3, help_text="不要写群众的姓名和电话。")

    def prepare(self):
        rows = self.subject.visits.standing().select_related("by__user")
        self.fields["visit"].queryset = rows
        self.fields["visit"].initial = rows[0] if len(rows) == 1 else None
        self.fields["visit"].label_from_instance = lambda visit: (
            f"{visit.held_on:%Y年%-m月%-d日} {visit.by.user.name}：{visit}"
        )


class TurnForm(StepForm):
    into = ChoiceField(
        label="转成什么", choices=TurnedInto.choices, initial=TurnedInto.SUGGESTION,
        widget=Choices(hints={
            "suggestion": "一件具体的小事，提案委审核后当天交办。", "report": "反映社会情况和群众呼声。",
            "proposal": "需要系统研究、由提案委立案的建议。",
        }),
    )  # fmt: skip
    member = ModelChoiceField(Member.objects.none(), label="由哪位委员提出", empty_label="请选择")
    title = CharField(
        label="标题", max_length=30, help_text="草稿带上群众反映的文字和现场核实，不带姓名电话。"
    )

    def prepare(self):
        own = self.actor.post.member if self.actor.post.role == Role.MEMBER else None
        members = Member.objects.filter(organisation_id=self.subject.organisation_id)
        if own:
            members, self.fields["member"].initial = members.filter(pk=own.pk), own
        elif self.subject.studio.organisation_id == self.subject.organisation_id:
            members = members.filter(pk__in=self.subject.studio.seats.filter(valid_to=None).values("member"))
        self.fields["member"].queryset = members
        self.fields["title"].max_length = rulebook.value(self.subject.organisation_id, "title_max")


class HandOverForm(StepForm):
    organisation = ModelChoiceField(Organisation.objects.none(), label="移交给", empty_label="请选择")
    note = words("说明", 200, 2, required=False, help_text="不要写群众的姓名和电话。")

    def prepare(self):
        others = Organisation.objects.filter(active=True).exclude(pk=self.subject.organisation_id)
        self.fields["organisation"].queryset = others.order_by("level", "pk")
        if found := opinion_routing.belongs_to(self.subject):
            self.fields["organisation"].initial = found
            said = "群众选的是" if self.subject.county_id else "内容里提到"
            place = found.place
            self.fields["organisation"].help_text = f"{said}“{place}”，已替您选上，请核对。"


class CloseForm(StepForm):
    solved = TypedChoiceField(
        label="问题解决了吗", choices=[("1", "解决了"), ("0", "没有解决")], coerce=lambda v: v == "1",
        empty_value=None, widget=Choices(columns=2),
    )  # fmt: skip


class PublishForm(StepForm):
    public_title = CharField(label="标题", max_length=60)
    public_text = words("怎样解决的", 600, 5, help_text="另写一段，不带任何人的姓名、电话和门牌号。")


class CorrectForm(StepForm):
    text = words("您反映的内容", 2000, 5)


class ContactReasonForm(StepForm):
    reason = words("为什么要看", 100, 2, help_text="这次查看会留下记录。")


class EnterForm(SaidForm):
    """What somebody said in the room or on the phone."""

    studio = ModelChoiceField(Studio.objects.none(), label="工作室", empty_label="请选择")
    channel = ChoiceField(
        label="怎样来的", choices=[c for c in Channel.choices if c[0] != Channel.ONLINE], widget=Choices(columns=2),
        initial=Channel.ONSITE,
    )  # fmt: skip
    on = DateField(label="哪天", widget=Day())
    field_order = (
        "studio",
        "channel",
        "on",
        "text",
        "county",
        "photos",
        "reply_by",
        "name",
        "phone",
        "second",
        "pass_on",
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, organisation=actor.post.organisation, **kwargs)
        self.fields["studio"].queryset = studios_of(actor)
        self.fields["on"].initial = timezone.localdate()
        del self.fields["adult"]
        if self.fields["studio"].queryset.count() == 1:
            self.fields["studio"].initial = self.fields["studio"].queryset.get()

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            self.add_error("on", "日期不能晚于今天。")
        return self.cleaned_data["on"]


def studios_of(actor):
    """Where this actor may write something down."""
    rows = Studio.objects.visible_to(actor).open_on(timezone.localdate())
    if actor.post and actor.post.role in OFFICE:
        return rows
    if actor.post and actor.post.role == Role.LIAISON:
        return rows.filter(liaison=actor.post)
    if actor.post and actor.post.role == Role.MEMBER:
        return rows.filter(seats__member=actor.post.member_id, seats__valid_to=None)
    return rows.none()


class OpinionFilterForm(Form):
    q = CharField(label="内容里的字", required=False, max_length=60)
    studio = TypedChoiceField(label="工作室", required=False, coerce=int, empty_value=None)
    county = ChoiceField(label="县区", required=False)

    def __init__(self, *args, actor, **kwargs):
        """Studios and counties of what the reader may open, in one statement."""
        super().__init__(*args, **kwargs)
        rows = Opinion.objects.visible_to(actor).order_by()
        rows = list(rows.values_list("studio", "studio__name", "county", "county__short_name").distinct())
        studios = {pk: name for pk, name, _, _ in rows}
        counties = {pk: place_named(name) for _, _, pk, name in rows if pk}
        self.fields["studio"].choices = [("", "全部"), *sorted(studios.items(), key=itemgetter(1))]
        self.fields["county"].choices = [("", "全部"), *sorted(counties.items()), (UNCHOSEN, "没有选")]
        if not counties:
            del self.fields["county"]

    def wanted(self):
        """What can be used of the address; nonsense in it filters nothing."""
        return self.cleaned_data if self.is_valid() else {}
