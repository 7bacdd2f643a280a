"""The form an item is written with: what may be stored as a draft, and what is still wrong for submitting it."""

from django.core.exceptions import ValidationError
from django.forms import BooleanField, ModelChoiceField, Textarea, TextInput, TypedChoiceField

from members.models import Collective, Member
from members.states import PROPOSING
from suggestions import drafting
from suggestions.drafting import FIELDS
from suggestions.forms.words import Words
from suggestions.models import TopicPlan
from suggestions.models.item import PROXIES
from suggestions.review import reviewing
from suggestions.states import Kind
from weijianyi import rulebook
from weijianyi.files.fields import UploadField
from weijianyi.files.models import Attachment
from weijianyi.files.receive import DEFAULTS
from weijianyi.forms import Choices, Form, Text
from weijianyi.stepforms import EntryField

CONSENT = {"yes": True, "no": False}
HINTS = {"yes": "办结后可以作为案例展示，不显示手机号", "no": "只有委员本人、提案委和承办单位看得到"}
REPORT_HINTS = {"yes": "信息本身仍只在内部，办理结果可以对外说", "no": "只有反映人、信息编辑和领导看得到"}
ADVICE = {
    Kind.SUGGESTION: ("有什么问题", "希望怎么办", "说清楚人、地、事即可"),
    Kind.PROPOSAL: ("情况和问题", "建议", "写调研到的事实和数据"),
    Kind.REPORT: ("情况", "建议", "一事一报，写清时间、地点、涉及的人群"),
}
OPENING = (
    "title",
    "place",
    "situation",
    "analysis",
    "advice",
)  # a draft begins with the first words of these
ORDER = (
    "member", "collective", "outsider", "entered_from", "scans",
    "title", "district", "place", "situation", "analysis", "advice",
    "photos", "documents", "topic", "source", "source_note", "form", "urgent", "category", "found_via", "wished_unit",
    "open_consent", "closed_reason",
)  # fmt: skip
CHOSEN = ("category", "found_via", "open_consent", "source", "form", "topic")  # empty is None
FILES = ("photos", "documents", "scans")
# Where a document is asked for instead of photos.
DOCUMENTS = (Kind.PROPOSAL, Kind.REPORT)


class ComposeForm(Form):
    """Errors speak of submitting; `stored` holds what a draft keeps whatever the errors."""

    title = Words(label="标题", max_length=60)
    district = Words(label="地区（街道、乡镇）", max_length=60, required=False)
    place = Words(label="在哪里", max_length=120)
    situation = Words(widget=Textarea)
    analysis = Words(label="分析", required=False, widget=Textarea)
    advice = Words(widget=Textarea)
    wished_unit = Words(label="建议由谁办", max_length=60, required=False)
    open_consent = TypedChoiceField(
        label="办理结果可以公开吗", choices=[("yes", "可以公开"), ("no", "不公开")], coerce=CONSENT.get,
        empty_value=None, widget=Choices(hints=HINTS, columns=2),
        error_messages={"required": "请选择办理结果是否可以公开。"},
    )  # fmt: skip
    closed_reason = Words(label="不公开的原因", max_length=200, required=False)
    source_note = Words(label="来源说明", max_length=120, required=False)
    urgent = BooleanField(
        label="第一时间报送", required=False,
        help_text="突发、苗头性的情况请勾选，信息编辑当天处理；一般情况不要勾选。",
    )  # fmt: skip

    def __init__(self, *args, kind, organisation, item=None, entering=False, **kwargs):
        self.kind, self.organisation, self.item = Kind(kind), organisation, item
        if item is not None:
            kwargs["initial"] = initial_of(item) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.prepare_entries()
        self.prepare_words()
        self.prepare_files(entering)
        if entering:
            self.prepare_entering()
        for name in [name for name in self.fields if not self.wanted(name)]:
            del self.fields[name]
        self.order_fields(ORDER)

    def wanted(self, name):
        return name in FIELDS[self.kind] or name not in {n for names in FIELDS.values() for n in names}

    def prepare_entries(self):
        pk = self.organisation.pk
        self.fields["category"] = EntryField(
            pk, "category", label="领域", error_messages={"required": "请选择“领域”。"}
        )
        self.fields["found_via"] = EntryField(pk, "found_via", label="怎样了解到的", required=False)
        self.fields["source"] = EntryField(pk, "report_source", label="来源渠道", required=False)
        self.fields["form"] = EntryField(pk, "report_form", label="体裁", required=False)
        if self.kind == Kind.REPORT:
            self.fields["topic"] = ModelChoiceField(
                TopicPlan.objects.filter(organisation=pk).of_reports(), label="选题", required=False,
                empty_label="不属于哪个选题", help_text="围绕本季度重点选题或约稿写的，请选上。",
            )  # fmt: skip

    def prepare_words(self):
        limit = rulebook.value(self.organisation, f"{self.kind}_body_max")
        warn = rulebook.value(self.organisation, f"{self.kind}_body_warn")
        situation, advice, hint = ADVICE[self.kind]
        self.title_max = reviewing.title_max(self.organisation, self.kind)
        self.fields["title"].widget = TextInput({"data-count": self.title_max, "autocomplete": "off"})
        if self.kind == Kind.REPORT:
            self.fields["open_consent"].widget = Choices(hints=REPORT_HINTS, columns=2)
            self.fields["open_consent"].widget.choices = self.fields["open_consent"].choices
        words = (
            ("situation", situation, hint),
            ("analysis", "分析", "原因在哪里"),
            ("advice", advice, "请谁做什么"),
        )
        for name, label, line in words:
            field = self.fields[name]
            field.label = label
            field.widget = Text(rows=4, limit=limit, warn=warn, advice=line)
            field.error_messages["required"] = f"请填写“{label}”。"

    def prepare_files(self, entering):
        kinds = (
            {"documents": Attachment.Kind.DOCUMENT}
            if self.kind in DOCUMENTS
            else {"photos": Attachment.Kind.PHOTO}
        )
        for name, kind in kinds.items():
            self.fields[name] = UploadField(
                kind, max_count=DEFAULTS.count(kind), label=Attachment.Kind(kind).label
            )
        if entering or self.of_collective():
            kind, label = Attachment.Kind.DOCUMENT, "来件扫描" if entering else "盖章或签字的扫描件（PDF）"
            self.fields["scans"] = UploadField(kind, purpose=Attachment.Purpose.SCAN, label=label)

    def of_collective(self):
        """A proposal that a collective signs with its seal."""
        asked = self.item is not None and self.kind == Kind.PROPOSAL and self.wanted("scans")
        first = self.item.first_author if asked else None
        return first is not None and first.collective_id is not None

    def prepare_entering(self):
        """代录: for whom, and by what channel it came."""
        if self.item is None:
            members = Member.objects.filter(organisation=self.organisation).order_by("name", "pk")
            self.fields["member"] = ModelChoiceField(
                members, label="为哪位委员代录", empty_label="请选择委员",
                error_messages={"required": "请选择委员。", "invalid_choice": "名册里没有这位委员，请重新选择。"},
            )  # fmt: skip
            if self.kind == Kind.REPORT:
                self.fields["member"].required = False
                own = Collective.objects.filter(
                    organisation=self.organisation, active=True, kind__in=PROPOSING
                )
                self.fields["collective"] = ModelChoiceField(
                    own.order_by("kind", "name", "pk"), label="为集体代录的，选哪个集体", required=False,
                    empty_label="不是集体反映的",
                )  # fmt: skip
                self.fields["outsider"] = Words(
                    label="反映人不在委员名册的，写姓名或单位", max_length=60, required=False,
                    help_text="例如：向阳镇信息员李春、西外街社区居民王女士。",
                )  # fmt: skip
        self.fields["entered_from"] = Words(
            label="从哪里来", max_length=60, help_text="例如：来电、来信、会上口头提出。",
            error_messages={"required": "请写明从哪里来。"},
        )  # fmt: skip
        if self.item is not None:
            self.initial.setdefault("entered_from", self.item.entered_from)

    def clean(self):
        self.stored = dict(self.storable())
        self.judge_person()
        if self.cleaned_data.get("open_consent") is False and self.cleaned_data.get("closed_reason") == "":
            self.add_error("closed_reason", "不公开的，请写一句原因。")
        self.judge_lengths()
        return self.cleaned_data

    def judge_person(self):
        """A report entered on behalf names one: a member, a collective, or whoever is in no register."""
        if "outsider" not in self.fields:
            return
        named = [name for name in ("member", "collective", "outsider") if self.cleaned_data.get(name)]
        if not named and not {"member", "collective"} & self.errors.keys():
            self.add_error("member", "请选择委员或者集体，或者在下面写明反映人。")
        for name in named[1:]:
            self.add_error(name, f"已经选了{'委员' if named[0] == 'member' else '集体'}，这一栏请空着。")

    def judge_lengths(self):
        try:
            reviewing.check_lengths(
                PROXIES[self.kind](kind=self.kind, organisation_id=self.organisation.pk, **self.words())
            )
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                self.blame_length(name, sentences)

    def blame_length(self, name, sentences):
        self.add_error(name, sentences)

    @property
    def names(self):
        """The fields of this form that a draft keeps."""
        return FIELDS[self.kind]

    def storable(self):
        """Valid values and emptied fields; a refused one keeps what the draft already has."""
        names = [*self.names, *(["entered_from"] if "entered_from" in self.fields else [])]
        for name in names:
            if name in self.cleaned_data:
                yield name, self.cleaned_data[name]
            elif not self.data.get(self.add_prefix(name), "").strip():
                yield name, None if name in CHOSEN else ""

    def words(self):
        return {name: self.stored.get(name, "") for name in ("title", "situation", "analysis", "advice")}

    def unstored(self):
        """Labels of fields that were refused even as a draft."""
        return [self.fields[name].label for name in self.names if name not in self.stored]

    def begins(self):
        """Whether there is something to begin a draft with, and somebody to begin it for."""
        written = any(self.stored.get(name) for name in OPENING) or any(made for _, made in self.uploads())
        return written and not {"member", "collective", "outsider"} & self.errors.keys()

    def refused_files(self):
        return [sentence for name in FILES for sentence in self.errors.get(name, [])]

    def uploads(self):
        """[(field, made)] of the files that arrived."""
        fields = {name: f for name, f in self.fields.items() if isinstance(f, UploadField)}
        return [(field, self.cleaned_data.get(name) or []) for name, field in fields.items()]

    def seen(self):
        """The version this page was opened with; a page that began its own draft saw the first one."""
        version = self.data.get("version", "")
        return int(version) if version.isdecimal() and len(version) < 10 else 0


def initial_of(item):
    found = {name: drafting.stored(item, name) for name in FIELDS[item.kind]}
    consent = {True: "yes", False: "no", None: ""}[item.open_consent]
    return found | {"open_consent": consent}


def judged(item):
    """A bound form of what is stored: its errors are what still stands in the way of submitting."""
    initial = initial_of(item)
    data = {name: getattr(value, "pk", value) or "" for name, value in initial.items()}
    return ComposeForm(data, kind=item.kind, organisation=item.organisation, item=item)
