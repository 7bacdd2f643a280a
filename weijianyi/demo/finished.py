"""Matters answered and waiting to be rated, and those closed in every way there is."""

from datetime import timedelta

from dispatch.states import Channel
from weijianyi.demo import livelihood, sources, streets
from weijianyi.demo.journey import Scene
from weijianyi.workflow import SYSTEM_ACTOR


def scenes(d):
    """The first case of the sources waits for its rating; four others are long closed."""
    yield Scene(d.at(3, "19:32"), "member", sources.TREE, tree)
    yield Scene(d.at(3, "20:50"), "zhaominghui", streets.TREE_AGAIN, merged)
    yield Scene(d.at(40, "20:10"), "qianwenbo", sources.LOAN, loan, co=("hezhiyuan",))
    yield Scene(d.at(52, "12:30"), "member", sources.INVOICE, invoice)
    yield Scene(d.at(64, "19:20"), "member2", sources.LANE, lane)
    yield Scene(d.at(71, "18:55"), "xumeng", sources.WINDOW, window)
    yield Scene(d.at(7, "19:10"), "shichangqing", streets.HYACINTH, hyacinth)
    yield Scene(d.at(12, "20:15"), "member", livelihood.PHARMACY, waits_for_rating)
    yield Scene(d.at(11, "12:50"), "tangguoliang", livelihood.BRIDGE_FARM, waits_for_rating)
    yield Scene(d.at(14, "19:45"), "yuanqingshan", streets.VOLTAGE, second_answer)
    yield Scene(d.at(22, "20:35"), "caiyulan", livelihood.FEVER, lapsed)
    yield Scene(d.at(46, "20:05"), "jiangwei", streets.BRIDGE, supervised)
    yield Scene(d.at(30, "18:50"), "liujianping", livelihood.LOADING, stands)
    yield Scene(d.at(33, "19:30"), "mengfan", livelihood.SPEED, redone_well)
    yield Scene(d.at(26, "20:45"), "yejiahui", livelihood.DELIVERY, excused)
    yield Scene(d.at(24, "12:20"), "sunli", livelihood.RAMP, reopened)
    yield Scene(d.at(16, "19:00"), "yuanqingshan", livelihood.MACHINES, rated_on_paper)
    yield Scene(d.at(15, "20:30"), "luyifei", livelihood.BIKES, withdrawn_after_dispatch)


def straight(t, d, handed, answered, *, complexity="normal", result="solved", **texts):
    """Handed out, signed, discussed and answered; the numbers are workdays back."""
    t.hand_out(d.at(handed, "09:20"), complexity=complexity).sign(d.at(handed, "10:15"))
    t.contact(d.at(max(handed - 1, answered), "09:50"))
    return t.answer(d.at(answered, "15:40"), result, **texts)


def tree(t, d):
    """Forwarded on the review day, trimmed the next; a second member's like matter was merged into it."""
    t.hand_out(d.at(2, "09:14"), complexity="urgent", note="请先与委员电话联系，办理后附前后对比照片。")
    t.sign(d.at(2, "09:40"))
    twin = t.city.tales[streets.TREE_AGAIN.title]
    twin.act(
        "merge",
        "staff",
        d.at(2, "10:05"),
        main=t.item,
        opinion="同一棵树，并入先提的一件，答复同时送两位委员。",
    )
    t.contact(d.at(2, "15:10"), "李强电话联系委员，约定次日上午现场查看。")
    t.contact(d.at(1, "09:30"), "与委员到现场核对需修剪的枝条。", "site", "during")
    t.answer(d.at(1, "15:30"))


def merged(t, d):
    """Its way is told with the tree's."""


def loan(t, d):
    """Forty days from the proposal to the new rules, as in the source."""
    t.hand_out(d.at(38, "09:30"), complexity="complex").sign(d.at(38, "10:20"))
    t.contact(d.at(30, "10:00"), "邀请委员参加顺位抵押直转方案座谈。", "forum")
    t.contact(d.at(18, "15:00"), "征求意见稿送委员，采纳两条修改意见。", "letter", "during")
    t.answer(d.at(11, "16:00"))
    t.rate(d.at(10, "09:15"), by="hezhiyuan", comment="回应了企业职工最急的事。")
    t.settle(d.at(10, "20:10"), comment="40 天把一件难事办成，缴存职工很感谢。")


def invoice(t, d):
    t.hand_out(d.at(51, "09:25"), assists=("市税务局",)).sign(d.at(51, "10:10")).sign(
        d.at(50, "09:30"), "市税务局"
    )
    t.contact(d.at(49, "14:30"), "与委员、税务部门三方座谈，商定接口方案。", "forum")
    t.assist_opinion(d.at(47, "11:00"), "市税务局", "已开通数电发票接口权限，可配合联调。")
    t.answer(d.at(43, "15:20")).settle(d.at(42, "19:45"), comment="不用再跑营业厅了，街坊都说方便。")


def lane(t, d):
    straight(t, d, 63, 55, done_on=d.day(56)).settle(
        d.at(54, "20:20"), comment="七八年的老大难，不到一个月就修好了。"
    )


def window(t, d):
    straight(t, d, 70, 67, complexity="urgent").settle(d.at(66, "18:30"))


def hyacinth(t, d):
    straight(t, d, 6, 5, complexity="urgent")
    t.settle(d.at(4, "12:40"), comment="提交三天就清干净了。")


def waits_for_rating(t, d):
    straight(t, d, 10, 3)


def second_answer(t, d):
    """The second round is answered: both replies stand side by side for the member."""
    straight(t, d, 13, 9, result="in_progress", done_on=d.day(4), facts="已列入台区改造项目，设备正在调拨。")
    t.rate(d.at(8, "19:50"), "mostly", "dissatisfied", "答复没有写明变压器什么时候到位，村民等着抽水。")
    t.on_desk("grant_redo", "staff2", d.at(7, "09:30"), opinion="请写明到位时间后重新办理。")
    t.contact(d.at(6, "10:40"), "供电所到村现场说明施工安排。", "site").answer(d.at(2, "11:00"))


def lapsed(t, d):
    straight(t, d, 20, 13)
    t.on_desk("lapse", SYSTEM_ACTOR, d.at(7, "06:30"))


def supervised(t, d):
    """Dissatisfied twice: the office does not open a third round, the matter goes under supervision."""
    straight(t, d, 45, 38, result="planned", done_on=d.day(10), facts="护栏更换已列入桥梁年度维修计划。")
    t.rate(d.at(36, "20:15"), "mostly", "dissatisfied", "危险就在眼前，不能只列计划，至少先做临时围护。")
    t.on_desk("grant_redo", "staff", d.at(35, "09:50"), opinion="请先做临时围护，再答复更换时间。")
    t.contact(d.at(33, "09:30")).answer(d.at(28, "14:20"), "in_progress", done_on=d.day(9))
    comment = "临时围护只做了一半，铁丝还在，学生每天从旁边走。"
    t.rate(d.at(26, "19:40"), "dissatisfied", "dissatisfied", comment)
    t.close(d.at(26, "19:42"))


def stands(t, d):
    ground = "该路段为消防登高面，依据《消防法》不得设置卸货泊位。"
    straight(t, d, 29, 23, result="explained", done_on=None, ground=ground)
    t.rate(d.at(21, "20:10"), "satisfied", "dissatisfied", "理解消防要求，但商户卸货的问题还是没有解决。")
    opinion = "答复依据充分，不再重办，委员意见保留；建议商户使用市场北侧卸货区。"
    t.on_desk("refuse_redo", "staff", d.at(20, "09:40"), opinion=opinion)


def redone_well(t, d):
    straight(t, d, 32, 26)
    t.rate(d.at(25, "12:30"), "mostly", "dissatisfied", "减速带装在校门东侧，学生主要从西侧过马路。")
    t.on_desk("grant_redo", "staff", d.at(24, "09:20"), opinion="请到现场与学校核对后调整。")
    t.contact(d.at(23, "16:20"), "与委员、校方现场核对点位。", "site").answer(d.at(20, "10:30"))
    t.settle(d.at(19, "19:15"), "satisfied", "satisfied", "位置对了，车速明显降下来。")


def excused(t, d):
    straight(t, d, 25, 19)
    opinion = "提案者为受益商户负责人，评价回避，记录备查。"
    t.on_desk("excuse", "staff", d.at(17, "10:00"), opinion=opinion)


def reopened(t, d):
    straight(t, d, 23, 17).settle(d.at(15, "20:00"))
    reason = "回访发现坡道扶手松动，请原承办单位重新办理。"
    t.act("reopen", "head", d.at(3, "15:30"), reason=reason)
    t.contact(d.at(1, "10:30"), "约定双休日前完成加固。")


def rated_on_paper(t, d):
    straight(t, d, 15, 8)
    day = d.at(5, "11:00")
    t.on_desk(
        "rate", "staff", day, work="satisfied", result="mostly", comment="纸质评价表代录。",
        channel=Channel.PAPER, authorship=t.item.authorships.get(),
    )  # fmt: skip
    t.close(day + timedelta(minutes=1))


def withdrawn_after_dispatch(t, d):
    t.hand_out(d.at(14, "09:35")).sign(d.at(14, "11:10"))
    t.act("ask_withdrawal", t.author, d.at(12, "08:50"), reason="企业已主动增设停放区，无需再办。")
    t.act("grant_withdrawal", "staff", d.at(12, "10:20"))
