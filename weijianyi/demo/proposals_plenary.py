"""大会提案 of this year: filed after the plenary, handed out together, answered, rated, closed; and the others."""

from suggestions.models import ItemLink
from suggestions.states import Kind
from weijianyi.demo import proposal_texts as welfare
from weijianyi.demo import proposal_texts_2 as city
from weijianyi.demo.journey import Tale
from weijianyi.demo.proposal_tale import scene
from weijianyi.demo.talking import three_parties

TITLE = ("title", "工业园区污水处理二期", "云江工业园污水处理二期工程")
WORDS = ("situation", "我们以企业身份走了一遍流程", "我们模拟企业办事走了一遍流程")
FEES = "检验检测收费标准由省级价格主管部门制定，依据行政事业性收费管理规定，市级无权普遍减免。"
RICE = (
    "推介本人经营的具体产品，不宜作为提案。发展富硒产业的建议很好，可去掉品牌内容，从全市产业角度另提一件。"
)
LAWSUIT = "案件正在二审，按规定不作为提案受理，请通过诉讼程序反映。涉企审判效率的普遍问题，欢迎调研后提出。"
SPIRIT = "内容较为原则，没有具体建议。请选择一处阵地或一项活动，写明由谁做、怎样做，再次提交。"
# Workdays before the cut-off, hour, author and hat, paper, workdays after the closing when answered, turns of its own.
STRAIGHT = (
    (9, "09:10", "tangguoliang", 0, welfare.WATER, 62, {"key": True, "co": ("yuanqingshan", "shichangqing")}),
    (8, "10:05", "wuxiaoyan", 0, welfare.SEATS, 70, {"kind": "planned", "result": "mostly", "promised": 380}),
    (8, "16:40", "minjian", 0, welfare.SEWAGE, 74,
     {"kind": "in_progress", "promised": 240, "key": True, "fix": TITLE}),
    (7, "09:30", "minge", 0, welfare.OLD_STREET, 58, {"comment": "老街有了人气，也留住了手艺。"}),
    (7, "14:50", "fulian", 0, welfare.CHILDREN, 60, {}),
    (6, "08:55", "operator", 0, welfare.DOCTORS, 72, {"kind": "in_progress", "result": "mostly", "promised": 200}),
    (6, "11:20", "tangguoliang", 1, welfare.CANALS, 66, {}),
    (6, "17:10", "yuanqingshan", 1, welfare.RIVERS, 55, {"comment": "17 处问题逐一销号，很实在。"}),
    (5, "10:30", "caiyulan", 0, welfare.HERBS, 64, {}),
    (5, "15:45", "sunli", 0, welfare.SCHOOL_FOOD, 52, {"co": ("member", "mengfan")}),
    (4, "09:40", "shaolin", 0, city.PREPAID, 50, {"comment": "存管名单一查就知道，老百姓放心多了。"}),
    (4, "11:15", "jiangwei", 0, city.BUS_NET, 63, {"co": ("member2", "luyifei")}),
    (4, "16:00", "hezhiyuan", 0, city.ONE_THING, 48, {"fix": WORDS}),
    (3, "09:20", "liujianping", 0, city.TEST_FEES, 57, {"kind": "explained", "result": "mostly", "ground": FEES}),
    (3, "18:05", "shefa", 0, city.LEGAL, 46, {}),
    (2, "10:50", "xumeng", 1, city.VOLUNTEERS, 54, {}),
)  # fmt: skip


def scenes(p):
    yield from handed_out(p)
    yield from not_handed_out(p)


def handed_out(p):
    for workdays, clock, author, hat, paper, answered, turns in STRAIGHT:
        others = {name: value for name, value in turns.items() if name != "co"}
        told = closed(p, answered, **others)
        yield scene(p.before(workdays, clock), author, paper, told, hat, turns.get("co", ()))
    yield scene(p.before(9, "15:20"), "zhaominghui", welfare.MEALS, meals(p))
    yield scene(p.before(5, "20:10"), "heruoxi", welfare.CANTEENS, stays)
    yield scene(p.before(3, "14:30"), "luyifei", city.EBIKES, two_units(p))
    yield scene(p.before(3, "16:20"), "gonghui", city.RIDERS, unrated(p))
    yield scene(p.before(2, "09:05"), "luozhengping", city.WASTE, done_again(p))
    yield scene(p.before(2, "11:10"), "qianwenbo", city.NIGHT_MEDICINE, talked_over(p))


def not_handed_out(p):
    """What did not become an item of the year: not filed, withdrawn, turned into something else."""
    b = p.before
    yield scene(b(2, "15:30"), "yuanqingshan", city.RICE, not_filed(p, "promotion", RICE))
    yield scene(b(2, "19:40"), "liujianping", city.LAWSUIT, not_filed(p, "judicial", LAWSUIT))
    yield scene(b(1, "10:00"), "fengyue", city.SPIRIT, not_filed(p, "empty", SPIRIT))
    yield scene(b(1, "11:35"), "dengshufen", city.CHARITY_DAY, withdrawn(p))
    yield scene(b(1, "16:25"), "member", city.INSURANCE, to_report(p))
    yield scene(b(0, "09:50"), "wuxiaoyan", city.STOP_NAME, to_letter(p))


def stays(t, d):
    """Its way is told with another's."""


def read_days(p):
    """初审、复审、审定 and 立案 after the plenary."""
    return p.at(2, "09:00"), p.at(4, "09:00"), p.at(7, "09:00"), p.at(9, "14:00")


def dispatched(t, p, **units):
    """交办会, then the first meeting with the proposer."""
    return t.give_out(p.at(18, "09:00"), **units)


def closed(
    p, answered, kind="solved", *, result="satisfied", comment="", promised=0, ground="", fix=None, key=False
):
    """The straight way: filed, handed out, answered, rated, closed. `promised`: in so many workdays."""

    def told(t, d):
        dispatched(t.filed(*read_days(p), fix=fix, key=key), p)
        t.start(p.at(18, "16:00"), p.at(26 + t.turn % 4)).opinions_in(p.at(min(answered - 12, 36)))
        at = p.at(answered, "09:40")
        done = {"done_on": d.calendar.add_workdays(p.session.closes_on, promised)} if promised else {}
        done |= {"done_on": None, "ground": ground} if ground else {}
        t.answered(at, kind, **done)
        return t.concluded(p.at(answered + 3 + t.turn % 6, "20:00"), "satisfied", result, comment)

    return told


def meals(p):
    """A second paper on the same matter was merged into it: both proposers get the answer and rate it."""

    def told(t, d):
        twin = t.city.tales[welfare.CANTEENS.title]
        twin.read_thrice(*read_days(p)[:3], advises="merge")
        t.filed(*read_days(p))
        opinion = "两件同一主题，并入先提的一件，由市民政局一并办理，答复同时送两位提案者。"
        twin.act("merge", "staff", p.at(10, "10:00"), main=t.item, opinion=opinion)
        dispatched(t, p).start(p.at(18, "16:00"), p.at(25)).answered(p.at(56, "09:40"))
        t.rate(p.at(58, "19:00"), by="heruoxi", comment="食堂的建议也一起落实了。")
        t.concluded(p.at(59, "20:00"), comment="送餐上门这一条最受欢迎。")

    return told


def two_units(p):
    """分办: each of two departments answers for its own part."""

    def told(t, d):
        units = ("市住建局", "市城管局")
        dispatched(t.filed(*read_days(p)), p, splits=units)
        for place, unit in enumerate(units):
            t.start(p.at(19 + place, "10:00"), p.at(27 + place), unit)
        for place, unit in enumerate(units):
            t.answered(p.at(58 + place * 12, "09:40"), unit=unit)
        for unit in units:
            t.concluded(p.at(74, "20:00"), unit=unit)

    return told


def unrated(p):
    """The proposer did not answer in time: 未表态, which is never 满意."""

    def told(t, d):
        dispatched(t.filed(*read_days(p)), p).start(p.at(18, "16:00"), p.at(28)).answered(p.at(60, "09:40"))
        t.lapse(p.at(79, "06:30"))

    return told


def done_again(p):
    """Dissatisfied, done again, then satisfied."""

    def told(t, d):
        dispatched(t.filed(*read_days(p), key=True), p).start(p.at(18, "16:00"), p.at(27))
        vague = {
            "facts": "我局加强宣传引导，垃圾分类工作取得新成效。",
            "measures": "下一步继续加大力度，巩固提高。",
            "points": ("已加强车辆调度。", "正在充实指导员力量。", "正在研究公布的办法。"),
        }
        t.answered(p.at(50, "09:40"), **vague)
        t.rate(
            p.at(53, "20:00"), "mostly", "dissatisfied", "答复没有回应混装混运，也没有说车辆什么时候配齐。"
        )
        t.on_desk("grant_redo", "staff", p.at(54, "10:00"), opinion="请逐条答复三项建议，写明车辆和时间。")
        t.meet("before", p.at(56), summary="登门致歉，逐条听取提案者对三项建议的意见。")
        t.answered(p.at(72, "09:40")).concluded(p.at(75, "20:00"), comment="逐条有答复，小区里也看到新车了。")

    return told


def talked_over(p):
    """Dissatisfied with the last possible answer too: a talk of three parties follows."""

    def told(t, d):
        dispatched(t.filed(*read_days(p)), p).start(p.at(18, "16:00"), p.at(26))
        vague = ("正在动员药店延长营业时间。", "正在研究远程审方。", "正在整理名单。")
        t.answered(p.at(42, "09:40"), points=vague)
        t.rate(p.at(45, "20:30"), "mostly", "dissatisfied", "没有一条写明哪个片区、什么时候能买到药。")
        t.on_desk("grant_redo", "staff", p.at(46, "10:00"), opinion="请逐个片区写明时间，重新办理。")
        t.meet("before", p.at(48), summary="与提案者一起夜访两个片区，商定先解决西流湾和学府。")
        t.answered(p.at(64, "09:40"))
        t.rate(p.at(67, "21:00"), "mostly", "dissatisfied", "增加了 4 家，但最远的两个片区仍没有着落。")
        t.close(p.at(68, "06:30"))
        three_parties(t, p.at(71, "15:00"))

    return told


def not_filed(p, reason, opinion):
    def told(t, d):
        t.read_thrice(
            *read_days(p)[:3], advises="decline", opinions=(opinion, "", "同意不予立案，请与提案者当面说明。")
        )
        t.refuse(p.at(8, "09:30"), reason, opinion)

    return told


def withdrawn(p):
    def told(t, d):
        t.read(1, p.at(2, "09:00"))
        t.act(
            "withdraw",
            t.author,
            p.at(3, "10:00"),
            reason="有关部门已着手研究，我与几位委员商量后合并调研，明年再提。",
        )

    return told


def to_report(p):
    def told(t, d):
        t.read_thrice(*read_days(p)[:3], advises="convert")
        opinion = "报销时限属省级统筹事项，征得您同意，转为社情民意信息向上反映。"
        t.act("convert", "staff", p.at(8, "15:00"), kind=Kind.REPORT, opinion=opinion)

    return told


def to_letter(p):
    """Too small for a proposal: the office sends it to the department as a member's letter."""

    def told(t, d):
        t.read_thrice(*read_days(p)[:3], advises="to_letter")
        opinion = "三处站名的调整可以立即办理，作为委员来信转市交通局。"
        t.act("to_letter", "staff", p.at(8, "15:40"), opinion=opinion)
        letter = ItemLink.objects.get(from_item=t.item).to_item
        sent = Tale(t.city, t.matter, letter, t.author)
        desk = {"lead": t.city.departments[t.lead], "assists": []}
        sent.act("dispatch", "staff", p.at(8, "16:00"), note="请直接与委员联系。", **desk)
        sent.sign(p.at(8, "17:00")).contact(p.at(10)).answer(p.at(13, "10:00"))

    return told
