"""Forms of a half's appraisal: who is struck, added or restored, and why."""

from django.db.models import Q
from django.forms import ChoiceField
from django.utils import timezone

from dispatch.excellence import changing
from dispatch.models import Department
from members.models import Member
from suggestions.forms.words import Words
from weijianyi.forms import Choices, Text
from weijianyi.stepforms import StepForm


class WhoForm(StepForm):
    who = ChoiceField(label="哪个单位或委员")
    reason = Words(label="理由", max_length=300, widget=Text(rows=3), help_text="在评比页和通报的表里写明。")


class StrikeForm(WhoForm):
    """Of those the rule puts on the list."""

    def prepare(self):
        from dispatch.excellence import half_results  # noqa: PLC0415 -- counts, and imports the models

        days, found = changing.days_of(self.subject, timezone.now()), []
        for key, label in ((half_results.UNITS, "承办单位"), (half_results.MEMBERS, "委员")):
            rows = half_results.adjusted(self.actor, days, key, self.subject)["rows"]
            found.append((label, [(row["who"], row["name"]) for row in rows if row["place"]]))
        self.fields["who"].choices = [("", "请选择"), *found]


class AddForm(WhoForm):
    """Any unit and any member of the organisation that stands in no change yet."""

    def prepare(self):
        organisation = self.subject.organisation_id
        known = {change.who for change in changing.standing(self.subject)}
        units = Department.objects.filter(organisation_id=organisation, active=True, relays=False)
        first = changing.days_of(self.subject, timezone.now()).first
        people = Member.objects.filter(organisation_id=organisation).order_by("name")
        people = people.filter(Q(valid_to=None) | Q(valid_to__gte=first))
        self.fields["who"].choices = [
            ("", "请选择"),
            ("承办单位", left([(f"unit-{pk}", name) for pk, name in units.values_list("pk", "name")], known)),
            ("委员", left([(f"member-{pk}", name) for pk, name in people.values_list("pk", "name")], known)),
        ]


def left(choices, known):
    return [choice for choice in choices if choice[0] not in known]


class RestoreForm(WhoForm):
    who = ChoiceField(label="取消哪一项", widget=Choices())

    def prepare(self):
        rows = changing.standing(self.subject)
        self.fields["who"].choices = [(row.who, f"{row}：{row.reason}") for row in rows]
        self.fields["reason"].help_text = ""
