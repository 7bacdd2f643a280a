"""催办通知书: what the office tells a late unit: which matter, since when, how often reminded, until when."""

from django.utils import timezone

from dispatch.ladder.states import Sending
from dispatch.letters.facts.words import clerk_of, copied_to, day, named, office_name
from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for

FACTS = {
    "office": ("发文机关", "政协云江市委员会"),
    "office_phone": ("值班电话", "0700-5206132"),
    "clerk": ("联系人", "唐静"),
    "date": ("成文日期", "2026年11月24日"),
    "unit": ("承办单位", "市城市管理局"),
    "kind": ("事项类别", "微建议"),
    "number": ("编号", "微建议〔2026〕12号"),
    "title": ("标题", "修剪西外街家属区旁大树"),
    "authors": ("提出人", "周敏（医卫界）委员"),
    "offered": ("交办日期", "2026年11月10日"),
    "duty": ("应当办理的事", "答复"),
    "due": ("期限", "2026年11月24日"),
    "days": ("已超期工作日", 2),
    "reminded": ("已提醒次数", 3),
    "answer_by": ("回复期限", "2026年11月30日"),
    "copies": ("抄送", "市政府督查室，市政协提案委员会"),
}
LATE_CODES = {"handle": "答复", "sign_receipt": "签收"}


def late_clock(desk, now=None):
    """The clock the unit is late with: its answer, else its signature; None while it is in time."""
    clocks = (desk.clock(code) for code in LATE_CODES)
    return next((clock for clock in clocks if clock and clock.is_late(now)), None)


def duty(desk, clock):
    if clock.code == "handle" and not desk.owes_answer:
        return f"提出{desk.assist_word}意见"
    return LATE_CODES[clock.code]


def facts(desk):
    item, organisation = desk.item, desk.organisation
    clock, calendar, today = late_clock(desk), calendar_for(desk.organisation_id), timezone.localdate()
    answer_by = calendar.add_workdays(today, rulebook.value(organisation, "urge_reply_days"))
    reminders = desk.reminders.filter(state=Sending.SENT).exclude(user=None)
    return {
        "office": office_name(organisation), "office_phone": organisation.office_phone, "clerk": clerk_of(item),
        "date": day(timezone.now()), "unit": desk.unit_name, "kind": item.get_kind_display(),
        "number": item.reference, "title": item.title, "authors": "、".join(map(named, item.signatures)),
        "offered": day(desk.offered_at), "duty": duty(desk, clock), "due": day(clock.due_on),
        "days": max(0, calendar.workdays_between(clock.due_on, today)),
        "reminded": reminders.values("rung", "armed", "event").distinct().count(),
        "answer_by": day(answer_by), "copies": copied_to(desk),
    }  # fmt: skip
