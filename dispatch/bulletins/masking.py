"""Text without persons: names of members and officials become 某 behind the surname, telephone numbers become stars."""

import re
from collections import Counter

from members.models import Member, Post

PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{3,4}-\d{4,8})(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
NUMBERS = ((ID_NUMBER, "（证件号略）"), (PHONE, "（电话略）"))


def names_of(organisation_id, more=()):
    """One pattern of the names of members and posts of the organisation, past ones too, and those given; or None."""
    members = Member.objects.filter(organisation_id=organisation_id).values_list("name", flat=True)
    people = Post.objects.filter(organisation_id=organisation_id).values_list("user__name", flat=True)
    names = {*members, *people, *more}
    known = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known))) if known else None


def short(found):
    return f"{found[0][0]}某"


def masker(organisation_id, more=()):
    """text → text without names, telephone and identity numbers."""
    pattern = names_of(organisation_id, more)

    def mask(text):
        for numbers, words in NUMBERS:
            text = numbers.sub(words, text)
        return pattern.sub(short, text) if pattern else text

    return mask


def finder(organisation_id, more=()):
    """text → Counter of (what stands in it, what it becomes)."""
    pattern = names_of(organisation_id, more)

    def find(text):
        seen = Counter()
        for numbers, words in NUMBERS:
            seen.update((found[0], words) for found in numbers.finditer(text))
            text = numbers.sub(words, text)
        seen.update((found[0], short(found)) for found in (pattern.finditer(text) if pattern else ()))
        return seen

    return find


def names_left(text, organisation_id, more=()):
    """Whether masking would still change the text: a name or number stands open in it."""
    return masker(organisation_id, more)(text) != text
