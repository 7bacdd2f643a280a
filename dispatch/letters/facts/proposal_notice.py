"""提案办理通知: what the office tells a unit about one proposal: whose it is, which part, until when, how to answer."""

from django.utils import timezone

from dispatch.letters.facts.words import COMMON, SAMPLE_PARTS, common, day, named, parts
from dispatch.states import GONE, DeskRole
from weijianyi.clock.models import Deadline

ASSISTS = "会办"
# Clocks of a desk in the order a unit meets them, and what has to be done by then.
DUTIES = {
    "sign_receipt": "签收提案",
    "handback": "认为不属本单位职责的，提出退办申请，写明依据和建议承办单位",
    "first_contact": "与提案人首次沟通",
}
FACTS = COMMON | {
    "unit": ("承办单位", "市住房和城乡建设局"),
    "role": ("主办、独办、分办或会办", "主办"),
    "assists": ("会办单位", "市财政局、市自然资源和规划局"),
    "lead": ("主办单位（会办件才有）", ""),
    "people": ("提案人及电话，逐人", ["周敏（医卫界）委员，电话13900000000", "陈立（经济界）委员，电话13900000001"]),
    "limits": ("各项期限，逐条", ["2026年11月25日前，签收提案", "2026年12月3日前，提出退办申请"]),
    "due": ("答复（会办意见）期限", "2027年2月24日"),
    "note": ("给承办单位的话", "请与上年第86号提案一并办理。"),
    "parts": ("提案正文，逐段：part.heading 小标题、part.text 内容", SAMPLE_PARTS),
}  # fmt: skip


def role_word(desk):
    """A proposal's assisting unit 会办, whatever other kinds call it."""
    return ASSISTS if desk.role == DeskRole.ASSIST else desk.get_role_display()


def helpers(desk):
    """The units that assist this desk."""
    return [d for d in desk.assists.all() if d.state not in GONE]


def facts(desk):
    item = desk.item
    clocks = {c.code: c.due_on for c in Deadline.objects.of(desk).order_by("pk")}
    due = clocks.get("handle") or desk.due_on
    limits = [f"{day(clocks[code])}前，{duty}" for code, duty in DUTIES.items() if code in clocks]
    return common(item) | {
        "date": day(desk.offered_at or timezone.now()),
        "unit": desk.unit_name, "role": role_word(desk),
        "assists": "、".join(d.unit_name for d in helpers(desk)),
        "lead": desk.serves.unit_name if desk.serves_id else "",
        "people": [f"{named(a)}，电话{a.phone or '请向提案委询问'}" for a in item.signatures],
        "limits": limits, "due": day(due), "note": desk.note, "parts": parts(item),
    }  # fmt: skip
