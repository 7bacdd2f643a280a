"""Forms of topics: the call, a topic put forward, the office's decisions, the filters of the list."""

from django.forms import CharField, ChoiceField, DateField, ModelChoiceField
from django.utils import timezone

from members.models import Collective, Session
from members.rules import has_role, is_office
from members.states import AUTHORS
from suggestions.forms.words import Words
from suggestions.models import TopicCall, TopicPlan
from suggestions.topics.states import TopicSource, TopicState
from weijianyi.forms import Choices, Day, Form, Text
from weijianyi.stepforms import EntryField, StepForm

HINTS = {
    TopicSource.LEADER: "领导提出的题目",
    TopicSource.MASSES: "群众、单位、社区推荐的题目",
    TopicSource.OWN: "委员或集体自己选的题目",
}


class CallForm(Form):
    title = Words(label="标题", max_length=60)
    note = Words(label="说明", max_length=1000, required=False, widget=Text(rows=4, limit=1000))
    opens_on = DateField(label="开始", widget=Day)
    closes_on = DateField(label="截止", widget=Day)

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"] = ModelChoiceField(
            Session.objects.filter(organisation=organisation),
            label="届次",
            required=False,
            empty_label="不限届次",
        )
        self.order_fields(("title", "session", "opens_on", "closes_on", "note"))

    def clean(self):
        opens, closes = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "截止日期不能早于开始日期。")
        return self.cleaned_data


class TopicForm(Form):
    """What may be chosen as source, and whether another name is asked for, depends on who writes."""

    title = Words(
        label="选题", max_length=60, help_text="一句话说清楚要提什么，例如“关于完善乡镇养老服务的建议”。"
    )
    why = Words(label="为什么提这个题", max_length=1000, required=False, widget=Text(rows=4, limit=1000))
    put_forward_name = Words(
        label="由谁提出", max_length=60, required=False,
        help_text="领导点题写领导姓名，群众荐题写从哪里来；自己选的可以不填。",
    )  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        offered = sources(actor)
        self.fields["source"] = ChoiceField(
            label="来源", choices=[(s.value, s.label) for s in offered], widget=Choices(hints=HINTS),
            initial=offered[0] if len(offered) == 1 else None,
        )  # fmt: skip
        self.fields["category"] = EntryField(
            actor.post.organisation_id, "category", label="领域", required=False
        )
        calls = TopicCall.objects.visible_to(actor).open_on(timezone.localdate())
        self.fields["call"] = ModelChoiceField(
            calls, label="征集", required=False, empty_label="不属于哪次征集", initial=calls.first()
        )
        self.order_fields(("source", "title", "why", "put_forward_name", "category", "call"))

    def clean_title(self):
        title = self.cleaned_data["title"]
        topics = TopicPlan.objects.filter(
            organisation_id=self.actor.post.organisation_id, kind="proposal", title=title
        )
        if topics.exclude(state=TopicState.DROPPED).exists():
            self.add_error("title", "已经有同名的选题。")
        return title

    def clean(self):
        source, name = self.cleaned_data.get("source"), self.cleaned_data.get("put_forward_name")
        own = source == TopicSource.OWN or (source == TopicSource.LEADER and not is_office(self.actor))
        if source and not name:
            if own:
                post = self.actor.post
                self.cleaned_data["put_forward_name"] = (
                    post.collective.name if post.collective else self.actor.label
                )
            else:
                self.add_error("put_forward_name", "请写明由谁提出。")
        return self.cleaned_data


def sources(actor):
    if is_office(actor):
        return list(TopicSource)
    if has_role(actor, *AUTHORS):
        return [TopicSource.OWN, TopicSource.MASSES]
    return [TopicSource.LEADER]


class AdoptTopicForm(StepForm):
    note = CharField(label="说明", widget=Text(rows=3, limit=300), max_length=300, required=False)

    def prepare(self):
        active = Collective.objects.filter(organisation_id=self.subject.organisation_id, active=True)
        self.fields["owner"] = ModelChoiceField(
            active, label="交给哪个集体牵头", required=False, empty_label="不指定，谁都可以写",
            initial=self.subject.owner_id,
        )  # fmt: skip
        self.order_fields(("owner", "note"))


class DropTopicForm(StepForm):
    reason = CharField(
        label="不列入的理由", widget=Text(rows=3, limit=300), max_length=300, help_text="这段话提出人会看到。"
    )


class TopicFilter(Form):
    source = ChoiceField(label="来源", required=False, choices=[("", "全部来源"), *TopicSource.choices])
    state = ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *TopicState.choices])

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"] = ModelChoiceField(
            TopicCall.objects.visible_to(actor), label="征集", required=False, empty_label="全部征集"
        )

    def wanted(self):
        """The valid conditions of the address; an unknown value filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
