"""Topics of the running year, a collective's draft written by several people, and the upper members' ledger."""

from suggestions.models import DraftVersion, Item, TopicCall, TopicPlan, UpperProposal
from suggestions.topics import putting as topics
from suggestions.topics import versions
from suggestions.topics.states import HelpKind, TopicSource, UpperLevel, UpperState
from weijianyi.demo import proposal_texts_3 as now
from weijianyi.demo.papers import numbered, paper
from weijianyi.demo.proposal_tale import scene
from weijianyi.workflow import perform

NOTE = "请围绕市委、市政府今年的重点工作和群众关心的事提出题目，一题一事。列入的题目可以由集体牵头，也可以自己写。"
HOMESTAYS, CARERS = "乡村民宿规范发展", "医院陪护人员管理"
# Source, who enters it, who put it forward, topic, category, why, workdays ago.
TOPICS = (
    (TopicSource.LEADER, "leader", "方正清", HOMESTAYS, "culture",
     "证照办理难，经营者反映集中，关系乡村旅游能否做大。", 58),
    (TopicSource.MASSES, "member", "患者家属座谈会", CARERS, "health",
     "陪护多由个人自找，培训、收费、责任都不清楚。", 55),
    (TopicSource.OWN, "fulian", "云江市妇联", "困境儿童关爱服务", "education", "基层妇联走访中了解到的情况。", 54),
    (TopicSource.LEADER, "leader", "方正清", "低空经济应用场景", "business",
     "应急、巡河、农业植保已有需求，起降点和监管办法还是空白。", 52),
    (TopicSource.OWN, "tangguoliang", "汤国良", "农村公路管护责任落实", "traffic",
     "临江县 6 个乡镇的村道养护经费和责任人都没有定下来。", 9),
    (TopicSource.MASSES, "staff", "西外街街道议事会", "单位停车位错时共享", "traffic",
     "老旧小区夜间停车难，周边机关和企业车位空着。", 3),
)  # fmt: skip
# Paper -> the topic it was written on.
CITED = {now.HOMESTAY.title: HOMESTAYS, now.NURSES.title: CARERS}
# Name, level, seat, title, workdays ago, helps, what was done, state, outcome.
UPPER = (
    ("龙启明", UpperLevel.PROVINCE, "教育界", "关于支持地方高校培养应急管理人才的建议", 182,
     [HelpKind.TOPIC, HelpKind.RESEARCH], "协助联系 4 个县区应急部门座谈。", UpperState.ANSWERED,
     "省教育厅答复：明年起在两所高校增设相关专业。"),
    ("易志坚", UpperLevel.PROVINCE, "经济界", "关于完善省内跨市流域生态补偿机制的建议", 180,
     [HelpKind.RESEARCH, HelpKind.DRAFTING], "提供云江断面三年水质数据，参加撰写。", UpperState.FILED, ""),
    ("柏若兰", UpperLevel.NATIONAL, "民盟", "关于提高中部地区农村供水工程补助标准的建议", 170,
     [HelpKind.TOPIC, HelpKind.RESEARCH, HelpKind.DRAFTING], "与市水利局一起核实 412 处工程的管护成本。",
     UpperState.SUBMITTED, ""),
    ("阮明轩", UpperLevel.PROVINCE, "科技界", "关于支持内河港口岸电改造的建议", None, [HelpKind.RESEARCH],
     "已安排到云江港实地调研。", UpperState.PLANNED, ""),
)  # fmt: skip
DIGITAL = paper(
    "关于推动小微企业数字化转型的建议", "business", "市发改委",
    "课题组走访 36 家小微制造企业，用上生产管理软件的 7 家，不会选、不敢投、缺人手是三个主要原因。",
    "一是通用软件与小企业流程不合；二是一次投入高，见效慢；三是缺少懂生产又懂软件的人。",
    ("分行业选定 20 种轻量应用，由服务商先试用后付费。",),
)  # fmt: skip
ADDED = (
    *DIGITAL.requests,
    "对首次上云的小微企业按实际支出给予三成补助，单户不超过 5 万元。",
    "依托职业院校开办短训班，每年培养企业数字化专员 200 名。",
)


def load(city, plenary):
    """The call and its topics, as the office decided on them; and the ledger."""
    call = publish(city, plenary.session)
    plans = {row[3]: put_forward(city, call, *row) for row in TOPICS}
    d, head = city.days, city.actor("head")
    owner = city.people.collectives["民盟云江市委会"]
    note = "请组织课题组先行调研，形成集体提案。"
    perform(plans[HOMESTAYS], "adopt", actor=head, at=d.at(50), owner=owner, note=note)
    perform(plans[CARERS], "adopt", actor=head, at=d.at(50, "09:10"))
    perform(plans["低空经济应用场景"], "adopt", actor=head, at=d.at(50, "09:20"))
    reason = "今年大会已有同题提案，市民政局正在办理，建议先跟踪办理结果。"
    perform(plans["困境儿童关爱服务"], "drop", actor=head, at=d.at(50, "09:30"), reason=reason)
    enter_upper(city)


def publish(city, session):
    """Open for some weeks more."""
    d = city.days
    return TopicCall.objects.create(
        organisation=city.home, session=session, title=f"{session.opens_on.year}年提案选题征集", note=NOTE,
        opens_on=d.day(60), closes_on=d.calendar.add_workdays(d.day(0), 15), published_at=d.at(60, "09:30"),
        published_by=city.actor("staff").post,
    )  # fmt: skip


def put_forward(city, call, source, by, name, title, category, why, back):
    values = {
        "call": call, "source": source, "title": title, "why": why, "put_forward_name": name,
        "category": city.entry("category", category),
    }  # fmt: skip
    topic = topics.put_forward(city.actor(by), values)
    TopicPlan.objects.filter(pk=topic.pk).update(created_at=city.days.at(back, "10:30"))
    return topic


def cite(item):
    """A paper written on a topic names it from its first draft on."""
    if item.title in CITED:
        item.proposal_facts.topic = TopicPlan.objects.get(
            organisation_id=item.organisation_id, title=CITED[item.title]
        )
        item.proposal_facts.save(update_fields=["topic"])


def enter_upper(city):
    d, staff = city.days, city.actor("staff").post
    for name, level, seat, title, back, helps, note, state, outcome in UPPER:
        row = UpperProposal.objects.create(
            organisation=city.home, name=name, level=level, seat=seat, title=title, state=state,
            submitted_on=d.day(back) if back else None, helps=helps, help_note=note, outcome=outcome,
            entered_by=staff,
        )  # fmt: skip
        UpperProposal.objects.filter(pk=row.pk).update(entered_at=d.at(back or 4, "16:00"))


def scenes(d):
    """A collective's draft that two members help to write."""
    yield scene(d.at(10, "09:40"), "minjian", DIGITAL, jointly, unsent=True)


def jointly(t, d):
    for name, role, at in (
        ("hezhiyuan", "research", d.at(9, "10:00")),
        ("liujianping", "write", d.at(9, "10:05")),
    ):
        t.act("name_drafter", t.author, at, member=t.city.actor(name).post.member, role=role)
    t.research(d.at(6))
    saved(t, "liujianping", d.at(3, "20:15"), "补充了补助和人才两条建议", advice=numbered(ADDED))


def saved(t, by, at, note, **words):
    """The next version of the text, as of `at`."""
    item = t.item
    t.item = versions.save(
        item, versions.text_of(item) | words, actor=t.city.actor(by), seen=item.version, note=note
    )
    DraftVersion.objects.filter(pk=versions.last(item).pk).update(at=at)
    Item.objects.filter(pk=item.pk).update(saved_at=at)
