"""会办意见函: the assisting unit's opinion to the unit that answers; with a number of its own series."""

from dispatch.letters.facts.reply_letter import letter_number, sign_off
from dispatch.letters.facts.words import COMMON, common, copied_to

FACTS = COMMON | {
    "unit": ("会办单位", "市财政局"),
    "lead": ("主办单位", "市住房和城乡建设局"),
    "letter_number": ("会办意见文号", "云财会办〔2026〕12号"),
    "opinion": ("会办意见", "同意设立加装电梯专项补助，所需资金列入明年部门预算。"),
    "leader_name": ("签发人", "赵强"),
    "contact_name": ("联系人", "李强"),
    "contact_phone": ("联系电话", "0700-5211602"),
    "signed": ("签发日期", "2026年12月20日"),
    "copies": ("抄送", "市政府督查室，市政协提案委员会"),
}


def facts(desk, reply):
    lead = desk.serves.unit_name if desk.serves_id else ""
    return common(desk.item) | sign_off(reply) | {
        "unit": desk.unit_name, "lead": lead, "letter_number": letter_number(reply), "opinion": reply.facts,
        "copies": copied_to(desk),
    }  # fmt: skip
