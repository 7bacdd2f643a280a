"""答复函: the unit's answer to one proposer: class letter, own number, point by point, signed, with copies."""

from django.utils import timezone

from dispatch.desks import classes
from dispatch.letters.facts.words import BLANK_DATE, COMMON, addressed, common, copied_to, day
from members.numerals import numeral

FACTS = COMMON | {
    "letter": ("办理结果分类字母，印在第一页右上角", "A"),
    "result": ("办理结果分类", "已解决"),
    "letter_number": ("答复文号", "云建函〔2026〕36号"),
    "unit": ("答复单位", "市住房和城乡建设局"),
    "addressee": ("收信的提案人", "周敏委员"),
    "points": (
        "逐条答复：point.number 序号、point.request 建议、point.answer 答复；没有分条时为空",
        [
            {"number": "一", "request": "关于设立专项补助", "answer": "已会同市财政局印发补助办法，每台补助10万元。"},
            {"number": "二", "request": "关于推行一窗受理", "answer": "已设立专窗。\n平均用时由60天降到25天。"},
        ],
    ),
    "facts": ("办理情况，在逐条答复之前", "已出台加装电梯专项补助办法。"),
    "measures": ("采取措施", "下一步，我局将建立维护资金归集制度。"),
    "ground": ("依据或原因", ""),
    "done_on": ("完成日期", "2026年12月15日"),
    "leader_name": ("签发人", "王建国"),
    "contact_name": ("联系人", "李强"),
    "contact_phone": ("联系电话", "0700-5211601"),
    "signed": ("签发日期", "2026年12月20日"),
    "copies": ("抄送", "市政府督查室，市政协提案委员会"),
}  # fmt: skip


def facts(desk, reply, author):
    """Point by point where the proposal's requests were answered one by one; else the text as written."""
    result = classes.shown(reply, desk.organisation_id)
    return common(desk.item) | sign_off(reply) | {
        "letter": result.letter, "result": result.label,
        "letter_number": letter_number(reply), "unit": reply.signed_for or desk.unit_name,
        "addressee": addressed(author),
        "points": points(reply.points), "facts": reply.facts, "measures": reply.measures, "ground": reply.ground,
        "done_on": day(reply.done_on), "copies": copied_to(desk),
    }  # fmt: skip


def points(answered):
    return [
        {"number": numeral(number), "request": request, "answer": answer}
        for number, request, answer in answered
    ]


def sign_off(reply):
    """Who signed and whom to ask; an unsigned draft leaves the date open."""
    return {
        "leader_name": reply.leader_name, "contact_name": reply.contact_name,
        "contact_phone": reply.contact_phone,
        "signed": day(reply.signed_at or reply.released_at) or BLANK_DATE,
    }  # fmt: skip


def letter_number(reply):
    """The unit's own document number; room to write one while it has none."""
    return reply.number_shown or f"　　　〔{timezone.localdate().year}〕　　号"
