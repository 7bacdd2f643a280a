"""信息员网格: every unit, county committee and place that is to name an informant, and where one is missing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Max

from dispatch.models import Department, GridPlace, Informant
from dispatch.models.informant import GridLevel, InformantKind
from members.models import Collective, Organisation, Post
from members.states import CollectiveKind, Role
from suggestions.models import Authorship, ItemLink
from suggestions.states import UNSENT, Kind, LinkKind

DEPARTMENT, COLLECTIVE, COUNTY = "department", "collective", "county"
# 横向到边 first, then 纵向到底: from the county down to the cell.
LEVELS = {
    DEPARTMENT: "部门单位", COLLECTIVE: "党派、团体和专委会", COUNTY: "下级政协", **dict(GridLevel.choices),
}  # fmt: skip
ORDER = list(LEVELS)
REPORTING = (CollectiveKind.COMMITTEE, CollectiveKind.PARTY, CollectiveKind.PEOPLE)
FIELDS = {"d": "department_id", "c": "collective_id", "o": "county_id", "p": "place_id"}


@dataclass
class Unit:
    """One line of the table: a unit, whoever reports for it today, what has come from it."""

    level: str
    key: str  # d-1, c-2, o-3, p-4: as the form names it
    name: str
    informants: list = field(default_factory=list)
    editor: str = ""  # of a county committee that works here: whoever reports for it without being named
    held: bool = False  # of a committee below: somebody is named, whoever it is
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

    @property
    def covered(self):
        return bool(self.held or self.named or self.editor)

    def came(self, number, last):
        self.sent += number
        self.last = max(filter(None, (self.last, last)), default=None)


def counties(organisation_id):
    return list(Organisation.objects.filter(parent=organisation_id, active=True).order_by("name"))


def units_of(organisations):
    """{organisation: its units in the order of the table}, the committees below apart: three statements."""
    of, found = {"organisation__in": organisations, "active": True}, defaultdict(list)
    for d in Department.objects.filter(**of, relays=False):
        found[d.organisation_id].append(Unit(DEPARTMENT, f"d-{d.pk}", d.name))
    for c in Collective.objects.filter(**of, kind__in=REPORTING):
        found[c.organisation_id].append(Unit(COLLECTIVE, f"c-{c.pk}", c.name))
    for p in GridPlace.objects.filter(**of):
        found[p.organisation_id].append(Unit(p.level, f"p-{p.pk}", p.name))
    return found


def ordered(found):
    return sorted(found, key=lambda unit: ORDER.index(unit.level))


def of_counties(below):
    return [Unit(COUNTY, f"o-{county.pk}", county.name) for county in below]


def units(organisation_id):
    """All of one organisation: four statements."""
    found = units_of([organisation_id])[organisation_id]
    return ordered([*found, *of_counties(counties(organisation_id))])


def key_of(informant):
    for letter, name in FIELDS.items():
        if pk := getattr(informant, name):
            return f"{letter}-{pk}"
    return ""


def level_label(informant):
    """部门单位, 乡镇街道, …: of the unit an informant reports for; `place` is read along."""
    if informant.place_id:
        return LEVELS[informant.place.level]
    return LEVELS[next(level for level in ORDER if getattr(informant, f"{level}_id", None))]


@dataclass(frozen=True)
class Table:
    units: list
    below: list  # [(county, [Share])]: the grids of the committees below, as numbers


def coverage(actor, on):
    """Every unit with its informants of the day and what came from it; the grids below. Nine statements."""
    own = actor.organisation_id
    below = counties(own)
    made = units_of([own, *(county.pk for county in below)])
    table = ordered([*made.pop(own, []), *of_counties(below)])
    by_key = {unit.key: unit for unit in table}
    rows = [
        row for row in Informant.objects.visible_to(actor).current(on).select_related("post__user")
        if key_of(row) in by_key
    ]  # fmt: skip
    for row in rows:
        by_key[key_of(row)].informants.append(row)
    count_reports(own, rows, by_key)
    if not below:
        return Table(table, [])
    count_counties(own, below, by_key, on)
    named = Informant.objects.filter(organisation__in=below, kind=InformantKind.INFORMANT).current(on)
    held = {key_of(row) for row in named}
    for found in made.values():
        for unit in found:
            unit.held = unit.key in held
    return Table(table, [(county, shares(made[county.pk])) for county in below])


def names_of(row, unit, common):
    """How the editor writes an informant (代录): with the unit; the name alone where nobody else has it."""
    alone = [row.name] if common[row.name] == 1 else []
    return [f"{unit}信息员{row.name}", f"{row.name}（{unit}）", f"{unit}{row.name}", *alone]


def count_reports(organisation_id, rows, by_key):
    """What each sent from the own account, and what was entered for one: two statements."""
    submitted = Authorship.objects.filter(
        item__kind=Kind.REPORT, item__organisation_id=organisation_id, item__voided_at=None
    ).exclude(item__state__in=UNSENT)
    asked = {"sent": Count("item", distinct=True), "last": Max("item__submitted_at")}
    common = Counter(row.name for row in rows)
    users, names = {}, {}  # whoever stands for two units counts for the first
    for row in rows:
        unit = by_key[key_of(row)]
        if row.post_id:
            users.setdefault(row.post.user_id, unit)
        for name in names_of(row, unit.name, common):
            names.setdefault(name, unit)
    for found in submitted.filter(user__in=users).values("user").annotate(**asked).order_by():
        users[found["user"]].came(found["sent"], found["last"])
    entered = submitted.filter(outside=True, name__in=names)
    for found in entered.values("name").annotate(**asked).order_by():
        names[found["name"]].came(found["sent"], found["last"])


def count_counties(organisation_id, below, by_key, on):
    """Their editors report for them; what came up from each: two statements."""
    editors = Post.objects.current(on).with_hat().filter(organisation__in=below, role=Role.EDITOR)
    for post in editors.select_related("user"):
        by_key[f"o-{post.organisation_id}"].editor = (
            by_key[f"o-{post.organisation_id}"].editor or post.user.name
        )
    up = ItemLink.objects.filter(
        kind=LinkKind.REPORTED_UP, from_item__organisation__in=below, to_item__organisation=organisation_id,
        to_item__voided_at=None, recalled_at=None,
    )  # fmt: skip
    asked = {"sent": Count("to_item", distinct=True), "last": Max("to_item__submitted_at")}
    for found in up.values("from_item__organisation").annotate(**asked).order_by():
        by_key[f"o-{found['from_item__organisation']}"].came(found["sent"], found["last"])


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
            found.append(Share(label, sum(unit.covered for unit in own), len(own)))
    return found


def narrowed(table, level="", gaps=False, deliberators=False):
    shown = [u for u in table if (not level or u.level == level) and not (gaps and u.covered)]
    return [u for u in shown if u.deliberators] if deliberators else shown


def assign(informant, key):
    """Set the one unit an informant reports for; `key` as in `Unit`."""
    letter, _, pk = key.partition("-")
    for name in FIELDS.values():
        setattr(informant, name, None)
    setattr(informant, FIELDS[letter], int(pk))


def add_places(organisation, level, names):
    """Townships, communities or cells that are to name an informant; a name twice is one."""
    places = [GridPlace(organisation=organisation, level=level, name=name) for name in names]
    GridPlace.objects.bulk_create(places, ignore_conflicts=True)
