"""Who else is looking at an item: a courtesy of a minute, kept in the cache; it never blocks anybody."""

from django.core.cache import cache
from django.utils import timezone

SECONDS = 60


def look(item, user):
    """Note that `user` looks at `item` and return the names of the others who do."""
    now = timezone.now().timestamp()
    key = name_of(item.pk)
    seen = {pk: row for pk, row in (cache.get(key) or {}).items() if now - row[1] < SECONDS}
    others = [row[0] for pk, row in seen.items() if pk != user.pk]
    cache.set(key, seen | {user.pk: (str(user), now)}, SECONDS)
    return others


def watched(items, user):
    """{item pk: name of one other person} for the rows of a queue."""
    now = timezone.now().timestamp()
    found = {}
    rows = cache.get_many([name_of(item.pk) for item in items])
    for item in items:
        for pk, (name, at) in rows.get(name_of(item.pk), {}).items():
            if pk != user.pk and now - at < SECONDS:
                found[item.pk] = name
    return found


def name_of(pk):
    return f"looking:{pk}"
