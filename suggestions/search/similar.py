"""Look-alikes: rare pairs of characters find candidates in the index, Dice ranks them; it never blocks anybody."""

from members.rules import has_role
from members.states import WRITERS
from suggestions import stages
from suggestions.models import Item
from suggestions.search import grams
from suggestions.search import index as search_index
from suggestions.states import UNSENT, State

POSSIBLE, LIKELY = 0.5, 0.75  # shown from the first on; the second is very likely the same matter
ENOUGH = 400  # candidates the rare pairs should bring together
AT_LEAST = 3
MOST = 1500


def like(item, actor, limit=5):
    """[(item, score)] most alike first, among what the actor may see in the item's organisation.

    Members see of others' items title and place only, so nothing else is compared for them.
    """
    head, whole = parts(item)
    whole = head if has_role(actor, *WRITERS) else whole
    ids = candidates(head | whole)
    if not ids:
        return []
    others = Item.objects.visible_to(actor).filter(pk__in=ids, organisation_id=item.organisation_id)
    others = others.valid().exclude(pk=item.pk).exclude(state__in=[*UNSENT, State.WITHDRAWN])
    scored = [(other, score(head, whole, other)) for other in others]
    scored = [pair for pair in scored if pair[1] >= POSSIBLE]
    return sorted(scored, key=lambda pair: (-pair[1], -pair[0].pk))[:limit]


def parts(item):
    """(tokens of title and place, tokens of everything)."""
    head = set(grams.tokens(item.title, item.place))
    return head, head | set(grams.tokens(item.situation, item.analysis, item.advice))


def score(head, whole, other):
    other_head, other_whole = parts(other)
    if whole == head:
        return grams.dice(head, other_head)
    return max(grams.dice(head, other_head), grams.dice(whole, other_whole))


def candidates(found):
    """Ids from the rarest pairs whose frequencies add up to enough."""
    pairs = {token for token in found if len(token) == 2 and not token.isascii()}
    if len(pairs) < AT_LEAST:
        return []
    known = search_index.frequencies(pairs)
    rare, together = [], 0
    for pair in sorted(pairs, key=lambda p: (known.get(p, 1), p)):
        if together >= ENOUGH and len(rare) >= AT_LEAST:
            break
        rare.append(pair)
        together += known.get(pair, 1)
    return search_index.holding_any(rare, MOST)


def rows(pairs):
    """What the panel of look-alikes shows."""
    return [{**stages.row(item, own=False), "likely": score >= LIKELY} for item, score in pairs]
