"""Forms of issues: drafting one, the filter of the list, a series."""

from django.forms import (
    CharField,
    ChoiceField,
    IntegerField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    NumberInput,
)

from suggestions.briefs import drafting as briefs
from suggestions.forms.reports import SECRECY_HINT
from suggestions.forms.words import Words
from suggestions.models import BriefIssue, BriefSeries
from suggestions.states import Secrecy
from weijianyi import forms
from weijianyi.forms import Segmented, Text, Ticks

LINES = "每行写一个。"
NAME_MAX = 60


def lines(text):
    """The names of a text with one name per line, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class BriefForm(forms.Form):
    title = Words(label="标题", max_length=80)
    grouping = ChoiceField(
        label="归并",
        choices=[("single", "一事一期"), ("kind", "一类事合编")],
        widget=Segmented,
        initial="single",
    )
    secrecy = ChoiceField(
        label="密级标识",
        choices=Secrecy.choices,
        widget=Segmented,
        initial=Secrecy.INTERNAL,
        help_text=SECRECY_HINT,
    )
    body = Words(
        label="正文", required=False, widget=Text(rows=14),
        help_text="留空就按收入的信息生成；改过的正文以这里为准。",
    )  # fmt: skip
    mains = Words(label="主送", required=False, max_length=2000, widget=Text(rows=3), help_text=LINES)
    copies = Words(label="抄送", required=False, max_length=2000, widget=Text(rows=3), help_text=LINES)

    def __init__(self, *args, actor, brief=None, taken=(), **kwargs):
        self.brief = brief
        kwargs["initial"] = (initial_of(brief) if brief else {}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        series = BriefSeries.objects.for_actor(actor).filter(active=True)
        first = series.first()
        self.fields["series"] = ModelChoiceField(series, label="期刊", empty_label=None, initial=first)
        self.fields["reports"] = ModelMultipleChoiceField(
            briefs.candidates(actor, brief), label="收入的信息", to_field_name="slug", widget=Ticks,
            error_messages={"required": "请至少收入一条信息。"},
        )  # fmt: skip
        self.fields["reports"].label_from_instance = title_of
        self.fields["readers"] = ModelMultipleChoiceField(
            briefs.readers(actor), label="在本系统里阅读的人", required=False, widget=Ticks,
            help_text="签发以后收到消息，读过登记已阅。",
        )  # fmt: skip
        self.fields["readers"].label_from_instance = lambda post: f"{post.user}（{post.label}）"
        self.prepare_taken(taken)
        self.prepare_order()
        if brief is None and first:
            for name, text in (("mains", first.main_recipients), ("copies", first.copy_recipients)):
                self.initial.setdefault(name, text)
            self.initial.setdefault("secrecy", first.default_secrecy)
        self.name_what_is_missing()

    def prepare_taken(self, taken):
        """Ticks that the address brought along."""
        if taken:
            self.initial["reports"] = [*self.initial.get("reports", []), *taken]
            if self.brief is None and len(taken) == 1:
                found = self.fields["reports"].queryset.filter(slug=taken[0]).first()
                self.initial.setdefault("title", title_of(found) if found else "")

    def prepare_order(self):
        entries = self.brief.entries.select_related("report__report_facts") if self.brief else ()
        self.order_names = []
        for place, entry in enumerate(entries, start=1):
            name = f"order_{entry.report.slug}"
            self.fields[name] = IntegerField(
                label=f"次序：{title_of(entry.report)}", required=False, min_value=1, max_value=99, initial=place,
                widget=NumberInput({"inputmode": "numeric"}),
            )  # fmt: skip
            self.order_names.append(name)

    @property
    def order_rows(self):
        return [self[name] for name in self.order_names] if len(self.order_names) > 1 else []

    def clean_mains(self):
        return self.names("mains")

    def clean_copies(self):
        return self.names("copies")

    def names(self, name):
        found = lines(self.cleaned_data[name])
        if any(len(line) > NAME_MAX for line in found):
            self.add_error(name, f"每个名称最多 {NAME_MAX} 字。")
        return found

    def clean(self):
        data = self.cleaned_data
        needed = briefs.strictest([report.report_facts.secrecy for report in data.get("reports", [])])
        mark = data.get("secrecy")
        if mark and briefs.strictest([needed, mark]) != mark:
            self.add_error("secrecy", f"收入的信息里有“{Secrecy(needed).label}”的，这一期不能低于它。")
        return data

    def values(self):
        """What briefs.write() gets: the reports in their order."""
        data = dict(self.cleaned_data)
        last = len(self.order_names) + 1
        data["reports"] = sorted(
            data["reports"].prefetch_related("authorships"), key=lambda r: data.get(f"order_{r.slug}") or last
        )
        return data


def title_of(report):
    return report.report_facts.edited.get("title") or str(report)


def initial_of(brief):
    rows = list(brief.recipients.all())
    return {
        "series": brief.series_id, "title": brief.title, "grouping": brief.grouping, "secrecy": brief.secrecy,
        "body": brief.body, "reports": list(brief.entries.values_list("report__slug", flat=True)),
        "mains": "\n".join(r.name for r in rows if not r.copy and not r.post_id),
        "copies": "\n".join(r.name for r in rows if r.copy),
        "readers": [r.post_id for r in rows if r.post_id],
    }  # fmt: skip


class BriefFilter(forms.Form):
    """Stands in the address; what it does not know it ignores."""

    series = ChoiceField(label="期刊", required=False)
    q = CharField(label="标题、期号", required=False, max_length=40)

    def __init__(self, data, *, organisation_id):
        super().__init__(data)
        series = BriefSeries.objects.filter(organisation_id=organisation_id)
        self.fields["series"].choices = [("", "全部期刊"), *((str(s.pk), s.name) for s in series)]

    def chosen(self):
        """The known values of the address that narrow anything."""
        value, words = self.data.get("series", ""), self.data.get("q", "").strip()[:40]
        known = value in {key for key, _ in self.fields["series"].choices if key}
        return ({"series": value} if known else {}) | ({"q": words} if words else {})


class SeriesForm(forms.ModelForm):
    class Meta:
        model = BriefSeries
        fields = (
            "name",
            "code",
            "red_head",
            "default_secrecy",
            "main_recipients",
            "copy_recipients",
            "active",
        )
        widgets = {
            "main_recipients": Text(rows=3), "copy_recipients": Text(rows=3),
            "default_secrecy": Segmented(choices=Secrecy.choices),
        }  # fmt: skip
        help_texts = {
            "code": "字母、数字和连字符，例如 sqmy。", "red_head": "印在每一期最上面，不写就用刊名。",
            "main_recipients": f"新的一期先填好这些主送单位。{LINES}", "copy_recipients": LINES,
            "active": "停用以后不能再编新的一期，已编发的不受影响。",
        }  # fmt: skip

    def __init__(self, *args, organisation, **kwargs):
        self.organisation = organisation
        super().__init__(*args, **kwargs)
        self.fields["default_secrecy"].choices = Secrecy.choices

    def clean_code(self):
        code = self.cleaned_data["code"]
        same = BriefSeries.objects.filter(organisation=self.organisation, code=code).exclude(
            pk=self.instance.pk
        )
        if same.exists():
            self.add_error("code", "已经有这个代码的期刊。")
        return code


def shown_to(actor):
    """The issues a list shows this reader, with what a row names."""
    found = BriefIssue.objects.visible_to(actor).select_related("series", "drafted_by__user")
    return found.annotate(lane=briefs.lane()).prefetch_related("entries")
