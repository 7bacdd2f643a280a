"""委员履职证明: what a member did in one year of assessment, and the points where there are rules for them."""

from django.utils import timezone

from dispatch.letters.facts.words import day

FACTS = {
    "office": ("发文机关", "政协云江市委员会"),
    "date": ("成文日期", "2026年12月20日"),
    "member": ("委员姓名", "周敏"),
    "sector": ("界别", "医卫界"),
    "committee": ("专委会", "教科卫体委员会"),
    "employer": ("单位职务", "市第二人民医院主任医师"),
    "year": ("年度", "2026"),
    "from": ("起", "2026年1月1日"),
    "until": ("止", "2026年12月31日"),
    "done": ("做了什么，每行有 label、number、unit", [{"label": "提交", "number": "6", "unit": "件"}]),
    "groups": ("各类得分，每行有 label、points、number", [{"label": "提案", "points": "25", "number": "2"}]),
    "total": ("总分，没有计分办法时为空", "72.5"),
    "grade": ("等次，不分等次时为空", "称职"),
}


def facts(member, year, done, scheme, tally):
    """`tally` is None where that year has no rules of points."""
    office = member.organisation
    return {
        "office": office.letter_name or office.name, "date": day(timezone.localdate()), "member": member.name,
        "sector": member.sector.name if member.sector else "",
        "committee": member.committee.name if member.committee else "", "employer": member.employer,
        "year": str(year.label), "from": day(year.starts), "until": day(min(year.ends, timezone.localdate())),
        "done": [
            {"label": label.removeprefix("我").removesuffix("的"), "number": str(number), "unit": unit}
            for label, number, unit in some(done, lambda row: row[1])
        ],
        "groups": [
            {"label": one.group.label, "points": plain(one.points), "number": str(one.number)}
            for one in some(tally.sums, lambda one: one.number or one.points)
        ] if tally else [],
        "total": plain(tally.total) if tally else "", "grade": tally.grade if tally else "",
    }  # fmt: skip


def some(rows, worth):
    """What there is to certify; all of it with its zeros where there is nothing."""
    return [row for row in rows if worth(row)] or rows


def plain(points):
    """12, 12.5: without idle zeros."""
    return f"{points:f}".rstrip("0").rstrip(".") if points % 1 else f"{points:.0f}"
