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
ALL = DIRECTS | SIDE | UNIT | AUTHORS
GROUPS = (
    ("选题和提交", (
        Way("topic-list", "选题", "征集、确定选题，用选题写提案", "bulb", AUTHORS | DIRECTS),
        Way("draft-list", "共同起草", "集体提案的起草人、各稿和改动", "users", AUTHORS),
        Way("cosign-list", "待我联名", "看全文，同意或不同意联名", "pencil", frozenset({Role.MEMBER})),
        Way("quota-table", "集体提案进度", "界别、专委会、党派各提了几件", "chart-bar", DIRECTS | {Role.OPERATOR}),
        Way("upper-list", "住地上级委员提案", "上级委员的提案和提供的帮助", "file-text", DIRECTS),
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
    ("评议和评优", (
        Way("evaluation-list", "双向评议", "提案者和承办单位背靠背评分", "scale", DIRECTS | UNIT | AUTHORS),
        Way("award-list", "评优", "推荐、评分、确定、公布", "award", ALL),
    )),
    ("热线", (
        Way("hotline-list", "热线工单", "转 12345、市长信箱的事项，清单收发和对账", "phone", OFFICE),
        Way("hotline-topics", "热线热点", "群众近期反映较多的类别，供选题参考", "chart-bar", AUTHORS | DIRECTS),
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
