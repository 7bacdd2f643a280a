"""Inquiry [问询/来信]: asked by the office, answered by a unit; no authors, no ratings."""

from suggestions.models.item import PROXIES, Item
from suggestions.models.item_queryset import ItemQuerySet
from suggestions.models.kinds import KindManager, OfKind
from suggestions.states import Kind


class Inquiry(OfKind, Item):
    objects = KindManager.from_queryset(ItemQuerySet)()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "问询来信"


PROXIES[Kind.INQUIRY] = Inquiry
