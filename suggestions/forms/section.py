"""The form of one section of a proposal: keeps what may be kept, says what still stands in the way of submitting."""

from django.forms import ModelChoiceField

from members.models import Collective
from suggestions import drafting
from suggestions.forms.compose import ComposeForm, initial_of
from suggestions.forms.words import Words
from suggestions.proposals.sections import BODY, SECTIONS
from suggestions.states import Kind
from weijianyi import rulebook
from weijianyi.forms import Text

LABELS = {
    "title": "案由",
    "situation": "情况",
    "analysis": "分析",
    "advice": "建议",
    "wished_unit": "建议主办单位",
}
ENTERING = ("member", "collective", "entered_from")


class SectionForm(ComposeForm):
    wished_assist = Words(
        label="建议会办单位", max_length=120, required=False, help_text="可以写几家，用顿号隔开。"
    )

    def __init__(self, *args, section, organisation, item=None, **kwargs):
        self.section = SECTIONS[section]
        if item is not None:
            assist = {"wished_assist": item.proposal_facts.wished_assist}
            kwargs["initial"] = assist | kwargs.get("initial", {})
        super().__init__(*args, kind=Kind.PROPOSAL, organisation=organisation, item=item, **kwargs)
        self.order_fields((*ENTERING, *self.section.fields))

    def wanted(self, name):
        return name in self.section.fields

    @property
    def names(self):
        kept = {*drafting.FIELDS[Kind.PROPOSAL], "wished_assist"}
        return [name for name in self.section.fields if name in kept]

    def prepare_words(self):
        super().prepare_words()
        for name, label in LABELS.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"请填写“{label}”。"
        self.others = sum(
            len(getattr(self.item, n)) for n in BODY if n not in self.section.fields and self.item
        )
        most = rulebook.value(self.organisation, "proposal_body_max")
        warn = rulebook.value(self.organisation, "proposal_body_warn")
        for name in BODY:
            self.fields[name].widget = Text(
                rows=12, limit=max(most - self.others, 1), warn=max(warn - self.others, 1),
                advice=f"情况、分析、建议合计最多 {most} 字，其他部分已写 {self.others} 字",
            )  # fmt: skip

    def words(self):
        """The whole text as it would stand with this section."""
        names = ("title", *BODY)
        return {n: self.stored.get(n, getattr(self.item, n) if self.item else "") for n in names}

    def blame_length(self, name, sentences):
        """Beside the field of this section that is too long; what another section breaks is said there."""
        ours = [n for n in (("title",) if name == "title" else BODY) if n in self.fields]
        for field in ours[:1]:
            self.add_error(field, sentences)


class StartForm(SectionForm):
    """The first words; the office says first for whom."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, section="title", **kwargs)

    def wanted(self, name):
        return super().wanted(name) or name in ENTERING

    def prepare_entering(self):
        super().prepare_entering()
        self.fields["member"].required = False
        groups = Collective.objects.filter(organisation=self.organisation, active=True)
        self.fields["collective"] = ModelChoiceField(
            groups, label="或为哪个集体代录", required=False, empty_label="不是集体提案",
            error_messages={"invalid_choice": "没有这个集体，请重新选择。"},
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        asked = "collective" in self.fields and "member" not in self.errors
        if asked and bool(data.get("member")) == bool(data.get("collective")):
            self.add_error("member", "请选择一位委员，或者一个集体。")
        return data


def judged_section(item, section):
    """A bound form of what is stored in this section: its errors are what still stands in the way."""
    initial = initial_of(item) | {"wished_assist": item.proposal_facts.wished_assist}
    data = {name: getattr(value, "pk", value) or "" for name, value in initial.items()}
    return SectionForm(data, section=section, organisation=item.organisation, item=item)
