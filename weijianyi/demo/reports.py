"""社情民意 from writing to the leader's desk: issues, what was sent upwards, instructions, what was taken further."""

from datetime import timedelta

from suggestions.briefs import drafting as briefs
from suggestions.models import BriefIssue, BriefSeries, Report
from suggestions.states import Secrecy
from suggestions.upward import instructing, uptaking
from suggestions.upward import reporting as reporting_up
from suggestions.upward.states import UpForm, UpOutcome
from weijianyi.demo import report_texts as texts
from weijianyi.demo.journey import Scene
from weijianyi.workflow import perform, seconding

# days ago, author, what, channel, secrecy, urgent, days ago it was edited (None: still waits)
WRITTEN = (
    (58, "shaolin", texts.LIFTS, "opinion_line", Secrecy.INTERNAL, False, 57),
    (56, "jiangwei", texts.CHARGING, "opinion_line", Secrecy.INTERNAL, False, 55),
    (49, "caiyulan", texts.PHARMACY, "masses_line", Secrecy.INTERNAL, False, 48),
    (47, "xumeng", texts.NOISE, "masses_line", Secrecy.OPEN, False, 46),
    (40, "tangguoliang", texts.MACHINES, "advice_line", Secrecy.INTERNAL, False, 39),
    (33, "zhaominghui", texts.CANTEEN, "masses_line", Secrecy.INTERNAL, False, 32),
    (30, "liujianping", texts.LOANS, "politics_line", Secrecy.INTERNAL, False, 29),
    (24, "yuanqingshan", texts.FLOOD, "opinion_line", Secrecy.INTERNAL, True, 24),
    (18, "wuxiaoyan", texts.SEATS, "advice_line", Secrecy.INTERNAL, False, 17),
    (12, "yuanqingshan", texts.GARBAGE, "visit", Secrecy.INTERNAL, False, 11),
    (9, "shaolin", texts.RUMOUR, "opinion_line", Secrecy.SENSITIVE, True, 9),
    (6, "luyifei", texts.ROUTINE, "meeting", Secrecy.INTERNAL, False, None),
)
HOUSING, HEALTH, RIVER = (
    "居民住房安全两件事亟待解决",
    "农村和夜间群众反映集中的两个问题",
    "云江支流堤防渗漏需要紧急处置",
)
OPEN_ISSUE, SECRET = "养老和惠企政策落地中的两个堵点", "一处安置地块权属争议有激化苗头"


def scenes(d):
    for ago, author, matter, channel, secrecy, urgent, edited in WRITTEN:
        at = d.at(ago, "08:20" if urgent else "10:20")
        yield Scene(at, author, matter, becomes(channel, secrecy, urgent, edited), Report)


def becomes(channel, secrecy, urgent, edited):
    """Marked with its channel; taken up and edited, or refused as routine news."""

    def then(t, d):
        facts = t.item.report_facts
        facts.source, facts.urgent = t.city.entry("report_source", channel), urgent
        facts.save(update_fields=["source", "urgent"])
        if edited is None:
            return refused(t, d)
        t.act("edit", "editor", d.at(edited, "11:00" if urgent else "15:00"))
        words = {name: getattr(t.item, name) for name in ("title", "situation", "analysis", "advice")}
        words["situation"] = words["situation"].replace("尤其集中。", "集中。").replace("建议定期", "定期")
        return t.act(
            "revise", "editor", d.at(edited, "11:30" if urgent else "16:00"), texts=words, secrecy=secrecy,
            urgent=urgent, source=facts.source, form=t.city.entry("report_form", "problem"),
        )  # fmt: skip

    return then


def refused(t, d):
    """Proposed by the editor, decided by the leader."""
    reason = t.city.entry("not_adopted_reason", "routine")
    opinion = "工作动态不作为社情民意信息，欢迎反映学习中发现的问题。"
    t.act("decline", "editor", d.at(4, "09:40"), reason=reason, opinion=opinion)
    pending = seconding.open_for(t.item)
    t.item = seconding.decide(pending, actor=t.city.actor("leader"), agree=True, at=d.at(4, "14:20"))
    return t


def bring_out(city):
    """Six issues, what was sent upwards, instructions, what was taken further: everything in order of time."""
    story = Story(city)
    issues(story), sendings(story), instructions(story), uptakes(story)
    for _, act in sorted(story.acts, key=lambda pair: pair[0]):
        act()


class Story:
    """Acts to be done at their time; what they make is found by name."""

    def __init__(self, city):
        self.city, self.days, self.acts, self.made = city, city.days, [], {}
        self.editor, self.leader = city.actor("editor"), city.actor("leader")

    def then(self, ago, clock, act, name=""):
        """`act(at)` so many workdays ago; its result is kept under `name`."""
        at = self.days.at(ago, clock)
        self.acts.append((at, lambda: self.made.__setitem__(name, act(at))))

    def step(self, ago, clock, name, step, actor, **facts):
        self.then(ago, clock, lambda at: perform(self.made[name], step, actor=actor, at=at, **facts), name)

    def day(self, ago):
        return self.days.at(ago, "10:00").date()

    def report(self, matter):
        return Report.objects.select_related("report_facts").get(pk=self.city.tales[matter.title].item.pk)


def issues(s):
    housing, health = (texts.LIFTS, texts.CHARGING), (texts.PHARMACY, texts.NOISE)
    s.then(54, "10:00", lambda at: issue(s, "sqmy", HOUSING, housing, at), "housing")
    s.then(45, "10:00", lambda at: issue(s, "mqzb", HEALTH, health, at), "health")
    s.then(38, "10:00", lambda at: issue(s, "sqmy", texts.MACHINES.title, (texts.MACHINES,), at), "machines")
    s.then(28, "10:00", lambda at: issue(s, "sqmy", OPEN_ISSUE, (texts.CANTEEN,), at), "wrong")
    s.step(27, "09:30", "wrong", "withdraw", s.editor, reason="数据有误，核实后重新编发。")
    s.then(26, "10:00", lambda at: issue(s, "sqmy", OPEN_ISSUE, (texts.CANTEEN, texts.LOANS), at), "right")
    s.then(24, "14:00", lambda at: issue(s, "xxzb", RIVER, (texts.FLOOD,), at), "river")
    hidden = {"secrecy": Secrecy.SENSITIVE, "readers": ()}
    s.then(9, "14:00", lambda at: issue(s, "xxzb", SECRET, (texts.RUMOUR,), at, **hidden), "secret")
    s.then(
        1, "10:00", lambda at: issue(s, "sqmy", texts.SEATS.title, (texts.SEATS,), at, signed=False), "seats"
    )
    for name, ago, clock in (("housing", 53, "09:00"), ("health", 44, "16:00"), ("right", 25, "10:00")):
        s.then(ago, clock, lambda at, name=name: read(s.made[name], at))


def issue(s, series, title, matters, at, *, secrecy=Secrecy.INTERNAL, readers=("supervisor",), signed=True):
    """Drafted, checked and signed within an hour."""
    row = BriefSeries.objects.get(organisation=s.city.home, code=series)
    brief = briefs.begin(s.editor, {
        "series": row, "title": title, "grouping": "kind" if len(matters) > 1 else "single", "secrecy": secrecy,
        "body": "", "reports": [s.report(m) for m in matters], "mains": row.main_recipients.splitlines(),
        "copies": row.copy_recipients.splitlines(), "readers": [s.city.actor(name).post for name in readers],
    })  # fmt: skip
    BriefIssue.objects.filter(pk=brief.pk).update(created_at=at)
    brief = perform(brief, "send_to_check", actor=s.editor, at=at + timedelta(minutes=20))
    brief = perform(brief, "pass_check", actor=s.leader, at=at + timedelta(minutes=50))
    return perform(brief, "sign", actor=s.leader, at=at + timedelta(hours=1)) if signed else brief


def read(brief, at):
    brief.recipients.exclude(post=None).update(read_at=at)


def sendings(s):
    special = UpForm.SPECIAL
    sent(s, "housing", "government", 53, special, came=47)
    sent(s, "housing", "party", 53, special)
    sent(s, "health", "government", 44, special, came=36)
    sent(s, "river", "party", 23, special, came=22)
    sent(s, texts.LIFTS, "province", 50)
    sent(s, texts.MACHINES, "province", 37)
    sent(s, texts.LOANS, "national", 20, UpForm.COMBINED, came=8, number="信息采用通知〔2026〕18号")


def sent(s, what, to, ago, form=UpForm.SINGLE, came=None, number=""):
    """An issue by its name or a report by its matter; what came of it is known some days later."""
    name = f"{what}>{to}"

    def act(at):
        subject = s.made[what] if isinstance(what, str) else s.report(what)
        return reporting_up.send(
            subject, actor=s.editor, to=s.city.entry("report_destination", to), sent_on=at.date(), form=form,
            document_number=number, at=at,
        )  # fmt: skip

    s.then(ago, "11:30", act, name)
    if came:
        facts = {"outcome": UpOutcome.ADOPTED, "outcome_on": s.day(came)}
        s.then(came, "16:00", lambda at: reporting_up.correct(s.made[name], actor=s.editor, at=at, **facts))


def instructions(s):
    watch = {"roles": ("supervisor",)}
    told(
        s,
        "mayor",
        "housing",
        "市长",
        "chief",
        50,
        "请住建局牵头研究维保经费问题，一个月内拿出办法。",
        **watch,
    )
    told(s, "deputy", "housing", "分管副市长", "deputy", 49, "请消防救援支队、各区抓好充电棚建设。", **watch)
    told(s, "party", "river", "市委书记", "chief", 22, "请水利局立即处置，举一反三排查全市险段。", **watch)
    text = "请大安区委稳妥处置，逐户做好工作。"
    told(s, "hidden", "secret", "市委副书记", "chief", 8, text, secrecy=Secrecy.SENSITIVE)
    s.step(
        48, "09:00", "mayor", "assign", s.editor, owner=s.city.actor("supervisor").post, due_on=s.day(20),
        task="跟踪维保经费办法出台。",
    )  # fmt: skip
    text = "市住建局已印发加装电梯维保费用分摊指导意见，停用的 4 部电梯恢复运行。"
    s.step(21, "15:00", "mayor", "finish", s.city.actor("supervisor"), text=text)
    s.step(
        21, "09:00", "party", "assign", s.leader, owner=s.editor.post,
        due_on=(s.days.now + timedelta(days=6)).date(), task="了解险段排查进度，整理后续信息。",
    )  # fmt: skip


def told(s, name, brief, leader, rank, ago, text, roles=(), secrecy=Secrecy.INTERNAL):
    def act(at):
        return instructing.record(
            s.made[brief], actor=s.editor, leader=leader, rank=s.city.entry("instruction_rank", rank), text=text,
            roles=roles, given_on=at.date(), secrecy=secrecy, at=at,
        )  # fmt: skip

    s.then(ago, "17:00", act, name)


def uptakes(s):
    proposed(
        s, "safety", "老旧小区居住安全专题协商", "thematic", (texts.LIFTS, texts.CHARGING), 46, "社会和法制委员会",
        "两条信息都得到批示，涉及面广，适合专题协商。",
    )  # fmt: skip
    s.step(44, "09:00", "safety", "approve", s.leader, planned_on=s.day(30))
    text = "住建、消防、供电等 6 家单位和 12 名委员参加，形成意见建议 9 条。"
    s.step(29, "17:00", "safety", "hold", s.editor, held_on=s.day(30), text=text)
    outcome = "协商意见报市政府，充电棚建设列入明年民生实事，计划新建 300 处。"
    s.step(15, "16:00", "safety", "conclude", s.editor, outcome=outcome)
    proposed(
        s,
        "farming",
        "农机安全监管对口协商",
        "counterpart",
        (texts.MACHINES,),
        35,
        "农业和农村委员会",
        "已报省政协。",
    )
    s.step(33, "09:00", "farming", "approve", s.leader, planned_on=(s.days.now + timedelta(days=20)).date())
    proposed(
        s,
        "plan",
        "惠企政策兑现情况列入明年监督计划",
        "yearly_plan",
        (texts.LOANS,),
        5,
        "经济委员会",
        "企业反映集中。",
    )


def proposed(s, name, title, form, matters, ago, host, why):
    def act(at):
        return uptaking.propose(
            actor=s.editor, reports=[s.report(m) for m in matters], at=at, title=title,
            form=s.city.entry("uptake_form", form), host=host, why=why,
        )  # fmt: skip

    s.then(ago, "10:00", act, name)
