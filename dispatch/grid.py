"""信息员网格: every unit, collective, township and community that is to name an informant, and where one is missing."""

from dataclasses import dataclass, field

from django.db.models import Count, Max

from dispatch.models import Department, GridPlace, Informant
from dispatch.models.informant import GridLevel, InformantKind
from members.models import Collective
from members.states import CollectiveKind
from suggestions.models import Authorship
from suggestions.states import UNSENT, Kind

DEPARTMENT, COLLECTIVE = "department", "collective"
LEVELS = {DEPARTMENT: "部门单位", COLLECTIVE: "党派、团体和专委会", **dict(GridLevel.choices)}
REPORTING = (CollectiveKind.COMMITTEE, CollectiveKind.PARTY, CollectiveKind.PEOPLE)


@dataclass
class Unit:
    """One line of the table: a unit, whoever reports for it today, what they have sent."""

    level: str
    key: str  # d-1, c-2, p-3: as the form names it
    name: str
    informants: list = field(default_factory=list)
    sent: int = 0
    last: object = None

    @property
    def named(self):
        """Whether somebody was named to report for it; a recruited 议政员 fills no gap."""
        return any(person.kind == InformantKind.INFORMANT for person in self.informants)

    @property
    def deliberators(self):
        return [person for person in self.informants if person.kind == InformantKind.DELIBERATOR]

    @property
    def level_label(self):
        return LEVELS[self.level]


def units(organisation_id):
    """All of them, in the order of the table: three statements."""
    of = {"organisation_id": organisation_id, "active": True}
    made = [Unit(DEPARTMENT, f"d-{d.pk}", d.name) for d in Department.objects.filter(**of, relays=False)]
    made += [
        Unit(COLLECTIVE, f"c-{c.pk}", c.name) for c in Collective.objects.filter(**of, kind__in=REPORTING)
    ]
    return made + [Unit(p.level, f"p-{p.pk}", p.name) for p in GridPlace.objects.filter(**of)]


def key_of(informant):
    for letter, pk in (
        ("d", informant.department_id), ("c", informant.collective_id), ("p", informant.place_id),
    ):  # fmt: skip
        if pk:
            return f"{letter}-{pk}"
    return ""


def coverage(actor, on):
    """Every unit with its informants of the day and the reports they sent in their own name: five statements."""
    by_key = {unit.key: unit for unit in units(actor.organisation_id)}
    rows = list(Informant.objects.visible_to(actor).current(on).select_related("post__user"))
    users = {row.post.user_id for row in rows if row.post_id}
    signed = Authorship.objects.filter(
        user__in=users,
        item__kind=Kind.REPORT,
        item__organisation_id=actor.organisation_id,
        item__voided_at=None,
    ).exclude(item__state__in=UNSENT)
    counts = {
        row["user"]: row
        for row in signed.values("user").annotate(sent=Count("item"), last=Max("item__submitted_at"))
    }
    for row in rows:
        unit = by_key.get(key_of(row))
        if unit is None:
            continue
        unit.informants.append(row)
        found = counts.get(row.post.user_id) if row.post_id else None
        if found:
            unit.sent += found["sent"]
            unit.last = max(filter(None, (unit.last, found["last"])))
    return list(by_key.values())


@dataclass(frozen=True)
class Share:
    label: str
    named: int
    all: int

    @property
    def missing(self):
        return self.all - self.named


def shares(table):
    """How many of each level have named one: numerator and denominator."""
    found = []
    for level, label in LEVELS.items():
        own = [unit for unit in table if unit.level == level]
        if own:
            found.append(Share(label, sum(unit.named for unit in own), len(own)))
    return found


def narrowed(table, level="", gaps=False, deliberators=False):
    shown = [u for u in table if (not level or u.level == level) and not (gaps and u.named)]
    return [u for u in shown if u.deliberators] if deliberators else shown


def assign(informant, key):
    """Set the one unit an informant reports for; `key` as in `Unit`."""
    letter, _, pk = key.partition("-")
    informant.department_id = informant.collective_id = informant.place_id = None
    setattr(informant, {"d": "department_id", "c": "collective_id", "p": "place_id"}[letter], int(pk))


def add_places(organisation, level, names):
    """Townships or communities that are to name an informant; a name twice is one."""
    places = [GridPlace(organisation=organisation, level=level, name=name) for name in names]
    GridPlace.objects.bulk_create(places, ignore_conflicts=True)
