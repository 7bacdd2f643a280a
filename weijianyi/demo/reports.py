"""社情民意 from writing to the leader's desk: issues, what was sent upwards, instructions, what was taken further."""

from datetime import timedelta

from suggestions import briefs, instructing, reporting_up, uptaking
from suggestions.models import BriefIssue, BriefSeries, Report
from suggestions.states import Secrecy
from suggestions.upward_states import UpForm, UpOutcome
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
    """Six issues: three read, one sent upwards at once, one withdrawn, one waiting for the signature."""
    d = city.days
    first = issue(
        city, "sqmy", HOUSING, (texts.LIFTS, texts.CHARGING), d.at(54, "10:00"), read=d.at(53, "09:00")
    )
    second = issue(
        city, "mqzb", HEALTH, (texts.PHARMACY, texts.NOISE), d.at(45, "10:00"), read=d.at(44, "16:00")
    )
    alone = issue(city, "sqmy", texts.MACHINES.title, (texts.MACHINES,), d.at(38, "10:00"))
    taken_back = issue(city, "sqmy", OPEN_ISSUE, (texts.CANTEEN,), d.at(28, "10:00"))
    perform(
        taken_back,
        "withdraw",
        actor=city.actor("editor"),
        at=d.at(27, "09:30"),
        reason="数据有误，核实后重新编发。",
    )
    issue(city, "sqmy", OPEN_ISSUE, (texts.CANTEEN, texts.LOANS), d.at(26, "10:00"), read=d.at(25, "10:00"))
    river = issue(city, "xxzb", RIVER, (texts.FLOOD,), d.at(24, "14:00"), read=d.at(24, "16:30"))
    secret = issue(
        city, "xxzb", SECRET, (texts.RUMOUR,), d.at(9, "14:00"), secrecy=Secrecy.SENSITIVE, readers=()
    )
    issue(city, "sqmy", texts.SEATS.title, (texts.SEATS,), d.at(1, "10:00"), signed=False)
    send(city, first, second, river)
    instruct(city, first, river, secret)
    take_further(city, alone)


def report(city, matter):
    return Report.objects.select_related("report_facts").get(pk=city.tales[matter.title].item.pk)


def issue(
    city,
    series,
    title,
    matters,
    at,
    *,
    secrecy=Secrecy.INTERNAL,
    readers=("supervisor",),
    read=None,
    signed=True,
):
    """Drafted, checked and signed within three hours; `read`: when its reader signed that it was read."""
    editor, leader = city.actor("editor"), city.actor("leader")
    row = BriefSeries.objects.get(organisation=city.home, code=series)
    brief = briefs.begin(editor, {
        "series": row, "title": title, "grouping": "kind" if len(matters) > 1 else "single", "secrecy": secrecy,
        "body": "", "reports": [report(city, m) for m in matters], "mains": row.main_recipients.splitlines(),
        "copies": row.copy_recipients.splitlines(), "readers": [city.actor(name).post for name in readers],
    })  # fmt: skip
    BriefIssue.objects.filter(pk=brief.pk).update(created_at=at)
    brief = perform(brief, "send_to_check", actor=editor, at=at + timedelta(minutes=20))
    brief = perform(brief, "pass_check", actor=leader, at=at + timedelta(minutes=50))
    if signed:
        brief = perform(brief, "sign", actor=leader, at=at + timedelta(hours=1))
    if read:
        brief.recipients.exclude(post=None).update(read_at=read)
    return brief


def send(city, first, second, river):
    d, editor = city.days, city.actor("editor")

    def sent(subject, to, ago, form=UpForm.SINGLE, came=None, number=""):
        row = reporting_up.send(
            subject, actor=editor, to=city.entry("report_destination", to), sent_on=d.at(ago, "10:00").date(),
            form=form, document_number=number, at=d.at(ago, "10:00"),
        )  # fmt: skip
        if came:
            facts = {"outcome": UpOutcome.ADOPTED, "outcome_on": d.at(came, "10:00").date()}
            reporting_up.correct(row, actor=editor, at=d.at(came, "16:00"), **facts)

    sent(first, "government", 53, UpForm.SPECIAL, came=47)
    sent(first, "party", 53, UpForm.SPECIAL)
    sent(second, "government", 44, UpForm.SPECIAL, came=36)
    sent(river, "party", 24, UpForm.SPECIAL, came=23)
    sent(report(city, texts.LIFTS), "province", 50)
    sent(report(city, texts.MACHINES), "province", 37)
    sent(
        report(city, texts.LOANS), "national", 20, UpForm.COMBINED, came=8, number="信息采用通知〔2026〕18号"
    )


def instruct(city, first, river, secret):
    d, editor = city.days, city.actor("editor")

    def told(subject, leader, rank, ago, text, roles=(), secrecy=Secrecy.INTERNAL):
        return instructing.record(
            subject, actor=editor, leader=leader, rank=city.entry("instruction_rank", rank), text=text, roles=roles,
            given_on=d.at(ago, "10:00").date(), secrecy=secrecy, at=d.at(ago, "17:00"),
        )  # fmt: skip

    done = told(
        first, "市长", "chief", 50, "请住建局牵头研究维保经费问题，一个月内拿出办法。", ("supervisor",)
    )
    told(first, "分管副市长", "deputy", 49, "请消防救援支队、各区抓好充电棚建设。", ("supervisor",))
    now = told(river, "市委书记", "chief", 23, "请水利局立即处置，举一反三排查全市险段。", ("supervisor",))
    told(secret, "市委副书记", "chief", 8, "请大安区委稳妥处置，逐户做好工作。", secrecy=Secrecy.SENSITIVE)
    done = perform(
        done, "assign", actor=editor, at=d.at(49, "09:00"), owner=city.actor("supervisor").post,
        due_on=d.at(20, "10:00").date(), task="跟踪维保经费办法出台。",
    )  # fmt: skip
    perform(
        done, "finish", actor=city.actor("supervisor"), at=d.at(21, "15:00"),
        text="市住建局已印发加装电梯维保费用分摊指导意见，停用的 4 部电梯恢复运行。",
    )  # fmt: skip
    perform(
        now, "assign", actor=city.actor("leader"), at=d.at(22, "09:00"), owner=editor.post,
        due_on=(d.now + timedelta(days=6)).date(), task="了解险段排查进度，整理后续信息。",
    )  # fmt: skip


def take_further(city, alone):
    d, editor, leader = city.days, city.actor("editor"), city.actor("leader")

    def proposed(title, form, matters, ago, host, why):
        return uptaking.propose(
            actor=editor, reports=[report(city, m) for m in matters], at=d.at(ago, "10:00"), title=title,
            form=city.entry("uptake_form", form), host=host, why=why,
        )  # fmt: skip

    lifts = proposed(
        "老旧小区居住安全专题协商", "thematic", (texts.LIFTS, texts.CHARGING), 46, "社会和法制委员会",
        "两条信息都得到批示，涉及面广，适合专题协商。",
    )  # fmt: skip
    lifts = perform(lifts, "approve", actor=leader, at=d.at(44, "09:00"), planned_on=d.at(30, "10:00").date())
    lifts = perform(
        lifts, "hold", actor=editor, at=d.at(29, "17:00"), held_on=d.at(30, "10:00").date(),
        text="住建、消防、供电等 6 家单位和 12 名委员参加，形成意见建议 9 条。",
    )  # fmt: skip
    perform(
        lifts, "conclude", actor=editor, at=d.at(15, "16:00"),
        outcome="协商意见报市政府，充电棚建设列入明年民生实事，计划新建 300 处。",
    )  # fmt: skip
    farming = proposed(
        "农机安全监管对口协商",
        "counterpart",
        (texts.MACHINES,),
        35,
        "农业和农村委员会",
        "省政协已收到同题信息。",
    )
    perform(
        farming, "approve", actor=leader, at=d.at(33, "09:00"), planned_on=(d.now + timedelta(days=20)).date()
    )
    proposed(
        "惠企政策兑现情况列入明年监督计划", "yearly_plan", (texts.LOANS,), 5, "经济委员会", "企业反映集中。"
    )
