"""督办函: what is pressed for, why, of whom, until when an answer is expected."""

from django.utils import timezone

from dispatch.letters.facts.words import clerk_of, day, named, office_name
from weijianyi.clock.models import Deadline

FACTS = {
    "office": ("发文机关", "政协云江市委员会办公室"),
    "office_phone": ("值班电话", "0700-5206132"),
    "clerk": ("联系人", "唐静"),
    "date": ("成文日期", "2026年11月24日"),
    "letter_number": ("文号，记录“函件”时自动编", "云江政协督函〔2026〕3号"),
    "addressee": ("督办对象", "市城市管理局"),
    "unit": ("承办单位", "市城市管理局"),
    "kind": ("类型", "微建议"),
    "number": ("编号", "微建议〔2026〕86号"),
    "title": ("标题", "修剪西外街家属区旁大树"),
    "authors": ("提出人", "周敏（医卫界）委员"),
    "offered": ("交办日期", "2026年11月2日"),
    "due": ("答复期限", "2026年11月16日"),
    "reason": ("督办缘由", "超期"),
    "request": ("督办要求", "请说明未按期答复的原因，明确责任人和完成时间，11月30日前答复委员。"),
    "answer_by": ("回应期限", "2026年12月1日"),
    "leader": ("领衔领导", "方正清"),
    "joint": ("联合督办的机关", "与审计机关联合督办"),
}


def facts(supervision):
    """As they stand now; a letter that has been recorded brings its number and day."""
    desk, item = supervision.desk, supervision.item
    acts = list(supervision.actions.select_related("form").order_by("-pk"))
    sent = next((a for a in acts if a.letter_number), None)
    joint = next((a.form.label for a in acts if a.form.code.startswith("joint_")), "")
    clock = Deadline.objects.of(supervision).filter(code="supervision").order_by("-pk").first()
    organisation = desk.organisation
    return {
        "office": office_name(organisation), "office_phone": organisation.office_phone, "clerk": clerk_of(item),
        "date": day(sent.held_on if sent else timezone.now()), "letter_number": sent.letter_number if sent else "",
        "addressee": supervision.addressee or desk.unit_name, "unit": desk.unit_name,
        "kind": item.get_kind_display(), "number": item.reference, "title": item.title,
        "authors": "、".join(map(named, item.signatures)), "offered": day(desk.offered_at), "due": day(desk.due_on),
        "reason": supervision.get_reason_display(), "request": sent.text if sent else supervision.request,
        "answer_by": day(clock.due_on) if clock else "",
        "leader": supervision.leader.user.name if supervision.leader else "", "joint": joint,
    }  # fmt: skip
