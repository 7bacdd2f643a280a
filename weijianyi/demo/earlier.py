"""The year before: plain matters, answered, rated and closed, so that lists page and figures look real."""

from datetime import timedelta
from itertools import cycle

from weijianyi.demo.journey import Matter, Scene
from weijianyi.demo.people import MEMBERS
from weijianyi.workflow import SYSTEM_ACTOR

COUNT = 48
FIRST = 28  # workdays back of the youngest
AUTHORS = [row[0] for row in MEMBERS]
PLACES = (
    ("大安区红旗街道", "红旗路 16 号院"), ("大安区朝阳街道", "学府花园东门"), ("东塔街道", "东塔路与建设路口"),
    ("大安区罗溪街道", "罗溪社区文化广场"), ("大安区西流湾街道", "西流湾路 88 号"), ("临江县城关镇", "滨江二路"),
    ("大安区西外街街道", "西外街菜市场"), ("临江县临水镇", "临水镇老街"), ("大安区朝阳街道", "云江花园北门"),
    ("东塔街道", "人民桥南桥头"), ("大安区红旗街道", "新建路小学西侧"), ("临江县向阳镇", "向阳镇卫生院门前"),
)  # fmt: skip
# what (the place goes before it), category, situation, advice, unit, facts, measures
KINDS = (
    ("路灯不亮", "city", "连着三盏路灯不亮，夜间行人看不清路面。", "请尽快检修，公布报修电话。",
     "市城管局", "当日更换灯具 3 套，线路接头重新处理。", "纳入夜巡重点路段。"),
    ("垃圾清运不及时", "sanitation", "垃圾桶常常外溢，污水流到路面，气味大。", "请增加清运次数，更换破损桶。",
     "市城管局", "清运由每日 1 次增加到 2 次，更换桶体 8 个。", "周末安排专人巡查。"),
    ("斑马线磨损不清", "traffic", "斑马线几乎看不见，车辆不减速，老人学生过街不安全。", "请复划标线，增设提示牌。",
     "市交警支队", "复划人行横道 2 处，增设提示牌 2 块。", "周边标线一并巡查。"),
    ("下水道返味", "housing", "雨后下水道返味，一楼住户不敢开窗。", "请清淤并更换防臭井箅。",
     "市住建局", "清淤 120 米，更换防臭井箅 6 套。", "每季度清掏一次。"),
    ("自来水压力不足", "utilities", "晚高峰三楼以上水压小，热水器点不着。", "请检测管网，调整加压时间。",
     "市自来水公司", "更换老化阀门 2 个，晚高峰加压，末端压力达标。", "连续监测两周。"),
    ("占道堆放建材", "city", "沙石占了半边人行道，婴儿车只能走车行道。", "请督促清理，恢复通行。",
     "市城管局", "责令当日清理，恢复人行道 40 米。", "对施工方约谈教育。"),
    ("公交站牌信息陈旧", "traffic", "站牌上的线路和末班时间与实际不符，外地人常坐错车。", "请更新站牌，加贴二维码。",
     "市交通局", "更换站牌 2 块，加贴到站查询二维码。", "全市站牌年内核对一遍。"),
    ("健身器材损坏", "culture", "三件器材螺栓松动，孩子玩耍有危险。", "请维修或拆除，标明责任单位。",
     "市文旅局", "维修 2 件、拆除 1 件，张贴责任牌。", "每月巡检。"),
    ("食品摊点无证经营", "safety", "校门口流动摊点无证，卫生条件差。", "请规范管理，引导到疏导点。",
     "市市场监管局", "查处无证摊点 5 个，引导进入疏导点经营。", "上下学时段定点值守。"),
    ("老年人办事排队久", "service", "老年人不会用自助机，排队一个多小时。", "请增设引导员和优先窗口。",
     "市行政审批局", "增设引导员 2 名、优先窗口 1 个。", "高峰日延时服务半小时。"),
    ("施工扬尘大", "sanitation", "工地没有喷淋，灰尘飘进住户家里。", "请督促落实围挡喷淋和车辆冲洗。",
     "市生态环境局", "责令停工整改 1 天，喷淋和冲洗设备已到位。", "安装扬尘监测并公开数据。"),
    ("接种等候区没有座位", "health", "家长抱着孩子站着等，雨天只能挤在门口。", "请增加座椅和遮雨棚。",
     "市卫健委", "增加座椅 24 个，搭建遮雨棚 30 平方米。", "分时段预约，减少等候。"),
)  # fmt: skip
GAPS = cycle((1, 2, 2, 3, 1, 2, 2, 1, 4, 2))
DAYS_TO_ANSWER = (1, 3, 5, 7, 2, 8, 6, 4, 9, 3, 5, 12)
COMMENTS = ("", "", "办得快，群众满意。", "", "答复实在，有前后对比。", "", "谢谢经办同志。")


def scenes(d, count):
    """`count` matters, the oldest last; each place has each kind of trouble once at most."""
    back = FIRST
    for number in range(count):
        back += next(GAPS)
        what, category, situation, advice, unit, facts, measures = KINDS[number % len(KINDS)]
        district, place = PLACES[(number + number // len(KINDS)) % len(PLACES)]
        matter = Matter(f"{place}{what}", district, place, category, situation, advice, unit, facts, measures)
        clock = ("19:40", "12:20", "20:55", "08:10")[number % 4]
        yield Scene(d.at(back + 1, clock), AUTHORS[number * 7 % len(AUTHORS)], matter, ending(number, back))


def ending(number, back):
    """How it went: most are rated 满意, a few 基本满意, some never."""

    def told(t, d):
        answered = back - DAYS_TO_ANSWER[number % len(DAYS_TO_ANSWER)]
        t.hand_out(d.at(back, f"09:{10 + number % 45}"), by=("staff", "staff2")[number % 3 == 2])
        t.sign(d.at(back, "10:40")).contact(d.at(max(answered, back - 1), "09:30"))
        t.answer(d.at(answered, "14:30"), ("solved", "solved", "solved", "in_progress")[number % 4])
        if number % 11 == 5:
            return t.on_desk("lapse", SYSTEM_ACTOR, d.at(answered - 6, "06:30"))
        day = d.at(answered - 1 - number % 3, "20:05")
        t.rate(day, "satisfied", "mostly" if number % 8 == 3 else "satisfied", COMMENTS[number % 7])
        return t.close(day + timedelta(minutes=1))

    return told
