"""提案工作: one page with the way to everything about proposals that this post works with."""

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
ALL = DIRECTS | SIDE | UNIT | AUTHORS
GROUPS = (
    ("选题和提交", (
        Way("topic-list", "选题", "征集、确定选题，用选题写提案", "bulb", AUTHORS | DIRECTS),
        Way("draft-list", "共同起草", "集体提案的起草人、各稿和改动", "users", AUTHORS),
        Way("cosign-list", "待我联名", "看全文，同意或不同意联名", "pencil", frozenset({Role.MEMBER})),
        Way("quota-table", "集体提案进度", "界别、专委会、党派各提了几件", "chart-bar", DIRECTS | {Role.OPERATOR}),
        Way("upper-list", "住地上级委员提案", "上级委员的提案和提供的帮助", "file-text", DIRECTS),
    )),
    ("社情民意和交流", (
        Way("report-topics", "社情民意选题", "本季度重点选题和约稿，用选题写信息", "bulb", AUTHORS | DIRECTS),
        Way("case-list", "案例与交流", "大家提的事项、怎样办的、办得怎样", "message-2", AUTHORS | DIRECTS),
    )),
    ("审查和交办", (
        Way("proposal-list", "提案审查", "三审三校、结论、宣布", "clipboard-check", OFFICE),
        Way("handout-proposals", "提案交办", "预交办、交办、各单位交办单", "send", OFFICE | SIDE),
        Way("compilation", "提案汇编", "一次会议立案的提案，Word 文档", "file-text", DIRECTS),
    )),
    ("办理和督办", (
        Way("key-list", "重点提案", "候选、确定、认领、协商、进展", "star", ALL),
        Way("promise-list", "承诺和回头看", "答复里写明日期的承诺，到期核实", "checklist", DIRECTS | SIDE | UNIT),
    )),
    ("督办和领办", (
        Way("supervision-list", "督办", "临期、超期、承诺、建议督办、督办中", "gavel", DIRECTS | SIDE | UNIT),
        Way("supervision-led", "领衔督办", "认领一件，写批示，跟踪", "signature", frozenset({Role.LEADER})),
        Way("pressure-list", "交督一览", "交出去的每一件现在怎样", "table", DIRECTS | SIDE),
        Way("supervision-effect", "哪种方式管用", "函件、电话、调研、座谈的效果", "chart-bar", DIRECTS | SIDE),
        Way("inspection-list", "督导工作组", "走访单位、指出问题、到期核实", "users-group", DIRECTS | SIDE | UNIT),
        Way("claim-list", "领办", "申请或应邀领办，活动和成效", "hand-finger", AUTHORS | DIRECTS),
    )),
    ("三级联动", (
        Way("link-list", "省市县流转", "收件、转出、催收、返回的结果", "arrows-exchange", DIRECTS),
        Way("link-counties", "县区流转", "本级、转来、转出，各县区的上报和办复", "chart-bar", DIRECTS),
        Way("exchange", "交换文件", "没有联网的政协之间，签名的文件和回执", "file-text", OFFICE),
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
    ("社情民意", (
        Way("report-figures", "社情民意统计", "收到、编发、上报、采用、批示，各单位排名", "chart-bar", LEADS),
        Way("instruction-list", "批示", "领导批示和跟踪落实", "gavel", DIRECTS | SIDE),
        Way("uptake-list", "成果转化", "转化为协商、主席会议、年度计划的信息", "bulb", LEADS),
    )),
)  # fmt: skip


@require_safe
def work(request):
    role = request.post.role if request.post else None
    groups = [(name, [way for way in ways if role in way.roles]) for name, ways in GROUPS]
    groups = [(name, ways) for name, ways in groups if ways]
    if not groups:
        raise Http404
    return render(request, "proposals/work.html", {"groups": groups})
