"""Search by number, words of the text or an author's name, in what the actor may see and read."""

import re
import unicodedata

from django.db.models import Q

from members.rules import has_role
from members.states import WRITERS
from suggestions.codes import is_case_code
from suggestions.models import Authorship, Item
from suggestions.search import grams
from suggestions.search import index as search_index

FREQUENT = 2000  # above this the newest rows answer sooner than the index
LONGEST = 60
MOST_WORDS = 5
PUBLIC = ("title", "place")
TEXT = ("situation", "analysis", "advice")
NUMBER = re.compile(r"(?:[^\d\s]*(?P<year>20\d\d)\D{1,3}|第)?0*(?P<number>\d{1,6})号?")


def search(actor, text):
    """A queryset, newest first by the caller; empty for an empty question."""
    items = Item.objects.visible_to(actor)
    words = text[:LONGEST].split()[:MOST_WORDS]
    if not words:
        return items.none()
    return items.filter(numbered(text) | coded(text) | named(actor, text.strip()) | worded(actor, words))


def numbered(text):
    """微建议〔2026〕12号, 2026-12, 12."""
    found = NUMBER.fullmatch(text.strip()[:LONGEST])
    if not found:
        return Q(pk=None)
    year = {"number_year": int(found["year"])} if found["year"] else {}
    return Q(number=int(found["number"]), **year)


def coded(text):
    code = text.strip().upper()
    return Q(case__code=code) if is_case_code(code) else Q(pk=None)


def named(actor, name):
    """By an author's name; members do not learn who wrote what is not theirs (rulings §7)."""
    items = Authorship.objects.filter(name__contains=name[:LONGEST], remote=False).values("item")
    return Q(pk__in=items) & readable(actor)


def worded(actor, words):
    """Every word stands in the text, or in the public facts where this actor reads no more."""
    found = narrowed([phrase for word in words for phrase in grams.pairs(word)])
    text = readable(actor)
    for word in words:
        found &= standing_in(PUBLIC, word) | (standing_in(TEXT, word) & text)
    return found


def narrowed(phrases):
    """First step: the index, unless the words are too short for it or too frequent."""
    ids = search_index.holding_all(phrases, FREQUENT + 1) if phrases else None
    return Q() if ids is None or len(ids) > FREQUENT else Q(pk__in=ids)


def standing_in(fields, word):
    """Second step: the words as they were written."""
    found = Q()
    for spelling in {word, unicodedata.normalize("NFKC", word)}:
        for field in fields:
            found |= Q(**{f"{field}__icontains": spelling})
    return found


def readable(actor):
    """Whose text this actor reads among the visible items: rules.reads_text as a condition."""
    if has_role(actor, *WRITERS):
        return Q(pk__in=Item.objects.written_by(actor).values("pk"))
    return Q()
