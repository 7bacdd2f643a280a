"""Forms of bulletins: a new one for a period, the sections and tables of a draft, the filter of the list."""

from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    IntegerField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    NumberInput,
)
from django.utils import timezone

from dispatch.bulletins.making import new_tables
from dispatch.bulletins.states import BY_CODE, TABLES, BulletinKind, tables_of
from dispatch.bulletins.words import period_name
from dispatch.figures.period import ended, running
from dispatch.models import ExcellentCase
from suggestions.forms.words import Words
from weijianyi import forms
from weijianyi.forms import Text, Ticks

LINES = "每行写一个。"
BACK = {BulletinKind.MONTH: 6, BulletinKind.QUARTER: 4, BulletinKind.HALF: 3, BulletinKind.YEAR: 2}


def periods(today):
    """{"quarter:2026-07-01": (label, kind, first, last)}: the last ended ones of each kind and those running."""
    found = {}
    for kind, number in BACK.items():
        day = today
        first, last = running(kind, today)
        for _ in range(number):
            found[f"{kind}:{first}"] = (f"{period_name(kind, first)}（{kind.label}）", kind, first, last)
            first, last = ended(kind, day)
            day = first
    return found


class NewBulletinForm(forms.Form):
    period = ChoiceField(
        label="种类和期间", help_text="本期还没有结束的也可以先起草，期满以后重新生成再签发。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.known = periods(today)
        ended = next(
            (key for key, row in self.known.items() if row[1] == BulletinKind.QUARTER and row[3] < today), ""
        )
        self.fields["period"].choices = [(key, row[0]) for key, row in self.known.items()]
        self.fields["period"].initial = ended

    def wanted(self):
        return self.known[self.cleaned_data["period"]][1:]


class BulletinForm(forms.Form):
    title = Words(label="标题", max_length=80)
    mains = Words(label="主送", required=False, max_length=2000, widget=Text(rows=3), help_text=LINES)
    copies = Words(label="抄送", required=False, max_length=2000, widget=Text(rows=3), help_text=LINES)
    tables = MultipleChoiceField(label="选用的表", required=False, widget=Ticks())

    def __init__(self, *args, bulletin, actor, **kwargs):
        self.bulletin, self.sections = bulletin, list(bulletin.sections.all())
        names = ("title", "mains", "copies", "tables")
        kwargs["initial"] = {name: getattr(bulletin, name) for name in names} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        new = new_tables(bulletin)
        self.fields["tables"].choices = [
            (key, f"{TABLES[key]}{'（新增，需要的勾选）' if key in new else ''}")
            for key in tables_of(bulletin.kind)
        ]
        published = ExcellentCase.objects.visible_to(actor).published()
        published = published.filter(organisation_id=bulletin.organisation_id)
        self.fields["cases"] = ModelMultipleChoiceField(
            published, label="亮点案例", required=False, to_field_name="slug", widget=Ticks,
            initial=list(bulletin.cases.values_list("slug", flat=True)),
        )  # fmt: skip
        for section in self.sections:
            self.add_section(section)
        self.name_what_is_missing()

    def add_section(self, section):
        code, heading = section.code, BY_CODE[section.code].heading or "引言"
        self.fields[f"use_{code}"] = BooleanField(
            label=f"选用“{heading}”", required=False, initial=section.chosen
        )
        self.fields[f"order_{code}"] = IntegerField(
            label="次序", required=False, min_value=1, max_value=99, initial=section.order,
            widget=NumberInput({"inputmode": "numeric"}),
        )  # fmt: skip
        self.fields[f"text_{code}"] = Words(
            label=heading, required=False, initial=section.text, max_length=8000, widget=Text(rows=5),
            help_text="清空就用按数字生成的文字。",
        )  # fmt: skip

    @property
    def section_rows(self):
        """[(section, use, order, text)] for the page."""
        return [
            (s, self[f"use_{s.code}"], self[f"order_{s.code}"], self[f"text_{s.code}"]) for s in self.sections
        ]

    def values(self):
        """What making.save() gets."""
        data = self.cleaned_data
        sections = {
            s.code: {"chosen": data[f"use_{s.code}"], "order": data[f"order_{s.code}"], "text": data[f"text_{s.code}"]}
            for s in self.sections
        }  # fmt: skip
        return {name: data[name] for name in ("title", "mains", "copies", "tables", "cases")} | {
            "sections": sections
        }


class BulletinFilter(forms.Form):
    """Stands in the address; what it does not know it ignores."""

    kind = ChoiceField(label="种类", required=False, choices=[("", "全部种类"), *BulletinKind.choices])
    q = CharField(label="标题、文号", required=False, max_length=40)

    def chosen(self):
        kind, words = self.data.get("kind", ""), self.data.get("q", "").strip()[:40]
        return ({"kind": kind} if kind in BulletinKind.values else {}) | ({"q": words} if words else {})
