"""The help centre: one short page per role, with the terms and settings that are in force today."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.items import review_page
from members.states import OFFICE, UNIT, WRITERS, Role
from suggestions.states import Kind
from weijianyi import rulebook
from weijianyi.clock.limits import limit_for
from weijianyi.rulebook.defaults import BY_KEY

# name in the address: (title, template, whose page it is)
PAGES = {
    "member": ("委员", "help/member.html", WRITERS),
    "office": ("提案委", "help/office.html", OFFICE),
    "unit": ("承办单位", "help/unit.html", UNIT | {Role.RELAY}),
    "supervisor": ("督查", "help/supervisor.html", {Role.SUPERVISOR}),
    "leader": ("领导", "help/leader.html", {Role.LEADER}),
    "liaison": ("工作室联络员", "help/liaison.html", {Role.LIAISON}),
    "report": ("信息编辑", "help/editor.html", {Role.EDITOR}),
    "proposal": ("提案", "help/proposal.html", set()),
    "admin": ("管理员", "help/admin.html", {Role.ORG_ADMIN, Role.SYS_ADMIN}),
}
TERMS = (
    "review", "consult", "member_fix", "second_person", "conversion_draft", "sign_receipt", "handback",
    "handback_decision", "handle_urgent", "handle_normal", "handle_complex", "extension_max", "extension_decision",
    "relay", "assist", "check", "rate", "redo", "redo_decision", "supervision", "claim_decision", "claim",
    "link_receipt",
)  # fmt: skip
PROPOSAL_TERMS = (
    "reply", "reply_max", "assist", "handback", "handback_decision", "first_contact", "feedback", "redo",
)  # fmt: skip
SETTINGS = (
    "review_weekdays", "workday_cutoff", "title_max", "suggestion_body_min", "suggestion_body_good",
    "suggestion_body_max", "photos_max", "dissatisfied_reason_min", "undo_seconds", "max_round",
    "handback_window_decider_after", "proposal_readings", "cosign_days", "cosign_hours_in_session",
    "proposal_body_max", "ranking_min_cases", "duty_remind_days", "duty_gap_days",
)  # fmt: skip


@require_safe
def help_page(request):
    """The page of the current post's role, or of the one in the address."""
    post = request.post
    name = request.GET.get("role")
    if name not in PAGES:
        name = page_of(post.role if post else None)
    title, template, _ = PAGES[name]
    organisation, today = post and post.organisation, timezone.localdate()
    context = {
        "title": title,
        "tabs": tabs(name),
        "terms": {code: limit_for(organisation, Kind.SUGGESTION, code, today).text for code in TERMS},
        "formal": {code: limit_for(organisation, Kind.PROPOSAL, code, today).text for code in PROPOSAL_TERMS},
        "rules": {key: BY_KEY[key].text(rulebook.value(organisation, key, today)) for key in SETTINGS},
        "keys": review_page.KEY_SHEET,
    }
    return render(request, template, context)


def page_of(role):
    return next((name for name, (_, _, roles) in PAGES.items() if role in roles), "member")


def tabs(current):
    return [
        {
            "label": title,
            "url": f"{reverse('help')}?role={name}",
            "current": name == current,
            "count": None,
            "key": "",
        }
        for name, (title, _, _) in PAGES.items()
    ]
