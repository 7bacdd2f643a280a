"""Words the letters share: dates, numbers and names as official documents write them."""

import re

from django.utils import timezone

from members.numerals import numeral

BOXES = "□满意　□基本满意　□不满意"
BLANK_DATE = "　　年　　月　　日"
# What a letter about a proposal always knows; the meaning and what a try-out prints.
COMMON = {
    "office": ("发文机关", "政协云江市委员会"),
    "office_phone": ("值班电话", "0700-5206132"),
    "clerk": ("联系人", "唐静"),
    "date": ("成文日期", "2026年11月24日"),
    "meeting": ("届次", "市政协六届四次会议"),
    "proposal": ("提案全称", "市政协六届四次会议第128号提案"),
    "number": ("提案号", "第128号"),
    "title": ("案由", "关于加快老旧小区加装电梯的建议"),
    "authors": ("提案人", "周敏（医卫界）委员、陈立（经济界）委员"),
}


def day(moment):
    """2026年11月24日"""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if hasattr(moment, "hour") else moment
    return f"{local.year}年{local.month}月{local.day}日"


def place(organisation):
    """市, 县, 区, 省: how the committee's own papers call their place."""
    found = re.search(r"([省市州县区旗])(?:委员会|政协|$)", organisation.name)
    return found.group(1) if found else ""


def meeting(organisation, session):
    """市政协六届四次会议"""
    when = f"{numeral(session.term)}届{numeral(session.meeting)}次会议" if session else ""
    return f"{place(organisation)}政协{when}"


def named(author):
    where = f"（{author.sector_name}）" if author.sector_name else ""
    return f"{author.name}{where}委员" if author.member_id else author.name


def addressed(author):
    return f"{author.name}委员" if author.member_id else author.name


def clerk_of(item):
    """Whoever accepted the item."""
    review = item.reviews.filter(outcome="accept", voided_at=None).select_related("reader__user").last()
    return str(review.reader.user) if review and review.reader else ""


def office_name(organisation):
    return organisation.letter_name or organisation.name


def maker(organisation):
    """The office that issues papers in its own name; said once where the letter name is the office's already."""
    name = office_name(organisation)
    return name if name.endswith("办公室") else f"{name}办公室"


def common(item):
    """The values of COMMON; a declined proposal has no number."""
    organisation = item.organisation
    held = meeting(organisation, item.session)
    return {
        "office": office_name(organisation), "office_phone": organisation.office_phone, "clerk": clerk_of(item),
        "date": day(timezone.now()), "meeting": held, "proposal": f"{held}{item.reference}提案",
        "number": item.reference, "title": item.title, "authors": "、".join(map(named, item.signatures)),
    }  # fmt: skip


def parts(item):
    """The text of a proposal as numbered parts; what was not written is left out."""
    written = [("情况", item.situation), ("分析", item.analysis), ("建议", item.advice)]
    found = [(heading, text) for heading, text in written if text.strip()]
    return [{"heading": f"{numeral(n)}、{h}", "text": text} for n, (h, text) in enumerate(found, 1)]


SAMPLE_PARTS = [
    {"heading": "一、情况", "text": "全市建成于2000年前的小区有312个，六层以上无电梯楼栋占七成。"},
    {"heading": "二、分析", "text": "资金分摊难，审批环节多，后期维护没有着落。"},
    {"heading": "三、建议", "text": "1.设立专项补助。\n2.推行一窗受理。\n3.明确维护责任。"},
]


def copied_to(desk):
    """督查室 of the department's side, and the committee that looks after proposals."""
    where = place(desk.organisation)
    watch = {"party": f"{where}委督查室", "government": f"{where}政府督查室"}.get(desk.department.side)
    return "，".join(filter(None, (watch, f"{where}政协提案委员会")))
