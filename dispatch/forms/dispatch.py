"""Forms for handing an item out: to departments, through a relay office, to another organisation."""

from django.core.exceptions import ValidationError
from django.forms import CharField, ModelChoiceField, ModelMultipleChoiceField

from dispatch.desks import handing_out
from dispatch.items import advice
from dispatch.linkage import keys
from dispatch.models import Department
from suggestions.states import Kind
from weijianyi.forms import Text, Ticks
from weijianyi.stepforms import StepForm


def departments(organisation_id):
    return Department.objects.filter(organisation_id=organisation_id, active=True)


class DispatchForm(StepForm):
    may_be_empty = True  # what was negotiated with the units is handed out as it stands

    lead = ModelChoiceField(Department.objects.none(), label="承办单位", empty_label="请选择", required=False)
    assists = ModelMultipleChoiceField(
        Department.objects.none(), label="协办单位", required=False, widget=Ticks(columns=2)
    )
    splits = ModelMultipleChoiceField(
        Department.objects.none(), label="分办单位", required=False, widget=Ticks(columns=2),
        help_text="几个单位各自答复时使用。",
    )  # fmt: skip
    relay = ModelChoiceField(
        Department.objects.none(), label="经由", required=False, empty_label="直接交办",
        help_text="由转办机构收到后再转给承办单位。",
    )  # fmt: skip
    note = CharField(label="给承办单位的话", widget=Text(rows=3, limit=300), max_length=300, required=False)

    def prepare(self):
        own = departments(self.subject.organisation_id)
        for name in ("lead", "assists", "splits"):
            self.fields[name].queryset = own.filter(relays=False)
        self.fields["relay"].queryset = own.filter(relays=True)
        if self.subject.kind == Kind.PROPOSAL:
            self.fields["assists"].label = "会办单位"
        self.negotiated = self.may_be_empty and handing_out.planned(self.subject)
        if self.negotiated:
            units = "、".join(f"{desk.unit_short}（{desk.role_word}）" for desk in self.negotiated)
            self.fields["lead"].help_text = f"不选就按预交办交办：{units}。"
        elif not self.is_bound and self.subject.title:
            fitting = advice.matching(self.subject, self.candidates())
            words = "、".join(f"{unit.short_name}（{duty}）" for unit, duty in fitting)
            self.fields["lead"].help_text = f"按职责清单：{words}。" if words else ""

    def candidates(self):
        return departments(self.subject.organisation_id).order_by("pk")

    def clean(self):
        data = super().clean()
        lead, splits, assists = data.get("lead"), data.get("splits") or [], data.get("assists") or []
        if not lead and not splits and (assists or not self.negotiated):
            self.add_error("lead", "请选择承办单位。")
        if doubled := {lead, *splits} & set(assists):
            self.add_error(
                "assists", f"{doubled.pop()}已经是承办单位，不能再{self.fields['assists'].label[:2]}。"
            )
        if lead in splits:
            self.add_error("splits", f"{lead}已经是承办单位，不能再分办。")
        return data


class PreassignForm(DispatchForm):
    """Which units are asked first; the suggested one stands in the form, with its ground."""

    may_be_empty = False
    field_order = ("lead", "assists", "splits", "note")

    def prepare(self):
        super().prepare()
        del self.fields["relay"]
        self.fields["lead"].label, self.fields["assists"].label = "主办或独办单位", "会办单位"
        if not self.is_bound and self.subject is not None:
            suggested, ground = advice.suggest(self.subject, advice.departments(self.subject))
            self.fields["lead"].initial = suggested
            self.fields["lead"].help_text = f"推荐{suggested.short_name}：{ground}。" if suggested else ""
        self.order_fields(self.field_order)


class PassOnForm(StepForm):
    organisation = ModelChoiceField(None, label="转给", empty_label="请选择")
    note = CharField(label="说明", widget=Text(rows=3, limit=300), max_length=300, required=False)

    def prepare(self):
        organisations = type(self.subject.organisation).objects.filter(active=True)
        self.fields["organisation"].queryset = organisations.exclude(pk=self.subject.organisation_id)

    def clean_organisation(self):
        other = self.cleaned_data["organisation"]
        if not keys.reachable(self.subject.organisation, other):
            raise ValidationError(
                f"{other.short_name}没有在本系统里开通，也没有登记公钥，转出后没有人能收到。请单位管理员先登记交换密钥。"
            )
        return other
