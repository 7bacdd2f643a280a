"""社情民意 of the demo: the grid of informants, the quarter's topics, reports in every state, one asked of a unit."""

from datetime import timedelta

from django.utils import timezone

from dispatch.models import GridPlace, Informant
from members.models import Organisation
from members.states import Role
from suggestions import drafting
from suggestions.models import Inquiry, Item, Report, TopicPlan
from suggestions.states import Kind
from suggestions.topics import quarters
from suggestions.upward import tracking
from weijianyi.demo.people import HOME, START
from weijianyi.workflow import may, perform, seconding

TOWNSHIPS = (
    "东塔街道",
    "西外街街道",
    "红旗街道",
    "朝阳街道",
    "罗溪街道",
    "西流湾街道",
    "向阳镇",
    "临水镇",
    "城关镇",
)
COMMUNITIES = ("红旗社区", "西流湾社区", "朝阳社区", "石桥村", "双溪村", "向阳村")
CELLS = ("红旗社区第1网格", "红旗社区第2网格", "西流湾社区第1网格", "西流湾社区第2网格")
# Name, phone, unit: a cell, a township, a community, a department or a collective.
NAMED = (
    ("李春", "13907461203", "向阳镇"), ("谭小芳", "13907465518", "西流湾街道"), ("钟磊", "13974612230", "红旗街道"),
    ("彭玉", "13787460911", "西外街街道"), ("申海燕", "13574604417", "西流湾社区"), ("欧阳平", "13107463362", "石桥村"),
    ("黄蓉", "13807468804", "市城管局"), ("邱志强", "13607461175", "市教育局"), ("卢娟", "13517469023", "市卫健委"),
    ("韦琴", "13907462287", "民革云江市委会"), ("鲁宁", "13707465540", "民盟云江市委会"),
    ("姚慧", "13874601198", "云江市妇联"), ("唐月", "13907460317", "红旗社区第1网格"),
)  # fmt: skip
# Operator, hat, title, background, points, days until the 约稿 ends, who is asked.
TOPICS = (
    ("shefa", 0, "外卖骑手等新就业群体的诉求", "新就业群体增长快，保险、停车、如厕反映多。",
     "数量和收入情况\n最急的三件事\n平台和属地各能做什么", 12, ("云江市总工会", "共青团界")),
    ("nongwei", 0, "农村留守老人养老服务", "各乡镇敬老院床位与需求差距大，助餐点分布不均。",
     "独居老人数量\n助餐和探访怎样运转\n资金缺口", 6, ("农业界", "农业和农村委员会")),
    ("operator", 1, "中小学生午休和课后服务", "家长对“趴睡”、收费反映集中。", "学校做法\n成本\n家长意见", 0, ()),
)  # fmt: skip
LIGHTS = {
    "title": "反映向阳镇三条村道夜间无照明",
    "situation": "向阳村、石桥村、双溪村村道共 6.4 公里没有路灯，今年已发生 3 起夜间摔伤。",
    "analysis": "道路由村里自建，管护主体不清，没有列入照明计划。",
    "advice": "请明确村道照明的管护主体，优先在学校、渡口路段安装太阳能路灯。",
}  # fmt: skip
RIDERS = {
    "title": "反映外卖骑手如厕和充电难",
    "situation": "城区 1200 余名骑手，中午高峰常找不到厕所和充电点，换电柜多在小区内。",
    "analysis": "商圈公厕不开放、换电点布局没有规划。", "advice": "请在商圈公厕旁设骑手驿站，规划公共换电点 20 处。",
}  # fmt: skip
WALK_IN = {
    "title": "来访反映老旧小区加装电梯收费不一",
    "situation": "两个相邻小区同一型号电梯，户均出资相差 1.4 万元，居民不理解。",
    "advice": "请公布加装电梯的价格构成和补贴办法，社区组织说明会。",
}  # fmt: skip
NEWS = {
    "title": "我镇召开秋季森林防火动员会",
    "situation": "10 月下旬镇里召开森林防火动员会，各村签订责任书，部署巡护。",
    "advice": "请各村继续抓好落实。",
}  # fmt: skip
ASKED = {
    "title": "请研究城区外卖骑手驿站和换电点布局",
    "situation": "据反映，城区外卖骑手中午高峰如厕、充电困难，商圈公厕午间不开放。",
    "advice": "请提出商圈公厕午间开放和公共换电点的安排，写明时间。",
}  # fmt: skip
REPLY = "已与 4 处商圈物业商定，公厕 11 时至 14 时对骑手开放；换电点选址 8 处，正在办理手续。"
TOLD = "市城管局答复：4 处商圈公厕中午对骑手开放，另选了 8 处公共换电点，办好手续后安装。谢谢您反映情况。"


def people(people):
    """The informant with a sign-in, before departments and matters are loaded."""
    people.post("informant", "李春", Role.INFORMANT, HOME, title="向阳镇")


def load(city):
    grid(city)
    topics = publish(city)
    lights(city), refused(city), walk_in(city), riders(city, topics[0]), cited(city, topics[1])


# -- the grid --------------------------------------------------------------------------------------
def grid(city):
    levels = (("township", TOWNSHIPS), ("community", COMMUNITIES), ("cell", CELLS))
    places = [
        GridPlace(organisation=city.home, level=level, name=n) for level, names in levels for n in names
    ]
    GridPlace.objects.bulk_create(places)
    known = {p.name: p for p in GridPlace.objects.filter(organisation=city.home)}
    rows = []
    for name, phone, unit in NAMED:
        where = (
            {"place": known[unit]} if unit in known
            else {"department": city.departments[unit]} if unit in city.departments
            else {"collective": city.people.collectives[unit]}
        )  # fmt: skip
        post = city.actor("informant").post if unit == "向阳镇" else None
        rows.append(
            Informant(organisation=city.home, name=name, phone=phone, post=post, valid_from=START, **where)
        )
    below = Organisation.objects.get(code="linjiang")
    rows.append(
        Informant(organisation=city.home, name="周兰", phone="13607462290", county=below, valid_from=START)
    )
    recruited = {"organisation": city.home, "kind": "deliberator", "valid_from": START}
    rows += [
        Informant(name=name, background=where, place=known[COMMUNITIES[0]], **recruited)
        for name, where in (("史云梅", "金富巷幸福食堂"), ("樊志刚", "外卖骑手"))
    ]
    Informant.objects.bulk_create(rows)
    of_county()


def of_county():
    """Its own grid, which the city sees as numbers."""
    county = Organisation.objects.get(code="daan")
    places = [
        GridPlace(organisation=county, level="township", name=n) for n in ("罗溪镇", "双江镇", "龙塘乡")
    ]
    GridPlace.objects.bulk_create(places)
    named = GridPlace.objects.filter(organisation=county).exclude(name="龙塘乡").order_by("pk")
    Informant.objects.bulk_create(
        Informant(organisation=county, name=name, place=place, valid_from=START)
        for name, place in zip(("孙燕", "彭波"), named, strict=True)
    )


def publish(city):
    """The quarter's topics, with days that are still to come however late in the quarter it is."""
    found = []
    for by, hat, title, why, points, days, asked in TOPICS:
        due = city.days.day(0) + timedelta(days=days) if days else None
        topic = quarters.publish(city.actor(by, hat), {
            "title": title, "why": why, "points": points, "due_on": due,
            "quarter": quarters.first_day(timezone.localdate(city.days.now)),
            "addressees": [city.people.collectives[name] for name in asked],
        })  # fmt: skip
        TopicPlan.objects.filter(pk=topic.pk).update(created_at=city.days.at(8, "09:30"))
        found.append(topic)
    return found


# -- reports ---------------------------------------------------------------------------------------
def sent(city, by, at, words, *, outsider="", topic=None, source="", **more):
    values = words | {
        "category": city.entry("category", more.pop("category", "city")), "open_consent": False,
        "closed_reason": "内部信息",
    } | more  # fmt: skip
    actor = city.actor(by)
    item = drafting.begin(actor, Kind.REPORT, values, outsider=outsider)
    facts = item.report_facts
    facts.topic, facts.source = topic, city.entry("report_source", source) if source else None
    facts.save()
    Item.objects.filter(pk=item.pk).update(created_at=at)
    item.authorships.update(signed_at=at)
    return perform(item, "submit", actor=actor, at=at, declared=True)


def lights(city):
    """An informant's report, waiting on the desk."""
    sent(city, "informant", city.days.at(0, "08:20"), LIGHTS, category="rural")


def refused(city):
    """Not adopted, with a reason and guidance."""
    d = city.days
    item = sent(city, "informant", d.at(6, "16:10"), NEWS, category="rural")
    reason = city.entry("not_adopted_reason", "routine")
    guidance = "会议动态不作为信息。如果巡护中发现了普遍的问题，例如经费或人员，请写清情况和建议再报。"
    perform(item, "decline", actor=city.actor("editor"), at=d.at(5, "10:00"), reason=reason, opinion=guidance)
    if pending := seconding.open_for(item):
        seconding.decide(pending, actor=city.actor("leader"), agree=True, at=d.at(5, "15:20"))
    item = Report.objects.get(pk=item.pk)
    if may(item, "remark", city.actor("editor")):  # after long holidays its month may be settled
        words = "情况掌握得及时。动态之外，请写一写基层的困难和想法，更有参考价值。"
        perform(item, "remark", actor=city.actor("editor"), at=d.at(4, "17:00"), opinion=words)


def walk_in(city):
    """Entered by the editor for somebody who came; sent back to be completed is no way here, so it is edited."""
    d = city.days
    item = sent(
        city, "editor", d.at(2, "15:00"), WALK_IN, outsider="西外街社区居民王女士", source="reception",
        entered_from="来访", category="housing",
    )  # fmt: skip
    item = perform(item, "edit", actor=city.actor("editor"), at=d.at(2, "15:30"))
    day = d.day(0) + timedelta(days=5)
    tracking.track(item, actor=city.actor("editor"), next_on=day, note="问市住建局是否公布价格构成")


def riders(city, topic):
    """On a topic, edited, asked of a unit, answered and passed back to the writer."""
    d, editor = city.days, city.actor("editor")
    item = sent(
        city, "xumeng", d.at(12, "20:40"), RIDERS, topic=topic, source="opinion_line", category="employment"
    )
    item = perform(item, "edit", actor=editor, at=d.at(11, "09:20"))
    item = perform(item, "forward", actor=editor, at=d.at(11, "10:00"), **ASKED)
    inquiry = Inquiry.objects.get(links_in__from_item=item)
    unit = city.departments["市城管局"]
    inquiry = perform(inquiry, "dispatch", actor=editor, at=d.at(11, "10:05"), lead=unit)
    desk, clerk, chief = inquiry.desks.get(), city.clerk("市城管局"), city.chief("市城管局")
    desk = perform(desk, "sign", actor=clerk, at=d.at(10, "09:00"))
    reply = {
        "facts": REPLY, "measures": "每月巡查一次开放情况。", "result_class": city.entry("result_class", "solved"),
        "done_on": d.day(3), "contact_name": "市城管局公厕管理科", "contact_phone": "0700-5206100",
        "leader_name": chief.user.name,
    }  # fmt: skip
    desk = perform(desk, "send_for_signature", actor=clerk, at=d.at(4, "11:00"), **reply)
    perform(desk, "sign_reply", actor=chief, at=d.at(4, "16:00"))
    inquiry = Inquiry.objects.get(pk=inquiry.pk)
    perform(inquiry, "pass_back", actor=editor, at=d.at(3, "09:10"), told=TOLD)


def cited(city, topic):
    """The member's own report of the older part of the story, written on a topic."""
    found = Report.objects.filter(organisation=city.home, submitted_at__isnull=False).order_by("pk").first()
    if found:
        found.report_facts.topic = topic
        found.report_facts.save(update_fields=["topic"])
