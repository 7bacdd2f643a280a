"""Forms of the quarter's topics of reports: publishing one, the filters of the page."""

from django.forms import ChoiceField, DateField, ModelChoiceField, ModelMultipleChoiceField, TypedChoiceField
from django.utils import timezone
from django.utils.dateparse import parse_date

from members.models import Collective
from members.rules import has_role
from members.states import CollectiveKind, Role
from suggestions.forms.words import Words
from suggestions.topics import quarters
from weijianyi.forms import Day, Form, Text, Ticks


class ReportTopicForm(Form):
    title = Words(label="选题", max_length=60, help_text="一句话写清楚要了解什么，例如“农村留守老人养老”。")
    why = Words(label="背景", max_length=1000, required=False, widget=Text(rows=4, limit=1000))
    points = Words(
        label="写作要点", max_length=1000, required=False, widget=Text(rows=4, limit=1000),
        help_text="希望了解哪些情况、数据和建议，每行一点。",
    )  # fmt: skip
    due_on = DateField(
        label="约稿截止", required=False, widget=Day, help_text="有约稿的写截止日期，到期前自动提醒。"
    )

    def __init__(self, *args, actor, topic=None, **kwargs):
        self.topic = topic
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        offered = {quarters.first_day(today), quarters.next_quarter(today)} | (
            {topic.quarter} if topic else set()
        )
        self.fields["quarter"] = TypedChoiceField(
            label="季度", coerce=parse_date, initial=str(quarters.first_day(today)),
            choices=[(str(day), quarters.label(day)) for day in sorted(offered)],
        )  # fmt: skip
        active = Collective.objects.filter(organisation_id=actor.post.organisation_id, active=True)
        self.fields["addressees"] = ModelMultipleChoiceField(
            active,
            label="约请谁写",
            required=False,
            widget=Ticks(columns=2),
            help_text="不选就是面向全体征集。",
        )
        if has_role(actor, Role.EDITOR):
            self.fields["owner"] = ModelChoiceField(
                active.filter(kind=CollectiveKind.COMMITTEE), label="由哪个专委会发布", required=False,
                empty_label="由信息编辑发布",
            )  # fmt: skip
        self.order_fields(("quarter", "owner", "title", "why", "points", "due_on", "addressees"))

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate() and (self.topic is None or day != self.topic.due_on):
            self.add_error("due_on", "截止日期已经过去，请改成今天以后。")
        return day


class ReportTopicFilter(Form):
    def __init__(self, data, *, firsts, owners):
        super().__init__(data)
        self.fields["quarter"] = ChoiceField(
            label="季度",
            required=False,
            choices=[("", "本季度"), *((str(d), quarters.label(d)) for d in firsts)],
        )
        self.fields["owner"] = ChoiceField(
            label="专委会", required=False, choices=[("", "全部"), *((str(pk), name) for pk, name in owners)]
        )

    def wanted(self, today):
        """Conditions of the address; an unknown value filters nothing."""
        self.is_valid()
        quarter = parse_date(self.cleaned_data.get("quarter") or "") or quarters.first_day(today)
        owner = self.cleaned_data.get("owner")
        return {"quarter": quarter} | ({"owner": owner} if owner else {})
