"""What a running clock is about: an item, a desk, or a noun with a clock of its own; read for many clocks at once."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch

from dispatch.linkage.states import ArrivalState
from dispatch.models import Arrival, Assignment, Supervision
from dispatch.states import GONE, DeskRole
from suggestions.models import Authorship, Claim, Item


class Matter(NamedTuple):
    """`noun` is what the clock hangs on where that is neither item nor desk."""

    item: object
    desk: object = None
    noun: object = None


def of(clocks):
    """{clock: Matter} of what still stands, with authors and departments, in a statement or two per model met."""
    found = {}
    for model, read in READ.items():
        mine = [c for c in clocks if c.content_type_id == ContentType.objects.get_for_model(model).pk]
        if mine:
            rows = read([c.object_id for c in mine])
            found |= {c: rows[c.object_id] for c in mine if c.object_id in rows}
    return {clock: found[clock] for clock in clocks if clock in found}


def authors(path):
    return Prefetch(path, Authorship.objects.select_related("member"))


def items(keys):
    rows = Item.objects.filter(pk__in=keys).valid().prefetch_related(authors("authorships"))
    return {row.pk: Matter(row) for row in rows}


def desks(keys):
    rows = Assignment.objects.filter(pk__in=keys, item__voided_at=None).exclude(state__in=GONE)
    rows = rows.exclude(role=DeskRole.LINK).select_related("item", "department__hotline")
    return {row.pk: Matter(row.item, row) for row in rows.prefetch_related(authors("item__authorships"))}


def supervisions(keys):
    rows = Supervision.objects.filter(pk__in=keys, desk__item__voided_at=None).open()
    rows = rows.exclude(desk__role=DeskRole.LINK).select_related("desk__item", "desk__department__hotline")
    rows = rows.prefetch_related(authors("desk__item__authorships"))
    return {row.pk: Matter(row.desk.item, row.desk, row) for row in rows}


def arrivals(keys):
    """Nothing of ours yet: the item is made at receipt."""
    rows = Arrival.objects.filter(pk__in=keys, state=ArrivalState.WAITING)
    return {row.pk: Matter(None, None, row) for row in rows.select_related("link__from_item__organisation")}


def claims(keys):
    rows = Claim.objects.filter(pk__in=keys, item__voided_at=None).open().select_related("item", "member")
    return {
        row.pk: Matter(row.item, None, row) for row in rows.prefetch_related(authors("item__authorships"))
    }


READ = {Item: items, Assignment: desks, Supervision: supervisions, Arrival: arrivals, Claim: claims}
