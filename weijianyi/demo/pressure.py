"""督办 of the demo in every state: proposed, opened with acts, answered with a promise, led, closed; one inspection."""

from datetime import timedelta

from django.utils import timezone

from dispatch.models import Assignment, Supervision
from dispatch.states import SupervisionReason
from dispatch.supervision import inspecting
from dispatch.supervision import opening as supervising
from weijianyi.audit.models import Event
from weijianyi.demo import livelihood, streets
from weijianyi.workflow import perform

MINUTE = timedelta(minutes=1)


def press(city):
    """After every other act: each matter's own events stay in order of time."""
    d = city.days
    late_and_pressed(city, d)
    led_by_leader(city, d)
    answered(city, d)
    closed(city, d)
    proposed(city, d)
    inspected(city, d)


def desk_of(city, matter):
    return city.tales[matter.title].desk()


def after(thread, at, now):
    """That moment, or a minute after the last event of the thread where that is later; never after now."""
    last = Event.objects.filter(thread=thread).order_by("-pk").values_list("occurred_at", flat=True).first()
    return min(max(at, last + MINUTE) if last else at, now)


class Pressed:
    """One supervision on its way."""

    def __init__(self, city, desk):
        self.city, self.desk, self.supervision = city, desk, None

    def act(self, subject, step, who, at, **facts):
        at = after(self.desk.thread, at, self.city.days.now)
        actor = self.city.actor(who) if isinstance(who, str) else who
        return perform(subject, step, actor=actor, at=at, **facts)

    def open(self, who, at, reason, request):
        self.desk = self.act(self.desk, "supervise", who, at, reason=reason, request=request)
        self.supervision = Supervision.objects.get(desk=self.desk, reason=reason)
        return self

    def record(self, who, at, form, text, person=""):
        at = after(self.desk.thread, at, self.city.days.now)
        self.step(
            "record", who, at, form=self.city.entry("supervision_form", form),
            held_on=timezone.localdate(at), text=text, person=person,
        )  # fmt: skip
        return self

    def step(self, name, who, at, **facts):
        self.supervision = self.act(self.supervision, name, who, at, **facts)
        return self


def late_and_pressed(city, d):
    """Late, a letter written and a call made: the unit moves, and has not answered yet."""
    request = "渣土车冒载问题已超过答复期限，请今天联系委员，三个工作日内答复。"
    told = Pressed(city, desk_of(city, streets.TRUCKS))
    told.open("supervisor", d.at(1, "10:10"), SupervisionReason.LATE, request)
    told.record("supervisor", d.at(1, "10:40"), "letter", request, "市城管局主要负责人")
    told.record("supervisor", d.at(0, "09:30"), "phone", "电话询问进度，承诺当天与委员联系。", "渣土科负责人")
    met = {"stage": "during", "form": city.entry("contact_form", "phone"), "held_on": d.day(0)}
    clerk, summary = city.clerk("市城管局"), "电话向委员说明查处进度，约定本周联合夜查。"
    told.desk = told.act(told.desk, "record_contact", clerk, d.at(0, "10:20"), summary=summary, **met)


def led_by_leader(city, d):
    words = "群众关心，请市交通局把候车棚的采购进度逐周报来，月底前要见到成效。"
    led = Pressed(city, desk_of(city, streets.BUS))
    led.open("leader", d.at(1, "15:20"), SupervisionReason.LEADER, words)


def answered(city, d):
    """Opened by itself after two rounds; visited with the auditors; the unit promises."""
    desk = Assignment.objects.get(item=city.tales[streets.BRIDGE.title].item)
    found = Pressed(city, desk)
    found.supervision = desk.supervisions.get()
    found.record("staff", d.at(20, "10:00"), "visit", "与委员到桥上查看，临时围护缺一段。", "提出人、街道")
    found.record(
        "supervisor",
        d.at(12, "15:00"),
        "joint_audit",
        "与市审计局核对护栏维修资金，资金已到位未使用。",
        "市审计局",
    )
    until = d.calendar.add_workdays(d.day(0), 8)
    answer = "临时围护已补齐。护栏更换因招标流标延误，已重新招标，由分管领导负责。"
    clerk = city.clerk(desk.department.short_name)
    found.step("respond", clerk, d.at(4, "16:20"), answer=answer, promised_on=until)


def closed(city, d):
    """Pressed at a round table, done two days later, closed."""
    desk = desk_of(city, livelihood.FEVER) if livelihood.FEVER.title in city.tales else None
    if desk is None:
        return
    found = Pressed(city, desk)
    found.open("staff", d.at(5, "09:20"), SupervisionReason.KEY, "请落实夜间发热门诊的人员安排，一周内报告。")
    found.record(
        "staff", d.at(4, "14:30"), "forum", "与承办单位、医院座谈，商定排班表。", "市卫健委、市二医院"
    )
    clerk = city.clerk(desk.department.short_name)
    found.step("respond", clerk, d.at(3, "10:00"), answer="排班表已公布，夜间双人值守。")
    found.step("close", "staff", d.at(1, "17:00"), opinion="夜间到院查看，双人在岗，销号。")


def proposed(city, d):
    """The rule puts one forward, and one that the office did not take up."""
    desk = desk_of(city, livelihood.DINING)
    at = after(desk.thread, d.at(0, "08:40"), d.now)
    supervising.propose(
        desk, SupervisionReason.LATE, at=at, detail="已超过答复期限，催办后仍没有与委员联系。"
    )
    other = desk_of(city, streets.PARKING)
    at = after(other.thread, d.at(0, "09:05"), d.now)
    row = supervising.propose(
        other, SupervisionReason.KEY, at=at, detail="同一公园周边一年内有三件同类建议。"
    )
    at = after(other.thread, at + MINUTE, d.now)
    perform(row, "dismiss", actor=city.actor("staff"), at=at, reason="已申请重办，先看重办结果。")


def inspected(city, d):
    """三办 went to two units; one thing settled, one reported, one still open."""
    facts = {
        "title": "下半年办理工作督导", "opens_on": d.day(15), "closes_on": d.calendar.add_workdays(d.day(0), 10),
        "people": "沈文彬，市政协提案委\n马建华，市政府办督查科\n唐静，市政协提案委",
    }  # fmt: skip
    row = inspecting.start(actor=city.actor("head"), facts=facts, at=d.at(15, "09:00"))
    steps = (
        ("record_visit", "supervisor", d.at(14, "16:30"), {"department": "市城管局", "visited_on": d.day(14),
         "people": "分管领导、经办人", "summary": "抽查 8 件，签收及时；两件沟通记录过于简单。"}),
        ("record_finding", "staff", d.at(13, "09:30"), {"department": "市城管局", "due_on": d.day(5),
         "text": "两件没有记录与委员当面沟通的情况，请补齐并建立台账。"}),
        ("record_visit", "supervisor", d.at(8, "15:00"), {"department": "市市场监管局", "visited_on": d.day(8),
         "summary": "答复内容较实，个别件临近期限才送签。"}),
        ("record_finding", "staff", d.at(7, "10:00"), {"department": "市市场监管局",
         "due_on": d.calendar.add_workdays(d.day(0), 4), "text": "一件超过答复期限，没有申请延期，请查明原因。"}),
    )  # fmt: skip
    for name, who, at, words in steps:
        words = words | {"department": city.departments[words["department"]]}
        row = perform(row, name, actor=city.actor(who), at=min(at, d.now), **words)
    first = row.findings.get(department=city.departments["市城管局"])
    report = {"finding": first, "text": "已补齐两件的沟通记录，建立了台账。"}
    row = perform(row, "report_finding", actor=city.clerk("市城管局"), at=d.at(6, "11:00"), **report)
    row = perform(
        row, "settle_finding", actor=city.actor("staff"), at=d.at(4, "15:00"), finding=first,
        text="抽查台账，情况属实，销号。",
    )  # fmt: skip
