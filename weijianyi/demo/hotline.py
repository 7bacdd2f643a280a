"""The demo's hotline: two matters handed to it, what it answered, and a list of its own for the comparison."""

from datetime import timedelta

from django.utils import timezone

from dispatch.hotline import arriving, comparing
from dispatch.hotline.arriving import Message
from dispatch.hotline.words import FIRST_TABLE, Way
from dispatch.models import HotlineLine, HotlineStatus, HotlineTicket
from weijianyi.demo.journey import Matter, Scene

NAME, SHORT = "12345政务服务便民热线", "12345热线"
KIOSK = Matter(
    "朝阳菜市场门口设置流动厕所", "大安区朝阳街道", "朝阳菜市场北门", "sanitation",
    "朝阳菜市场改造期间公厕停用，摊贩和买菜群众要走一公里找厕所，北门墙角异味很重。",
    "请在改造期间设置流动厕所，安排专人保洁。", SHORT,
)  # fmt: skip
SIREN = Matter(
    "规范沿江路早市高音喇叭", "大安区西外街街道", "沿江路早市", "city",
    "沿江路早市清晨五点半就用高音喇叭叫卖，临街老人和学生休息不好。",
    "请约定使用时间和音量，安排巡查。", SHORT,
)  # fmt: skip
# number, title, place, topic, text, status, days ago received, days ago closed
HEARD = (
    ("YJ-20611", "沿江路早市高音喇叭扰民", "沿江路早市", "噪声",
     "早市清晨五点半用高音喇叭叫卖，老人休息不好。", "办理中", 4, None),
    ("YJ-20634", "朝阳菜市场北门没有厕所", "朝阳菜市场北门", "环境卫生",
     "菜市场改造公厕停用，群众要走一公里找厕所。", "已办结", 6, 1),
    ("YJ-20640", "罗溪老街线缆低垂", "罗溪老街", "线缆", "老街上空线缆缠绕低垂，有的断落在屋檐。", "已办结", 5, 1),
    ("YJ-20652", "广场舞音量大", "滨江公园", "噪声", "晚上九点半以后音量仍然很大。", "办理中", 9, None),
    ("YJ-20655", "工地夜间施工", "新城大道", "噪声", "凌晨一点还在打桩。", "已办结", 12, 8),
    ("YJ-20660", "烧烤店排烟", "建设路夜市", "油烟", "油烟直排居民楼。", "办理中", 3, None),
    ("YJ-20661", "餐馆油烟", "中心街", "油烟", "没有净化设施。", "办理中", 7, None),
    ("YJ-20668", "小区门口油烟", "锦绣花园", "油烟", "傍晚最明显。", "已办结", 15, 10),
    ("YJ-20670", "社区麻将馆噪声", "和平里", "噪声", "夜里不能入睡。", "办理中", 2, None),
    ("YJ-20590", "油烟扰民", "府前街", "油烟", "中午和晚上都有。", "已办结", 41, 35),
)  # fmt: skip


def scenes(d):
    yield Scene(d.at(6, "18:45"), "gaojun", KIOSK, handed_over)
    yield Scene(d.at(3, "19:15"), "caiyulan", SIREN, lambda t, d: t.hand_out(d.at(2, "10:10")))


def handed_over(t, d):
    t.hand_out(d.at(5, "09:50"))


def found(city):
    """The department and its line, before anything is handed to it."""
    department = city.departments[SHORT]
    line = HotlineLine.objects.create(
        department=department, name=NAME, way=Way.FILE, contact_name="热线受理科", mark="政协微建议"
    )
    HotlineStatus.objects.bulk_create(
        HotlineStatus(line=line, word=word, effect=effect, result_code=code)
        for word, effect, code in FIRST_TABLE
    )
    return line


def tell(city):
    """What came back, and what the hotline heard itself."""
    line, now, staff = HotlineLine.objects.get(name=NAME), city.days.now, city.actor("staff")
    for ticket in HotlineTicket.objects.filter(title=KIOSK.title):
        news(ticket, staff, "YJ-20588", "已受理", now - timedelta(days=3))
        news(ticket, staff, "YJ-20588", "现场核查", now - timedelta(days=1))
    for number, title, place, topic, text, status, came, closed in HEARD:
        today = timezone.localdate(now)
        message = Message(
            number=number, title=title, place=place, topic=topic, text=text, status=status,
            reported_on=today - timedelta(days=came), closed_on=closed and today - timedelta(days=closed),
            happened_at=now - timedelta(days=closed or came),
        )  # fmt: skip
        arriving.take(line, message, actor=staff, way=Way.FILE)
    comparing.compare(line)


def news(ticket, staff, number, status, at):
    message = Message(number=number, reference=ticket.reference, status=status, happened_at=at)
    arriving.take(ticket.line, message, actor=staff, way=Way.FILE)
