"""How many look-alikes each row of the review queue has: a hint, counted after the page and kept for an hour."""

from django.core.cache import cache

from suggestions.search import similar

SECONDS = 3600


def hang_on(rows):
    """Give each row its number as `alike`, None where it is not counted yet; return those rows."""
    known = cache.get_many([name_of(row) for row in rows])
    for row in rows:
        row.alike = known.get(name_of(row))
    return [row for row in rows if row.alike is None]


def count(rows, actor):
    """Count for these rows, and remember: the text stands in the key, so a changed one is counted anew."""
    for row in hang_on(rows):
        row.alike = len(similar.like(row, actor))
        cache.set(name_of(row), row.alike, SECONDS)


def name_of(row):
    return f"alike:{row.pk}:{row.version}"
