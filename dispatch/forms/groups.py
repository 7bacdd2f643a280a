"""Forms of groups, of 包联 and its visits, of a member's fixed contacts, of a term."""

from django.forms import BooleanField, CharField, DateField, ModelChoiceField, ModelMultipleChoiceField
from django.utils import timezone

from dispatch.people import groups
from members.models import Collective, FixedContact, Member, Post, Studio, Term
from members.states import GROUPS
from weijianyi.forms import Day, Form, ModelForm, Text, Ticks


def not_ahead(form, name):
    day = form.cleaned_data.get(name)
    if day and day > timezone.localdate():
        form.add_error(name, "日期在今天以后。")
    return day


class GroupForm(ModelForm):
    class Meta:
        model = Collective
        fields = ["kind", "name", "active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in GROUPS]
        if self.instance.pk:
            del self.fields["kind"]
        else:
            del self.fields["active"]

    def clean(self):
        data = super().clean()
        kind = data.get("kind") or self.instance.kind
        own = Collective.objects.filter(organisation_id=self.instance.organisation_id, kind=kind)
        if own.filter(name=data.get("name")).exclude(pk=self.instance.pk).exists():
            self.add_error("name", "已经有同名的小组。")
        return data


class JoinForm(Form):
    members = ModelMultipleChoiceField(
        Member.objects.none(),
        label="委员",
        widget=Ticks(columns=2),
        error_messages={"required": "请选择委员。"},
    )
    convenor = BooleanField(label="担任召集人", required=False)
    on = DateField(label="从哪天起", widget=Day())

    def __init__(self, *args, actor, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = groups.candidates(actor, group)
        self.fields["on"].initial = timezone.localdate()


class PatronageForm(Form):
    leader = ModelChoiceField(Post.objects.none(), label="包联领导", empty_label="请选择")
    collective = ModelChoiceField(Collective.objects.none(), label="小组", required=False, empty_label="不选")
    studio = ModelChoiceField(Studio.objects.none(), label="委员工作室", required=False, empty_label="不选")
    valid_from = DateField(label="从哪天起", widget=Day())

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = groups.leaders(actor)
        self.fields["leader"].label_from_instance = lambda post: f"{post.user}（{post.label}）"
        self.fields["collective"].queryset = groups.of(actor).filter(active=True)
        self.fields["studio"].queryset = groups.studios(actor)
        self.fields["valid_from"].initial = timezone.localdate()

    def clean(self):
        data = super().clean()
        if bool(data.get("collective")) == bool(data.get("studio")):
            self.add_error("collective", "小组和工作室选一个。")
        return data


class VisitForm(Form):
    held_on = DateField(label="哪一天", widget=Day())
    what = CharField(label="做了什么", max_length=200, widget=Text(rows=3, limit=200))

    def clean_held_on(self):
        return not_ahead(self, "held_on")


class VoidVisitForm(Form):
    reason = CharField(label="为什么作废", max_length=200, widget=Text(rows=3, limit=200))


class ContactForm(ModelForm):
    """What is told of a person goes sealed into the row, never into a column of its own."""

    name = CharField(label="姓名或户主", max_length=40)
    place = CharField(label="住址或单位", max_length=80, required=False)
    phone = CharField(label="电话", max_length=20, required=False)
    note = CharField(
        label="自己的记录", required=False, max_length=2000, widget=Text(rows=5, limit=2000),
        help_text="只有您自己看得到；提案委、管理员都看不到，也不会导出。",
    )  # fmt: skip
    field_order = ["kind", "name", "place", "phone", "met_on", "note"]
    SEALED = ("name", "place", "phone", "note")

    class Meta:
        model = FixedContact
        fields = ["kind", "met_on"]
        widgets = {"met_on": Day()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.update(self.instance.shown)

    def clean_met_on(self):
        return not_ahead(self, "met_on")

    def save(self, commit=True):
        self.instance.put(**{name: self.cleaned_data[name] for name in self.SEALED})
        return super().save(commit)


class LostContactForm(Form):
    sure = BooleanField(
        label="不等旧密钥了，删去这一条",
        error_messages={"required": "要删去，请先勾选确认；不删的，请返回。"},
    )


class TermForm(ModelForm):
    class Meta:
        model = Term
        fields = ["number", "begins_on", "ends_on"]
        widgets = {"begins_on": Day(), "ends_on": Day()}
        help_texts = {"number": "只写数字，例如第六届写 6。"}

    def clean(self):
        data = super().clean()
        own = Term.objects.filter(organisation_id=self.instance.organisation_id).exclude(pk=self.instance.pk)
        if own.filter(number=data.get("number")).exists():
            self.add_error("number", "这一届已经登记。")
        if data.get("ends_on") and data.get("begins_on") and data["ends_on"] < data["begins_on"]:
            self.add_error("ends_on", "结束日期在开始日期之前。")
        return data


class EndTermForm(Form):
    staying = ModelMultipleChoiceField(
        Member.objects.none(), label="下一届继续担任委员的", required=False, widget=Ticks(columns=2),
        help_text="没有选的，任期到这一届的最后一天。",
    )  # fmt: skip
    on = DateField(label="这一届的最后一天", widget=Day())
    sure = BooleanField(label="以上情况已经看过")

    def __init__(self, *args, rows, term, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["staying"].queryset = rows
        self.fields["on"].initial = term.ends_on or timezone.localdate()
