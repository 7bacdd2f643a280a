"""Forms of the clock's rule pages: a new version of a limit, a day, a review day, a year's notice."""

from django import forms
from django.core.exceptions import ValidationError

from weijianyi.clock.due import Unit
from weijianyi.clock.holidays import BadCalendar, parse
from weijianyi.clock.models import CalendarDay, TimeLimit
from weijianyi.forms import Day, Form, Segmented, Text
from weijianyi.rulebook.forms import VersionForm


class LimitForm(VersionForm):
    """The next version of one limit."""

    unit = forms.ChoiceField(label="单位", choices=Unit.choices)
    value = forms.IntegerField(label="数值", min_value=1, max_value=366, required=False)
    fixed_date = forms.CharField(
        label="固定日期",
        max_length=5,
        required=False,
        validators=TimeLimit._meta.get_field("fixed_date").validators,
        help_text="单位为固定日期时填写，如 05-31。",
    )

    field_order = ["unit", "value", "fixed_date", "valid_from", "basis"]

    def clean(self):
        cleaned = super().clean()
        unit = cleaned.get("unit")
        if unit in (Unit.WORKDAY, Unit.DAY, Unit.MONTH) and not cleaned.get("value"):
            self.add_error("value", "请填写不小于 1 的数值。")
        if unit == Unit.DATE and not cleaned.get("fixed_date") and "fixed_date" not in self.errors:
            self.add_error("fixed_date", "请填写固定日期。")
        cleaned["value"] = cleaned.get("value") or 0
        return cleaned


class YearForm(Form):
    """A form whose date must lie in the year of the page."""

    date = forms.DateField(label="日期", widget=Day)

    def __init__(self, year: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day.year != self.year:
            raise ValidationError(f"请选 {self.year} 年的日期。")
        return day


class DayForm(YearForm):
    """A day on which this organisation departs from the calendar for all."""

    kind = forms.ChoiceField(label="类型", choices=CalendarDay.Kind.choices, widget=Segmented)
    name = forms.CharField(label="名称", max_length=40, help_text="如“防汛停工”“调休上班”。")


class ReviewDayForm(YearForm):
    """A review day added by hand."""

    note = forms.CharField(label="说明", max_length=100, required=False)


class ImportForm(Form):
    """A year's notice as lines of text; `days` holds them once clean."""

    source = forms.CharField(label="来源", max_length=200, help_text="放假通知的名称或文号。")
    text = forms.CharField(
        label="放假与调休",
        widget=Text(rows=12),
        max_length=20_000,
        help_text="每行一天：日期,类型,名称。类型写 off（放假）或 workday（上班），如 2027-01-01,off,元旦。",
    )

    def __init__(self, year: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_text(self):
        try:
            self.days = parse(self.cleaned_data["text"], self.year)
        except BadCalendar as error:
            raise ValidationError(str(error)) from None
        return self.cleaned_data["text"]
