"""Which items a page offers as the main one of a merge: look-alikes first, then the latest, or what was asked for."""

from suggestions.proposals import listing as proposal_list
from suggestions.review import merging
from suggestions.search import similar

LATEST = 50  # further items offered; nobody scrolls through a year of them


def mains(item, actor, candidates, words=""):
    """Choices of the select, in groups; `words` narrow all candidates, none found is no group."""
    if words:
        groups = [(f"找到“{words}”", proposal_list.narrowed(candidates, {"q": words})[:LATEST])]
    else:
        alike = [other for other, _ in similar.like(item, actor) if other.kind == item.kind]
        alike = [other for other in alike if other.state in merging.MAIN_OPEN]
        latest = candidates.exclude(pk__in=[other.pk for other in alike])
        groups = [("相近", alike), ("最近提交", latest[:LATEST])]
    named = [(label, [(o.slug, merging.named(o)) for o in items]) for label, items in groups]
    return [("", "请选择"), *[group for group in named if group[1]]]
