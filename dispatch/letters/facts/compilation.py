"""提案汇编: every proposal of a session in one document, by field, with a table of contents."""

from itertools import groupby

from django.utils import timezone

from dispatch.letters.facts.proposal_notice import role_word
from dispatch.letters.facts.words import SAMPLE_PARTS, day, meeting, named, office_name, parts
from dispatch.letters.word.runs import bookmark, page_of
from dispatch.states import GONE, DeskRole
from members.numerals import numeral

NO_GROUP = "其他"
PROPOSAL = {
    "number": "第12号", "title": "关于加快老旧小区加装电梯的建议", "authors": "周敏（医卫界）委员",
    "units": "主办：市住建局；会办：市财政局", "parts": SAMPLE_PARTS, "anchor": bookmark(1), "page": page_of(1),
}  # fmt: skip
FACTS = {
    "office": ("编印机关", "政协云江市委员会"),
    "meeting": ("届次", "市政协六届四次会议"),
    "date": ("编印日期", "2026年11月24日"),
    "total": ("件数", 2),
    "groups": (
        "分类，逐类：group.name 名称、group.proposals 提案，逐件：p.number 提案号、p.title 案由、p.authors 提案人、"
        "p.units 承办单位、p.parts 正文（part.heading、part.text）；"
        "{{r p.anchor }} 和 {{r p.page }} 是目录页码的书签与页码",
        [{"name": "一、城市管理", "proposals": [
            PROPOSAL, PROPOSAL | {"number": "第35号", "anchor": bookmark(2), "page": page_of(2)},
        ]}],
    ),
}  # fmt: skip


def facts(organisation, session, items):
    """`items` in the order of their groups, with category, authorships and desks read along."""
    found, place = [], 0
    for name, members in groupby(items, key=group_of):
        proposals = []
        for item in members:
            place += 1
            proposals.append(proposal(item, place))
        found.append({"name": f"{numeral(len(found) + 1)}、{name}", "proposals": proposals})
    return {
        "office": office_name(organisation), "meeting": meeting(organisation, session),
        "date": day(timezone.now()), "total": place, "groups": found,
    }  # fmt: skip


def group_of(item):
    return item.category.label if item.category else NO_GROUP


def proposal(item, place):
    return {
        "number": item.reference, "title": item.title, "authors": "、".join(map(named, item.signatures)),
        "units": units(item), "parts": parts(item), "anchor": bookmark(place), "page": page_of(place),
    }  # fmt: skip


def units(item):
    """主办：…；会办：…, in the order of their parts."""
    found = {}
    for desk in item.desks.all():
        if desk.state not in GONE and desk.role not in (DeskRole.RELAY, DeskRole.LINK):
            found.setdefault(role_word(desk), []).append(desk.unit_short)
    return "；".join(f"{word}：{'、'.join(names)}" for word, names in found.items())
