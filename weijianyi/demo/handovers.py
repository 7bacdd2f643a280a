"""三级联动 of the demo: the province member's 商转公, matters of the counties, one for a place without a line."""

from datetime import timedelta

from dispatch.linkage import applying as linking
from dispatch.linkage import keys
from dispatch.models import Arrival, Assignment, LinkMessage
from suggestions.models import Item
from weijianyi.demo.journey import Matter, Scene, Tale
from weijianyi.workflow import SYSTEM_ACTOR, perform

MORTGAGE = Matter(
    "早日出台云江市“商转公”直转业务", "云江市", "云江市住房公积金管理中心", "housing",
    "职工把商业房贷转为公积金贷款，要先筹钱结清，过桥费一笔要花一两万元，邻市已经可以直转。",
    "请云江市尽快出台顺位抵押直转办法，让职工不用先还清商业贷款。", "公积金中心",
    "经调研和征求意见，已发布《商业银行个人住房贷款转住房公积金贷款顺位抵押直转实施办法》，即日起受理。",
    "首批 6 家银行网点开办，窗口公布办理流程，热线解答。", via="survey",
)  # fmt: skip
BROKEN_ROAD = Matter(
    "打通大安区与临江县交界处断头路", "大安区", "新桥村至临江县柳河村", "traffic",
    "新桥村口 600 米断头路，两边村民上学、赶集要绕行 11 公里。", "请市级部门协调两县区共同建设。", "市交通局",
)  # fmt: skip
LIGHTS = Matter(
    "更换新桥路两侧不亮的路灯", "大安区城东街道", "新桥路中段", "city",
    "新桥路中段 9 盏路灯不亮，晚上接孩子的家长很担心。", "请大安区尽快维修。", "区城管局",
)  # fmt: skip
RIVER = Matter(
    "清理跨省河段漂浮物", "云江市", "云江下游省界断面", "sanitation",
    "上游来水带来大量漂浮物，省界断面清了又来。", "请省里协调上下游联合打捞。",
)  # fmt: skip
ORCHARD = Matter(
    "修复临江县青山渠漏水渠段", "临江县", "青山渠三支渠", "rural",
    "三支渠漏水，300 多亩果园抗旱时灌不上水。", "请临江县安排修复，赶在春灌之前。",
)  # fmt: skip

FERRY = Matter(
    "增开大安区到主城的早班公交", "大安区城东街道", "城东客运站", "traffic",
    "城东到主城的首班公交六点四十才发，上早班的工人赶不上。", "请市级公交公司把首班车提前到六点。",
)  # fmt: skip
FAIR = Matter(
    "规范大安区赶集日占道摆摊", "大安区新桥镇", "新桥镇老街", "city",
    "逢五逢十赶集，摊位占满老街，急救车进不去。", "请划定集市范围，设疏导员。",
)  # fmt: skip


def scenes(d):
    yield Scene(d.at(34, "09:40"), "provincemember", MORTGAGE, mortgage)
    yield Scene(d.at(9, "20:10"), "daanmember", BROKEN_ROAD, county_passes_up)
    yield Scene(d.at(6, "19:40"), "hezhiyuan", LIGHTS, city_passes_down)
    yield Scene(d.at(8, "12:10"), "heruoxi", RIVER, province_refuses)
    yield Scene(d.at(3, "12:30"), "yuanqingshan", ORCHARD, by_file)
    yield Scene(d.at(4, "20:20"), "daanmember", FAIR, city_gives_back)
    yield Scene(d.at(2, "20:40"), "daanmember", FERRY, waits_with_the_city)


# -- verbs -------------------------------------------------------------------------------------------
def carry():
    """What the outbox does: every message reaches the other side at the time it was written."""
    while waiting := list(LinkMessage.objects.not_applied().order_by("occurred_at", "pk")):
        for message in waiting:
            linking.deliver(message)


def passed(t, by, at, to, note):
    """Passed on by that office; the arrival at the other."""
    t.act("pass_on", by, at, organisation=t.city.people.organisations[to], note=note)
    carry()
    return Arrival.objects.filter(link=t.item.links_out.latest("pk")).first()


def taken(t, arrival, by, at):
    """Received: the tale of the receiver's own item."""
    arrival = perform(arrival, "receive", actor=t.city.actor(by), at=min(at, t.days.now))
    carry()
    return Tale(t.city, t.matter, Item.objects.get(pk=arrival.item_id), t.author)


# -- tales -------------------------------------------------------------------------------------------
def mortgage(t, d):
    """省政协 → 市政协 → 公积金中心 and back, to the rating."""
    arrival = passed(t, "province", d.at(33, "10:20"), "yunjiang", "属云江市级事权，请审核交办。")
    own = taken(t, arrival, "staff", d.at(33, "15:10"))
    own.hand_out(d.at(32, "09:30"), "公积金中心", complexity="complex").sign(d.at(32, "10:40"))
    own.contact(d.at(28, "15:00"), "与委员通话，介绍调研安排，听取对抵押环节的意见。").answer(
        d.at(5, "10:00")
    )
    carry()
    desk = Assignment.objects.get(link=arrival.link)
    rated = d.at(4, "20:10")
    perform(
        desk, "rate", actor=t.author, at=rated, work="satisfied", result="satisfied",
        comment="四十天从提出到出台，很实在。",
    )  # fmt: skip
    perform(Assignment.objects.get(pk=desk.pk), "close", actor=SYSTEM_ACTOR, at=rated + timedelta(minutes=1))
    carry()


def county_passes_up(t, d):
    arrival = passed(t, "county", d.at(7, "10:00"), "yunjiang", "涉及两个县区，请市政协协调。")
    own = taken(t, arrival, "staff", d.at(7, "16:00"))
    own.hand_out(d.at(6, "09:40"), "市交通局").sign(d.at(6, "14:00"))
    carry()


def city_passes_down(t, d):
    arrival = passed(t, "staff", d.at(5, "10:10"), "daan", "路灯由大安区管护。")
    own = taken(t, arrival, "county", d.at(5, "16:20"))
    own.hand_out(d.at(4, "09:30"), "区城管局", by="county").sign(d.at(4, "11:00"))
    carry()


def province_refuses(t, d):
    arrival = passed(t, "staff", d.at(6, "10:30"), "jiangnan", "需要省里协调上下游。")
    reason = "省河长办已有联合打捞机制，请先由市河长办按机制提请；仍不能解决的再报。"
    perform(arrival, "refuse", actor=t.city.actor("province"), at=d.at(5, "15:00"), reason=reason)
    carry()


def city_gives_back(t, d):
    arrival = passed(t, "county", d.at(3, "09:40"), "yunjiang", "请市里统一规范。")
    reason = "集市管理属区级事权，请大安区先行处理。"
    perform(arrival, "refuse", actor=t.city.actor("staff2"), at=d.at(2, "10:20"), reason=reason)
    carry()


def waits_with_the_city(t, d):
    """What the office finds on the page of hand-overs when it signs in."""
    passed(t, "county", d.at(1, "14:10"), "yunjiang", "公交线路由市级统筹。")


def by_file(t, d):
    """临江县 has no line: its key is registered, the offer waits to be exported."""
    city, far = t.city.home, t.city.people.organisations["linjiang"]
    admin = t.city.actor("admin").user
    keys.make(city, admin)
    theirs = keys.make(far)
    keys.register(city, far, theirs.public, admin)
    passed(t, "staff", d.at(1, "10:40"), "linjiang", "属临江县水利设施，请审核交办。")
