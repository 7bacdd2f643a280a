"""三级: 本级提交, 上级转来, 下级转来, 转出; flows by county; and how many matters there are, each counted once."""

from collections import Counter

from django.db.models import Count, F, Func, IntegerField, Q, Subquery
from django.db.models.functions import Coalesce

from dispatch.figures.measures import MEASURES
from dispatch.figures.scope import below
from members.models import Organisation
from suggestions.models import Item, ItemLink
from suggestions.states import Kind

SPLIT = ("submitted", "from_above", "from_below", "passed_out")


def split(actor, period):
    """{measure key: number} of the four, by the rows of each measure, and `matters`, in one statement."""
    asked = {key: number(MEASURES[key].rows(actor, period), F("pk")) for key in SPLIT}
    asked["matters"] = number(cases(actor.organisation_id, period), F("case"), distinct=True)
    return Organisation.objects.filter(pk=actor.organisation_id).values(**asked)[0]


def number(rows, of, *, distinct=False):
    template = "COUNT(DISTINCT %(expressions)s)" if distinct else "COUNT(%(expressions)s)"
    counted = Func(of, template=template, output_field=IntegerField())
    return Coalesce(Subquery(rows.order_by().annotate(counted=counted).values("counted")), 0)


def cases(organisation_id, period):
    """全市 / 全省: matters submitted in the period in the organisation and below it, each Case counted once."""
    found = Item.objects.valid().filter(organisation__in=below(organisation_id), kind=Kind.SUGGESTION)
    return found.filter(period.within("submitted_at"))


DOWN = {
    "offered": Q(), "received": Q(received_at__isnull=False), "refused": Q(refused_at__isnull=False),
    "answered": Q(result_at__isnull=False, refused_at=None, recalled_at=None),
    "waiting": Q(received_at=None, refused_at=None, recalled_at=None),
}  # fmt: skip


def by_county(organisation, period):
    """[(county, down, up)]: Counters of what was passed to it and what it passed here, in two statements."""
    ours = Q(from_item__organisation=organisation) | Q(organisation=organisation)
    links = ItemLink.objects.passed().filter(ours, period.within("offered_at")).order_by()
    asked = {name: Count("pk", filter=condition) for name, condition in DOWN.items()}
    to, back = {}, {}
    for row in links.values("organisation", "from_item__organisation").annotate(**asked):
        numbers = Counter({k: row[k] for k in DOWN})
        if row["organisation"] == organisation.pk:
            back[row["from_item__organisation"]] = numbers
        else:
            to[row["organisation"]] = numbers
    counties = Organisation.objects.filter(parent=organisation, active=True).order_by("name")
    return [(county, to.get(county.pk, Counter()), back.get(county.pk, Counter())) for county in counties]
