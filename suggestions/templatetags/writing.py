"""Parts of pages about writing: `{% load writing %}`, then `research`, `joint` or `void_quoted` with the item."""

from django import template

from suggestions import opinions, rules
from suggestions.proposals import evidence
from suggestions.states import Kind

register = template.Library()


@register.inclusion_tag("proposals/research.html", takes_context=True)
def research(context, item):
    """The research behind an item, for whoever reads its text; authors add to it while it is with them."""
    request = context["request"]
    shown = item is not None and (item.kind == Kind.PROPOSAL or evidence.wanted(item))
    if not shown or not rules.reads_text(request.actor, item):
        return {"item": None}
    rows = evidence.rows_of(item)
    writes = evidence.writes(request.actor, item)
    return {
        "item": item, "rows": rows, "writes": writes, "wanted": evidence.wanted(item), "request": request,
        "shown": rows or writes,
    }  # fmt: skip


@register.inclusion_tag("suggestions/void_quoted.html")
def void_quoted(item):
    """A warning beside a draft that quotes a look on the spot declared void."""
    return {"visits": opinions.void_quoted(item)}


@register.inclusion_tag("proposals/joint.html", takes_context=True)
def joint(context, item):
    """The way to the versions of a collective's text, for those who work on it."""
    actor = context["request"].actor
    if item is None or item.kind != Kind.PROPOSAL or not rules.drafts(actor, item):
        return {"item": None}
    return {"item": item, "drafters": drafters_of(item)}


def drafters_of(item):
    """[(name, roles)] of those who work on it now, in the order they were asked."""
    found = {}
    for drafter in item.drafters.filter(released_at=None).select_related("member"):
        found.setdefault(drafter.member.name, []).append(drafter.get_role_display())
    return [(name, "、".join(roles)) for name, roles in found.items()]
