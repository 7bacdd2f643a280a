"""Text without persons: names of members and officials become 某 behind the surname, telephone numbers become stars."""

import re

from members.models import Member, Post

PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{3,4}-\d{4,8})(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def masker(organisation_id, more=()):
    """text → text; knows the members and posts of the organisation, past ones too, and the names given."""
    members = Member.objects.filter(organisation_id=organisation_id).values_list("name", flat=True)
    people = Post.objects.filter(organisation_id=organisation_id).values_list("user__name", flat=True)
    names = {*members, *people, *more}
    known = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, known))) if known else None

    def mask(text):
        text = ID_NUMBER.sub("（证件号略）", text)
        text = PHONE.sub("（电话略）", text)
        return pattern.sub(lambda found: f"{found[0][0]}某", text) if pattern else text

    return mask


def names_left(text, organisation_id, more=()):
    """Whether masking would still change the text: a name or number stands open in it."""
    return masker(organisation_id, more)(text) != text
