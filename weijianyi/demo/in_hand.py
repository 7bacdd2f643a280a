"""Matters in the hands of a department now: unsigned, under way, late, handed back, extended, redone."""

from dispatch.models import Officer
from weijianyi.demo import handovers, livelihood, sources, streets
from weijianyi.demo.journey import Scene


def scenes(d):
    """Every matter dispatched and not yet answered; days are chosen so that three are late and no more."""
    yield Scene(d.at(8, "21:20"), "member2", sources.NOISE, noise)
    yield Scene(d.at(1, "12:35"), "luozhengping", streets.OUTFALL, unsigned)
    yield Scene(d.at(1, "19:50"), "dengshufen", livelihood.MUSEUM, unsigned)
    yield Scene(d.at(4, "20:30"), "zhaominghui", streets.CONSTRUCTION, unsigned_late)
    yield Scene(d.at(7, "07:50"), "wuxiaoyan", streets.TRUCKS, late_urgent)
    yield Scene(d.at(15, "19:40"), "xumeng", livelihood.DINING, late_normal)
    yield Scene(d.at(10, "20:50"), "shichangqing", streets.BUS, extended)
    yield Scene(d.at(9, "19:10"), "mengfan", livelihood.DORM, extension_asked)
    yield Scene(d.at(8, "18:40"), "hezhiyuan", livelihood.ESTATE, extension_refused)
    yield Scene(d.at(6, "12:50"), "jiangwei", streets.CABLES, passed_inside)
    yield Scene(d.at(2, "19:25"), "liujianping", livelihood.LICENCE, return_asked)
    yield Scene(d.at(2, "13:10"), "shaolin", streets.CHARGING, second_return_asked)
    yield Scene(d.at(2, "20:10"), "luyifei", streets.SIGNS, handed_back_twice)
    yield Scene(d.at(2, "18:30"), "yejiahui", streets.MARKET, return_refused)
    yield Scene(d.at(2, "21:00"), "panyun", livelihood.LIBRARY, returned_to_office)
    yield Scene(d.at(7, "12:20"), "caiyulan", livelihood.CLINIC, signing)
    yield Scene(d.at(6, "20:25"), "fengyue", livelihood.ELEVATOR_NOISE, draft_given_back)
    yield Scene(d.at(1, "20:45"), "xiehaitao", livelihood.SCALES, relay_open)
    yield Scene(d.at(4, "19:35"), "heruoxi", livelihood.JOBS_CENTRE, relay_forwarded)
    yield Scene(d.at(4, "12:45"), "sunli", livelihood.VACCINE, with_assists)
    yield Scene(d.at(7, "19:15"), "fengyue", streets.DRAIN, assist_waived)
    yield Scene(d.at(7, "20:55"), "zhaominghui", livelihood.AFTERCLASS, split)
    yield Scene(d.at(5, "18:20"), "gaojun", streets.POWER, paper_desk)
    yield Scene(d.at(12, "19:45"), "qianwenbo", streets.PARKING, redo_asked)
    yield Scene(d.at(20, "20:05"), "hezhiyuan", livelihood.INVOICE_GAS, second_round)
    yield Scene(d.at(4, "21:15"), "luyifei", streets.GREENWAY, withdrawal_asked)
    yield Scene(d.at(2, "12:15"), "tangguoliang", streets.NOISE_ROAD, passed_up)
    yield Scene(d.at(6, "19:55"), "xumeng", streets.STALLS, passed_down)


def noise(t, d):
    t.hand_out(d.at(7, "09:25"), note="高三学生备考，请尽快到现场。").sign(d.at(7, "10:05"))
    t.contact(d.at(5, "09:40"), "电话确认噪声时段与点位。")
    t.contact(d.at(4, "19:40"), "与委员现场查看，测得 21 时音量 68 分贝。", "site", "during")


def unsigned(t, d):
    t.hand_out(d.at(0, "15:10"))


def unsigned_late(t, d):
    t.hand_out(d.at(3, "09:35"))


def late_urgent(t, d):
    t.hand_out(d.at(6, "09:30"), complexity="urgent").sign(d.at(6, "11:00")).contact(d.at(5, "15:00"))
    t.on_desk("urge", "staff", d.at(1, "09:10"), note="已超过答复期限，请今天与委员联系并说明进度。")


def late_normal(t, d):
    t.hand_out(d.at(13, "09:40")).sign(d.at(13, "14:20")).contact(d.at(11, "10:30"))


def extended(t, d):
    t.hand_out(d.at(9, "09:15")).sign(d.at(9, "10:40")).contact(d.at(8, "15:20"))
    until = d.calendar.add_workdays(t.desk().due_on, 6)
    reason = "候车棚需履行政府采购程序，预计下周完成比选。"
    t.on_desk("ask_extension", t.city.clerk(t.lead), d.at(2, "10:10"), reason=reason, until=until)
    t.on_desk("grant_extension", "staff", d.at(1, "09:30"), opinion="理由充分，请先向委员说明进度。")


def extension_asked(t, d):
    t.hand_out(d.at(8, "09:50")).sign(d.at(8, "15:10")).contact(d.at(6, "16:10"))
    until = d.calendar.add_workdays(t.desk().due_on, 8)
    reason = "热水设备已采购，需等双休日停水接管。"
    t.on_desk("ask_extension", t.city.clerk(t.lead), d.at(0, "10:20"), reason=reason, until=until)


def extension_refused(t, d):
    t.hand_out(d.at(7, "09:10")).sign(d.at(7, "09:55")).contact(d.at(6, "11:15"))
    until = d.calendar.add_workdays(t.desk().due_on, 10)
    reason = "需与各银行逐家签订协议。"
    t.on_desk("ask_extension", t.city.clerk(t.lead), d.at(3, "14:30"), reason=reason, until=until)
    opinion = "已有三家银行可先办，请按期答复，其余列入计划并注明时间。"
    t.on_desk("refuse_extension", "supervisor", d.at(2, "09:20"), opinion=opinion)


def passed_inside(t, d):
    t.hand_out(d.at(5, "09:30")).sign(d.at(5, "10:15"))
    officer = Officer.objects.get(post=t.city.people.posts["unit2"][0])
    t.on_desk(
        "pass_inside", "unit", d.at(5, "10:30"), officer=officer, note="请园林科会同供电、通信企业现场摸底。"
    )


def return_asked(t, d):
    t.hand_out(d.at(1, "14:30"), "市行政审批局")
    note = "小餐饮许可由市场监管部门核发，本局只负责窗口收件。"
    t.ask_return(d.at(0, "10:40"), "not_ours", note, "市市场监管局")


def second_return_asked(t, d):
    t.hand_out(d.at(1, "09:10"), "市城管局")
    t.ask_return(d.at(1, "11:00"), "not_ours", "小区内充电设施由物业主管部门监管。", "市住建局")
    t.grant_return(d.at(1, "15:00"), "市住建局")
    note = "充电棚经营和消防条件分属市场监管、消防，建议由市场监管部门主办。"
    t.ask_return(d.at(0, "10:00"), "other_leads", note, "市市场监管局")


def handed_back_twice(t, d):
    t.hand_out(d.at(1, "09:05"), "市住建局")
    t.ask_return(d.at(1, "10:30"), "not_ours", "道路名牌设置不在本局职责清单内。", "市交通局")
    t.grant_return(d.at(1, "14:10"), "市交通局")
    t.ask_return(d.at(0, "09:20"), "not_ours", "地名和门牌由民政部门管理。", "市民政局")
    opinion = "依据地名管理条例，由市民政局主办，不再退办。"
    t.grant_return(d.at(0, "11:30"), "市民政局", by="head", opinion=opinion)
    t.sign(d.at(0, "14:00"))


def return_refused(t, d):
    t.hand_out(d.at(1, "09:30"))
    t.ask_return(
        d.at(1, "13:40"), "several", "市场内部秩序属市场监管，市场外属城管，建议分办。", "市市场监管局"
    )
    opinion = "委员反映的是市场外道路占道，属城管职责，请继续办理。"
    t.on_desk("refuse_return", "supervisor", d.at(0, "09:30"), opinion=opinion)


def returned_to_office(t, d):
    t.hand_out(d.at(1, "10:20"), "市教育局")
    t.ask_return(d.at(1, "16:10"), "not_ours", "市图书馆隶属文旅部门。", "市文旅局")
    t.grant_return(d.at(0, "10:40"), opinion="情况属实，退回后重新交办。")


def signing(t, d):
    t.hand_out(d.at(6, "09:20")).sign(d.at(6, "10:30")).contact(d.at(5, "11:00"))
    t.draft_reply(d.at(0, "10:50"))


def draft_given_back(t, d):
    t.hand_out(d.at(5, "09:45")).sign(d.at(5, "11:20")).contact(d.at(4, "10:10")).draft_reply(
        d.at(2, "15:30")
    )
    opinion = "请写清处理了哪几家、什么时候完成，不要只写“已要求整改”。"
    t.on_desk("give_back_draft", t.city.chief(t.lead), d.at(1, "16:00"), opinion=opinion)


def relay_open(t, d):
    t.hand_out(d.at(0, "14:50"), relay="市电子政务办")


def relay_forwarded(t, d):
    t.hand_out(d.at(3, "09:25"), relay="市电子政务办")
    t.on_desk("forward", t.city.clerk("市电子政务办"), d.at(3, "14:00"), "市电子政务办")
    t.sign(d.at(2, "09:10")).contact(d.at(1, "10:05"))


def with_assists(t, d):
    t.hand_out(d.at(3, "09:40"), assists=("市行政审批局", "市教育局"))
    t.sign(d.at(3, "10:20")).sign(d.at(3, "11:40"), "市行政审批局").sign(d.at(2, "09:00"), "市教育局")
    t.contact(d.at(2, "16:00"))
    t.assist_opinion(d.at(1, "15:20"), "市行政审批局", "预约平台接口由我局维护，可在三天内改为每周分批放号。")


def assist_waived(t, d):
    t.hand_out(d.at(6, "09:35"), assists=("市水利局",)).sign(d.at(6, "10:50")).sign(
        d.at(6, "15:00"), "市水利局"
    )
    t.contact(d.at(4, "14:20"))
    reason = t.city.entry("assist_exception", "phone")
    note = "已电话征求市水利局意见，无不同意见。"
    t.on_desk("waive", "staff", d.at(2, "10:00"), "市水利局", reason=reason, note=note)


def split(t, d):
    units = ("市教育局", "市市场监管局")
    t.hand_out(d.at(6, "10:00"), splits=units)
    for unit in units:
        t.sign(d.at(6, "15:40"), unit)
    t.contact(d.at(4, "10:40"), unit="市教育局").contact(d.at(3, "09:20"), unit="市市场监管局")
    t.answer(d.at(2, "10:30"), unit="市教育局")


def paper_desk(t, d):
    t.hand_out(d.at(4, "09:50"), note="盖章件请寄提案委，由我们代录。").sign(d.at(4, "16:30"))
    t.contact(d.at(2, "11:20"), "供电所电话联系委员，约定本周停电作业时间。")


def redo_asked(t, d):
    t.hand_out(d.at(11, "09:15")).sign(d.at(11, "10:10")).contact(d.at(9, "15:30")).answer(d.at(4, "10:10"))
    comment = "车位划到了公园出入口，婴儿车进不去，请移位。"
    t.rate(d.at(0, "08:50"), "mostly", "dissatisfied", comment)


def second_round(t, d):
    t.hand_out(d.at(18, "09:30")).sign(d.at(18, "10:30")).contact(d.at(16, "10:00"))
    t.answer(d.at(10, "10:40"), "planned", done_on=d.calendar.add_workdays(d.day(0), 40))
    comment = "只说列入计划，没有说明先开通哪个入口、什么时候能用。"
    t.rate(d.at(8, "20:20"), "satisfied", "dissatisfied", comment)
    t.on_desk("grant_redo", "staff", d.at(6, "09:40"), opinion="委员意见合理，请明确时间后重新答复。")
    t.contact(d.at(4, "10:20"), "与委员当面沟通，先开通公众号入口。", "meeting")


def withdrawal_asked(t, d):
    t.hand_out(d.at(3, "09:20")).sign(d.at(3, "10:00"))
    t.act("ask_withdrawal", t.author, d.at(0, "09:10"), reason="街道已列入今年绿道提升项目，不必重复办理。")


def passed_up(t, d):
    above = t.city.people.organisations["jiangnan"]
    t.act(
        "pass_on", "staff", d.at(0, "11:10"), organisation=above, note="属省高速公路管理单位权限，报请协调。"
    )


def passed_down(t, d):
    arrival = handovers.passed(t, "staff", d.at(4, "10:10"), "daan", "属区级事权，请大安区政协审核交办。")
    own = handovers.taken(t, arrival, "county", d.at(4, "15:10"))
    own.hand_out(d.at(3, "09:40"), "区城管局", by="county").sign(d.at(3, "10:50"))
