"""常用筛选 of a list: the shipped ones, one's own and colleagues', and which one opens with the page."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from dispatch.models import SavedFilter
from members.states import OFFICE, Role

# page: (name, query, roles); None for everybody who has the page.
SHIPPED = {
    "ledger": (
        ("我的待办", "mine=on", OFFICE),
        ("超期", "overdue=on", None),
        ("本周到期", "due=week&sort=due", None),
        ("不满意", "grade=dissatisfied", None),
        ("省市县流转", "state=passed_on", OFFICE | {Role.LEADER}),
    ),
    "pressure": (("催办过还超期", "pressure=late&urged=on", None),),
    "supervisions": (),
    "handouts": (),
    "promises": (),
    "proposals": (),
}
TURNING = ("after", "before", "csrfmiddlewaretoken", "all")
MOST = 30  # of one's own


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    current: bool
    saved: SavedFilter | None = None
    own: bool = False


def kept(params):
    """The address as it is kept: without where one has turned to."""
    copy = params.copy() if isinstance(params, QueryDict) else QueryDict(params, mutable=True)
    for name in TURNING:
        copy.pop(name, None)
    for name in [name for name, values in copy.lists() if not any(values)]:
        copy.pop(name)
    return copy.urlencode()


def rows(page, actor):
    return list(SavedFilter.objects.for_actor(actor).filter(page=page).order_by("shared", "name", "pk"))


def chips(page, view, actor, params, saved):
    """The shipped ones first, then the saved."""
    here, base = kept(params), reverse(view)
    role = actor.post.role
    found = [
        Chip(name, f"{base}?{query}", here == query)
        for name, query, roles in SHIPPED.get(page, ())
        if roles is None or role in roles
    ]
    for row in saved:
        own = row.post_id == actor.post.pk
        found.append(Chip(row.name, f"{base}?{row.query or 'all=1'}", here == row.query, row, own))
    return found


def opens_with(actor, params, saved):
    """The query of one's default where the address asks for nothing at all."""
    if params:
        return ""
    return next((row.query for row in saved if row.default and row.post_id == actor.post.pk), "")


def save(page, actor, *, name, query, shared, default):
    """One's own filter of that name, made or written over; at most one opens with the page."""
    own = SavedFilter.objects.for_actor(actor).filter(post=actor.post, page=page)
    if default:
        own.filter(default=True).update(default=False)
    row, _ = SavedFilter.objects.update_or_create(
        post=actor.post, page=page, name=name,
        defaults={"query": kept(query), "shared": shared, "default": default},
    )  # fmt: skip
    return row


def remove(actor, pk):
    """One's own only."""
    return SavedFilter.objects.for_actor(actor).filter(post=actor.post, pk=pk).delete()[0]
