"""委员名册: the members a reader of the directory has chosen, by sector; nobody's phone stands in it."""

from django.utils import timezone

from dispatch.letters.facts.words import day, office_name

SAMPLE_ROWS = [
    {"number": 1, "name": "周敏", "sector": "医卫界", "committee": "教科卫体委员会", "employer": "市二医院主任医师"},
    {"number": 2, "name": "陈立群", "sector": "医卫界", "committee": "提案委员会", "employer": "市中医院副院长"},
]  # fmt: skip
FACTS = {
    "office": ("政协组织", "政协云江市委员会"),
    "date": ("打印日期", "2026年11月24日"),
    "chosen": ("筛选了什么，没有筛选时为空", "界别 医卫界"),
    "total": ("人数", 2),
    "rows": (
        "委员，逐人：row.number 序号、row.name 姓名、row.sector 界别、row.committee 专委会、row.employer 单位职务",
        SAMPLE_ROWS,
    ),
}


def facts(organisation, members, chosen=""):
    """`members` in the order of the paper, with sector and committee read along."""
    rows = [row(number, member) for number, member in enumerate(members, 1)]
    return {
        "office": office_name(organisation), "date": day(timezone.now()), "chosen": chosen, "total": len(rows),
        "rows": rows,
    }  # fmt: skip


def row(number, member):
    return {
        "number": number, "name": member.name, "sector": member.sector.name if member.sector else "",
        "committee": member.committee.name if member.committee else "", "employer": member.employer,
    }  # fmt: skip
