"""The filters of the 台账, read from the address."""

from django.forms import BooleanField, CharField, ChoiceField, DateField

from dispatch.ledgers.desks import NONE, SORTS, VOID
from dispatch.models import Department
from dispatch.states import Grade
from members.states import Role
from suggestions.states import UNSENT, Kind, State
from weijianyi import rulebook
from weijianyi.forms import Day, Form


class Reference(ChoiceField):
    """A key of another table; one that is no longer offered still filters."""

    def valid_value(self, value):
        return (value.isdecimal() and len(value) < 10) or super().valid_value(value)


class LedgerForm(Form):
    q = CharField(label="搜索", required=False, max_length=60)
    kind = ChoiceField(label="类型", required=False, choices=[("", "全部"), *Kind.choices])
    state = ChoiceField(label="状态", required=False)
    category = Reference(label="领域", required=False)
    department = Reference(label="承办单位", required=False)
    author = CharField(label="委员", required=False, max_length=40)
    sort = ChoiceField(
        label="排序", required=False, choices=[(key, label) for key, (label, _) in SORTS.items()]
    )
    overdue = BooleanField(label="只看超期未复", required=False)
    mine = BooleanField(label="只看由提案委办理的", required=False)
    due = ChoiceField(label="期限", required=False, choices=[("", "全部"), ("week", "本周到期")])
    grade = ChoiceField(label="办理结果评价", required=False, choices=[("", "全部"), *Grade.choices])

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        organisation = actor.organisation_id
        states = [choice for choice in State.choices if choice[0] not in UNSENT]
        self.fields["state"].choices = [("", "全部"), *states, (VOID, "已作废")]
        words = rulebook.entries(organisation, "category")
        self.fields["category"].choices = [
            ("", "全部"),
            *((w.pk, w.label) for w in words),
            (NONE, "未分领域"),
        ]
        self.fields["department"].choices = or_all(departments(actor))
        self.fields["from"] = DateField(label="日期从", required=False, widget=Day)
        self.fields["to"] = DateField(label="日期到", required=False, widget=Day)
        self.order_fields(
            ["q", "kind", "state", "category", "department", "author", "due", "grade", "from", "to"]
        )

    def wanted(self):
        """What can be used of the address; nonsense in it filters nothing."""
        self.is_valid()
        return self.cleaned_data

    def in_words(self):
        """[(label, value)] of every filter in use, for the sheet that explains an export."""
        found = []
        for name, value in self.wanted().items():
            if value and name != "sort":
                choices = dict(getattr(self.fields[name], "choices", ()))
                words = {str(key): label for key, label in choices.items()}
                found.append(
                    (self.fields[name].label, "是" if value is True else words.get(str(value), str(value)))
                )
        return found


def departments(actor):
    rows = Department.objects.filter(organisation_id=actor.organisation_id, relays=False)
    if actor.post.role == Role.SUPERVISOR:
        rows = rows.filter(side=actor.post.side)
    return rows.values_list("pk", "short_name")


def or_all(rows, label="全部"):
    """Choices read when a page draws them, once: what only narrows a list needs none."""
    return lambda: [("", label), *rows]
