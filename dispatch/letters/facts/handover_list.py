"""交办清单: all proposals of one session that one department takes over, for its signature at the 交办会."""

from django.utils import timezone

from dispatch.letters.facts.proposal_notice import helpers, role_word
from dispatch.letters.facts.words import addressed, day, meeting, office_name
from dispatch.states import DeskRole

SAMPLE_ROWS = [
    {"number": "第12号", "title": "关于加快老旧小区加装电梯的建议", "authors": "周敏委员等2人", "role": "主办",
     "others": "会办：市财政局", "due": "2027年2月24日"},
    {"number": "第35号", "title": "关于完善城区停车设施的建议", "authors": "民盟云江市委员会", "role": "会办",
     "others": "主办：市交通运输局", "due": "2026年12月24日"},
]  # fmt: skip
FACTS = {
    "office": ("交办机关", "政协云江市委员会"),
    "office_phone": ("值班电话", "0700-5206132"),
    "meeting": ("届次", "市政协六届四次会议"),
    "unit": ("承办单位", "市住房和城乡建设局"),
    "unit_phone": ("承办单位电话", "0700-5211601"),
    "total": ("件数", 2),
    "leads": ("其中主办、独办、分办件数", 1),
    "assisted": ("其中会办件数", 1),
    "date": ("打印日期", "2026年11月24日"),
    "rows": (
        "提案，逐件：row.number 提案号、row.title 案由、row.authors 提案人、row.role 角色、row.others 会办或主办单位、"
        "row.due 期限",
        SAMPLE_ROWS,
    ),
}


def facts(organisation, department, session, desks):
    """`desks` of that department, with item, authorships, serves and assists read along."""
    rows = [row(desk) for desk in sorted(desks, key=lambda d: (d.item.number or 0, d.pk))]
    assisted = sum(desk.role == DeskRole.ASSIST for desk in desks)
    return {
        "office": office_name(organisation), "office_phone": organisation.office_phone,
        "meeting": meeting(organisation, session), "unit": department.name, "unit_phone": department.phone,
        "total": len(rows), "leads": len(rows) - assisted, "assisted": assisted, "date": day(timezone.now()),
        "rows": rows,
    }  # fmt: skip


def row(desk):
    item = desk.item
    if desk.serves_id:
        others = f"主办：{desk.serves.unit_short}"
    else:
        others = "、".join(d.unit_short for d in helpers(desk))
        others = f"会办：{others}" if others else ""
    return {
        "number": item.reference, "title": item.title, "authors": short_authors(item), "role": role_word(desk),
        "others": others, "due": day(desk.due_on),
    }  # fmt: skip


def short_authors(item):
    authors = item.signatures
    if len(authors) > 2:
        return f"{addressed(authors[0])}等{len(authors)}人"
    return "、".join(map(addressed, authors))
