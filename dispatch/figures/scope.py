"""Scope: which kinds of items a figure is about, and whose: 本级, 转入, 转出, 含下级."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from members.models import Organisation
from members.rules import reads_overview
from suggestions.models import Item, ItemLink
from suggestions.states import Kind

OWN, IN, OUT, WHOLE = "own", "in", "out", "whole"
LEVELS = {OWN: "本级", IN: "转入", OUT: "转出", WHOLE: "含下级"}
LEVEL_TEXTS = {
    OWN: "本级：本组织委员提交的，不含其他政协组织转入的。",
    IN: "转入：其他政协组织转来、本组织已经收件的，按收件日期。",
    OUT: "转出：转给其他政协组织、没有被退回或收回的。",
    WHOLE: "含下级：本组织和下级政协组织的，一件事情只算一次；提交和审核按最先提交的一件，办理按最后办理的一件。",
}  # fmt: skip
BOTH = "both"
KINDS = {Kind.SUGGESTION: "微建议", Kind.PROPOSAL: "提案", BOTH: "微建议和提案"}
REPORT_WORD = {
    Kind.REPORT: "社情民意"
}  # only of what one member wrote; the editors' figures have their own pages


@dataclass(frozen=True)
class Scope:
    kind: str = Kind.SUGGESTION
    level: str = OWN

    @property
    def kinds(self):
        return (Kind.SUGGESTION, Kind.PROPOSAL) if self.kind == BOTH else (self.kind,)

    @property
    def word(self):
        return (KINDS | REPORT_WORD)[self.kind]

    @property
    def level_word(self):
        return LEVELS[self.level]

    def params(self):
        """Only what differs from 微建议, 本级."""
        kind = {} if self.kind == Kind.SUGGESTION else {"kind": self.kind}
        return kind | ({} if self.level == OWN else {"scope": self.level})


PLAIN = Scope()


def chosen(params):
    """The scope an address asks for; 微建议 of the own organisation where it says nothing sensible."""
    kind, level = params.get("kind", ""), params.get("scope", "")
    return Scope(
        kind if kind in KINDS or kind in REPORT_WORD else Kind.SUGGESTION, level if level in LEVELS else OWN
    )


def below(organisation_id):
    """The organisation and all under it, two levels deep at most."""
    own = Q(pk=organisation_id) | Q(parent=organisation_id) | Q(parent__parent=organisation_id)
    return Organisation.objects.filter(own, active=True)


def whole(actor):
    """What 含下级 spans; nothing for those who do not read the overview."""
    return below(actor.organisation_id) if reads_overview(actor) else Organisation.objects.none()


def passed_in(item):
    """Received from another organisation: not 本级. `item` is the way from the row to its item's key."""
    return Exists(ItemLink.objects.passed().filter(to_item=OuterRef(item)))


def passed_out(item, condition=None):
    """Given to another organisation and neither refused nor recalled."""
    links = ItemLink.objects.passed().filter(from_item=OuterRef(item), refused_at=None, recalled_at=None)
    return Exists(links.filter(condition) if condition is not None else links)


def at_level(found, scope, way=""):
    """Rows whose item belongs to the scope; who may see them is asked before. `way`: prefix from row to item."""
    found = found.filter(**{f"{way}kind__in": scope.kinds})
    key = f"{way}pk" if way else "pk"
    if scope.level == OWN:
        return found.filter(~passed_in(key))
    if scope.level == IN:
        return found.filter(passed_in(key))
    return found.filter(passed_out(key)) if scope.level == OUT else found


def once(found, organisations, last):
    """Of each case one item: the first handed in, or the one handled last."""
    later = {"pk__gt" if last else "pk__lt": OuterRef("pk")}
    others = Item.objects.valid().submitted().filter(
        case=OuterRef("case"), kind=OuterRef("kind"), organisation__in=organisations, **later
    )  # fmt: skip
    return found.filter(~Exists(others))
