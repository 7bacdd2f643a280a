"""Proposals with the departments now, or just answered: every step a department can stand at."""

from weijianyi.demo import proposal_texts_3 as texts
from weijianyi.demo.proposal_tale import scene


def scenes(d):
    yield scene(d.at(53, "15:10"), "heruoxi", texts.LIFTS, extension_asked)
    yield scene(d.at(52, "09:50"), "caiyulan", texts.EYES, signing)
    yield scene(d.at(51, "10:30"), "gaojun", texts.HIGH_RISE, waits_for_rating)
    yield scene(d.at(50, "16:20"), "yejiahui", texts.DISPUTES, rated_by_one, co=("shaolin", "member2"))
    yield scene(d.at(49, "11:10"), "mengfan", texts.FEEDER, redo_asked)
    yield scene(d.at(48, "09:20"), "gongshang", texts.NEW_TRADES, rated_well)
    yield scene(d.at(47, "14:40"), "nongwei", texts.FARM_MACHINES, rated_mostly)
    yield scene(d.at(46, "11:30"), "luozhengping", texts.RIVER, checking)
    yield scene(d.at(43, "10:10"), "fengyue", texts.FLOODING, one_of_two_answered)
    yield scene(d.at(40, "14:10"), "member", texts.NURSES, under_way, co=("sunli",))
    yield scene(d.at(34, "16:40"), "hezhiyuan", texts.FERRY_ROAD, of_a_township, hat=1)
    yield scene(d.at(33, "09:35"), "minmeng", texts.HOMESTAY, in_the_middle)
    yield scene(d.at(32, "09:15"), "minjian", texts.TOILETS, ready_to_sign)
    yield scene(d.at(29, "10:20"), "sunli", texts.PAVEMENTS, ready_to_write)
    yield scene(d.at(26, "15:50"), "member2", texts.DATA, with_assist)
    yield scene(d.at(17, "16:30"), "qianwenbo", texts.PARK_FEES, return_asked)
    yield scene(d.at(12, "10:40"), "wuxiaoyan", texts.CHILD_CITY, unsigned)


def filed(t, d, back, **facts):
    """Read on three days and filed on the fourth, `back` workdays ago."""
    return t.filed(d.at(back + 5), d.at(back + 3), d.at(back + 1), d.at(back), **facts)


def handed_out(t, d, back, **units):
    """Filed and, two days later, handed out as every 平时提案; signed and the proposer met."""
    filed(t, d, back + 2).give_out(d.at(back, "09:30"), **units)
    return t.start(d.at(back, "15:30"), d.at(back - 3))


def extension_asked(t, d):
    handed_out(t, d, 44).meet(
        "during", d.at(20), summary="与提案者到三个停滞单元开协商会，两个单元达成一致。"
    )
    until = d.calendar.add_workdays(t.desk().due_on, 20)
    reason = "管线迁改限价要与 6 家单位逐项商定，预计一个月内印发，已电话告知提案者。"
    t.on_desk("ask_extension", t.city.clerk(t.lead), d.at(0, "10:20"), reason=reason, until=until)


def signing(t, d):
    handed_out(t, d, 43).drafted(
        d.at(0, "10:40"), "in_progress", done_on=d.calendar.add_workdays(d.day(0), 190)
    )


def waits_for_rating(t, d):
    handed_out(t, d, 42).answered(d.at(5, "09:40"))


def rated_by_one(t, d):
    """Three proposers: the first has rated, the others have not."""
    handed_out(t, d, 41).answered(d.at(6, "09:40"))
    t.rate(d.at(3, "19:30"), comment="调解比打官司快，也不伤和气。")


def redo_asked(t, d):
    handed_out(t, d, 40).answered(d.at(6, "09:40"))
    comment = "延到 18 时仍接不上城区下班，末班 19 时这一条没有落实，也没有写明何时解决。"
    t.rate(d.at(0, "08:50"), "mostly", "dissatisfied", comment)


def rated_well(t, d):
    handed_out(t, d, 39).answered(d.at(9, "09:40")).concluded(
        d.at(5, "10:10"), comment="补贴分期拨付，企业敢改了。"
    )


def rated_mostly(t, d):
    """The check changed the class the unit had given itself."""
    handed_out(t, d, 38)
    changed = ("in_progress", "另外两个中心明年春耕前建成，应按正在解决登记并继续跟踪。")
    t.answered(d.at(8, "09:40"), "solved", changed=changed, done_on=d.calendar.add_workdays(d.day(0), 85))
    t.concluded(d.at(4, "16:10"), "satisfied", "mostly", "首个中心看到了，盼另外两个如期建成。")


def checking(t, d):
    handed_out(t, d, 37)
    t.signed(d.at(0, "10:10"), "in_progress", done_on=d.calendar.add_workdays(d.day(0), 60))


def one_of_two_answered(t, d):
    """分办: the one department has answered, the other still works."""
    filed(t, d, 35).give_out(d.at(33, "09:30"), splits=("市住建局", "市水利局"))
    t.start(d.at(33, "15:30"), d.at(30), "市住建局").start(d.at(32, "10:00"), d.at(29), "市水利局")
    t.answered(d.at(2, "09:40"), unit="市水利局")


def under_way(t, d):
    handed_out(t, d, 30).meet(
        "during", d.at(14), summary="邀请提案者走访两家医院，商定试点病区和收费公示办法。"
    )


def in_the_middle(t, d):
    handed_out(t, d, 22).meet(
        "during", d.at(5), summary="与课题组到三个民宿集中村踏勘，就消防指引初稿征求意见。"
    )


def of_a_township(t, d):
    """A 镇街联络组 put it forward; its operator speaks for all of them."""
    handed_out(t, d, 23).meet(
        "during", d.at(8), summary="与联络组委员在渡口现场商定候船亭位置，赶集日加班先行试开。"
    )


def ready_to_sign(t, d):
    """Answered in draft: the unit's leader signs next."""
    handed_out(t, d, 21).drafted(
        d.at(0, "09:20"), "in_progress", done_on=d.calendar.add_workdays(d.day(0), 140)
    )


def ready_to_write(t, d):
    """Talked over three times, the opinion is in: nothing stands between the unit and its answer."""
    handed_out(t, d, 18).opinions_in(d.at(6, "10:00"))
    t.meet("during", d.at(4)).meet("after", d.at(1, "15:00"))


def with_assist(t, d):
    """主办 and 会办: the lead cannot answer before the opinion is in."""
    handed_out(t, d, 15).sign(d.at(14, "09:20"), "市行政审批局")


def return_asked(t, d):
    filed(t, d, 6).give_out(d.at(4, "09:30"))
    note = "停车费、充电服务费的价格政策由发展改革部门制定，本局负责明码标价检查，可以会办。"
    t.ask_return(d.at(1, "10:40"), "other_leads", note, "市发改委")


def unsigned(t, d):
    filed(t, d, 2).give_out(d.at(0, "14:30"), note="请先与提案者联系，约定走访时间。")
