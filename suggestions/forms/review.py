"""Forms of the review desk that need no department: the queue's filter, the sitting's closing, a second opinion."""

from django.forms import BooleanField, CharField, ChoiceField, TypedChoiceField

from suggestions.review.queue import SORTS
from suggestions.states import Kind
from weijianyi import forms, rulebook
from weijianyi.forms import Choices, Text

KINDS = [("", "全部类型"), *[(k, k.label) for k in (Kind.SUGGESTION, Kind.PROPOSAL)]]


class QueueFilter(forms.Form):
    """Stands in the address; what it does not know it ignores."""

    kind = ChoiceField(label="类型", choices=KINDS, required=False)
    category = ChoiceField(label="领域", required=False)
    sort = ChoiceField(
        label="排序", choices=[(key, label) for key, (label, _) in SORTS.items()], required=False
    )

    def __init__(self, data, *, organisation_id):
        super().__init__(data)
        entries = [(str(e.pk), e.label) for e in rulebook.entries(organisation_id, "category")]
        self.fields["category"].choices = [("", "全部领域"), *entries]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "sm", "aria-label": field.label, "id": f"filter-{name}"}

    def chosen(self):
        """The known values of the address."""
        found = {name: self.data.get(name, "") for name in self.fields}
        for name, value in found.items():
            if value not in {str(key) for key, _ in self.fields[name].choices}:
                found[name] = ""
        return found


class SecondOpinionForm(forms.Form):
    """The second person agrees, or says why not."""

    agree = TypedChoiceField(
        label="您的决定", choices=[("yes", "同意"), ("no", "不同意，退回待审")], widget=Choices(columns=2),
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    opinion = CharField(
        label="意见",
        widget=Text(rows=3, limit=300),
        max_length=300,
        required=False,
        help_text="不同意时请写明理由。",
    )

    def clean(self):
        data = super().clean()
        if data.get("agree") is False and not data.get("opinion"):
            self.add_error("opinion", "请写明不同意的理由。")
        return data


class ClosingForm(forms.Form):
    """One reason for each item that stays; `held` are the rows of sittings.held()."""

    remark = CharField(label="说明", widget=Text(rows=2, limit=300), max_length=300, required=False)
    sure = BooleanField(label="记录核对无误，结束后不再改动")

    def __init__(self, *args, held=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.held = list(held)
        for row in self.held:
            self.fields[f"reason-{row.item.pk}"] = CharField(
                label=f"{row.item.title}：留待下次的原因", max_length=200, initial=row.reason,
                error_messages={"required": f"请写明“{row.item.title}”留待下次的原因。"},
            )  # fmt: skip
        self.order_fields([*[f"reason-{row.item.pk}" for row in self.held], "remark", "sure"])

    def reasons(self):
        return {row.item.pk: self.cleaned_data[f"reason-{row.item.pk}"] for row in self.held}
