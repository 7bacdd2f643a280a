"""全部工作: one page with the way to everything this post works with."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.states import AUTHORS, OFFICE, UNIT, Role


@dataclass(frozen=True)
class Way:
    view: str
    label: str
    hint: str
    icon: str
    roles: frozenset

    @property
    def url(self):
        return reverse(self.view)


DIRECTS = OFFICE | {Role.LEADER}
SIDE = frozenset({Role.SUPERVISOR})
LEADS = frozenset({Role.LEADER})
INFORMS = frozenset({Role.EDITOR, Role.LEADER})
WRITES = AUTHORS | {Role.INFORMANT}
SEATS = frozenset({Role.MEMBER})
ALL = DIRECTS | SIDE | UNIT | AUTHORS
GROUPS = (
    ("提案：选题和提交", (
        Way("topic-list", "选题", "征集、确定选题，用选题写提案", "bulb", AUTHORS | DIRECTS),
        Way("draft-list", "共同起草", "集体提案的起草人、各稿和改动", "users", AUTHORS),
        Way("cosign-list", "待我联名", "看全文，同意或不同意联名", "pencil", frozenset({Role.MEMBER})),
        Way("quota-table", "集体提案进度", "界别、专委会、党派各提了几件", "chart-bar", DIRECTS | {Role.OPERATOR}),
        Way("upper-list", "住地上级委员提案", "上级委员的提案和提供的帮助", "file-text", DIRECTS),
    )),
    ("群众意见", (
        Way("opinion-list", "群众意见", "群众扫码和现场反映的，四步答复", "message-circle", SEATS | DIRECTS),
        Way("opinion-figures", "群众意见统计", "收到、处理、解决，各工作室", "chart-bar", DIRECTS),
    )),
    ("提案：审查和交办", (
        Way("proposal-list", "提案审查", "三审三校、结论、宣布", "clipboard-check", OFFICE),
        Way("handout-proposals", "提案交办", "预交办、交办、各单位交办单", "send", OFFICE | SIDE),
        Way("compilation", "提案汇编", "一次会议立案的提案，Word 文档", "file-text", DIRECTS),
        Way("key-list", "重点提案", "候选、确定、认领、协商、进展", "star", ALL),
        Way("promise-list", "承诺和回头看", "答复里写明日期的承诺，到期核实", "checklist", DIRECTS | SIDE | UNIT),
    )),
    ("委员工作室", (
        Way("duty-mine", "我的值班", "值班日子、签到、换班、放进手机日历", "calendar", frozenset({Role.MEMBER})),
        Way("studio-list", "工作室", "委员、值班表、接待时间", "building", AUTHORS | DIRECTS),
        Way("studio-sheets", "工作室月报", "收到、答复、解决、到岗，可导出", "chart-bar", DIRECTS),
        Way("studio-posters", "二维码海报", "一个工作室一张 A4，成批打印", "qrcode", OFFICE),
    )),
    ("人员和单位", (
        Way("member-list", "委员名册", "界别、专委会、小组，登记、离任", "users", DIRECTS),
        Way("unit-list", "承办单位", "经办人、职责清单，更名、合并", "building", DIRECTS),
        Way("group-list", "小组和召集人", "界别组、镇街联络组、专业小组", "users-group", AUTHORS | DIRECTS),
        Way("patronage-list", "领导包联", "联系哪个小组、工作室，走访记录", "hand-finger", DIRECTS),
        Way("my-contacts", "我的固定联系", "固定联系的群众，只有自己看得到", "address-book", frozenset({Role.MEMBER})),
        Way("term-list", "届和换届", "任期、换届、移交清单", "calendar-event", OFFICE),
        Way("roster-list", "导入和导出", "委员、单位、历史事项的名册", "file-import", OFFICE),
    )),
    ("通报和案例", (
        Way("bulletin-list", "通报", "月调度、季通报、半年评比、年通报", "file-text", ALL),
        Way("excellence-half", "半年评比", "候选案例、评分、征求意见、单位和委员得分", "checklist", DIRECTS),
        Way("excellence-list", "优秀案例", "已发布的案例，征求意见的在最上面", "award", ALL),
    )),
    ("统计", (
        Way("overview-metrics", "全部指标和口径", "每个数字怎样算、分子分母、上期和上年同期", "chart-bar", DIRECTS),
        Way("overview-units", "承办单位办理情况", "主办、协办、办复、评价、超期", "table", DIRECTS | SIDE),
        Way("overview-members", "委员参与", "各界别的参与率，提交较多的委员", "users", DIRECTS),
        Way("overview-counties", "县市区办理情况", "本级和下级的提交、交办、办复", "chart-bar", DIRECTS),
        Way("overview", "本系统办理情况", "本系统承办单位的数字和比率", "chart-bar", SIDE),
        Way("figures-mine", "我的履职数字", "我提交的、办理的结果、作出的评价", "chart-bar", AUTHORS),
    )),
    ("评议和评优", (
        Way("evaluation-list", "双向评议", "提案者和承办单位背靠背评分", "scale", DIRECTS | UNIT | AUTHORS),
        Way("award-list", "评优", "推荐、评分、确定、公布", "award", ALL),
    )),
    ("履职计分", (
        Way("my-scores", "我的履职", "做了什么、得了几分，可以提异议", "award", frozenset({Role.MEMBER})),
        Way("score-table", "委员计分", "年度计分表、明细、调整、履职证明", "award", OFFICE),
        Way("score-objections", "计分异议", "核对委员的异议，更正或说明", "message-2", OFFICE),
        Way("score-participation", "委员履职", "各界别参与情况", "chart-bar", DIRECTS),
        Way("service-list", "履职记录", "会议、活动、值班等，谁组织谁记录", "checklist",
            OFFICE | {Role.OPERATOR}),
        Way("score-schemes", "计分办法", "规则各版、试算、生效", "settings", OFFICE),
    )),
    ("答复和导出", (
        Way("finding-table", "答复提示统计", "各单位答复里的提示：套话、没有日期等", "checklist", OFFICE | SIDE),
        Way("export-list", "我的导出", "在后台导出的清单，文件保留 7 天", "file-spreadsheet", ALL),
    )),
    ("社情民意", (
        Way("report-topics", "选题和约稿", "本季度重点选题，用选题写信息", "bulb", WRITES | DIRECTS | INFORMS),
        Way("report-inquiries", "转单位办理", "信息转给单位研究答复", "arrows-exchange", INFORMS),
        Way("report-ledger", "信息台账", "每条信息从收到到反馈", "table", INFORMS),
        Way("informant-list", "信息员", "各单位信息员和空缺", "users", INFORMS),
        Way("instruction-list", "批示", "领导批示和跟踪落实", "gavel", DIRECTS | SIDE | INFORMS),
        Way("uptake-list", "成果转化", "转化为协商、主席会议、年度计划的信息", "bulb", INFORMS),
        Way("report-figures", "社情民意统计", "收到、编发、上报、采用、批示，各单位排名", "chart-bar", INFORMS),
    )),
    ("督办和领办", (
        Way("supervision-list", "督办", "临期、超期、承诺、建议督办、督办中", "gavel", DIRECTS | SIDE | UNIT),
        Way("supervision-led", "领衔督办", "认领一件，写批示，跟踪", "signature", LEADS),
        Way("pressure-list", "交督一览", "交出去的每一件现在怎样", "table", DIRECTS | SIDE),
        Way("supervision-effect", "哪种方式管用", "函件、电话、调研、座谈的效果", "chart-bar", DIRECTS | SIDE),
        Way("inspection-list", "督导工作组", "走访单位、指出问题、到期核实", "users-group", DIRECTS | SIDE | UNIT),
        Way("claim-list", "领办", "申请或应邀领办，活动和成效", "hand-finger", AUTHORS | DIRECTS),
    )),
    ("三级联动和热线", (
        Way("link-list", "省市县流转", "收件、转出、催收、返回的结果", "arrows-exchange", DIRECTS),
        Way("link-counties", "县区流转", "本级、转来、转出，各县区的上报和办复", "chart-bar", DIRECTS),
        Way("exchange", "交换文件", "没有联网的政协之间，签名的文件和回执", "file-text", OFFICE),
        Way("hotline-list", "热线工单", "转 12345、市长信箱的事项，清单收发和对账", "phone", OFFICE),
        Way("hotline-topics", "热线热点", "群众近期反映较多的类别，供选题参考", "chart-bar", AUTHORS | DIRECTS),
    )),
    ("交流", (
        Way("case-list", "案例与交流", "大家提的事项、怎样办的、办得怎样", "message-circle", AUTHORS | DIRECTS),
    )),
)  # fmt: skip


@require_safe
def work(request):
    role = request.post.role if request.post else None
    groups = [(name, [way for way in ways if role in way.roles]) for name, ways in GROUPS]
    groups = [(name, ways) for name, ways in groups if ways]
    if not groups:
        raise Http404
    return render(request, "home/work.html", {"groups": groups})
