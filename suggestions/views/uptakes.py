"""成果转化: the list by progress, one bundle with its steps, proposing and changing it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.rules import has_role
from members.states import Role
from suggestions.forms.upward import UptakeForm
from suggestions.models import Uptake
from suggestions.upward import rules as upward_rules
from suggestions.upward import uptaking
from suggestions.upward.states import UptakeState
from suggestions.views.destinations import posted
from suggestions.views.topics import entry_page
from weijianyi import paging
from weijianyi.files.models import Attachment
from weijianyi.taking import buttons, check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden

NAMES = ("title", "form", "why", "host")


@require_safe
def uptake_list(request):
    check_reads(request)
    tab = request.GET.get("tab", "")
    tab = tab if tab in UptakeState.values else ""
    rows = Uptake.objects.visible_to(request.actor)
    counts = rows.aggregate(
        all=Count("pk"), **{s: Count("pk", filter=Q(state=s)) for s in UptakeState.values}
    )
    here = reverse("uptake-list")
    tabs = [{"label": "全部", "url": here, "current": not tab, "count": counts["all"], "hot": False}] + [
        {"label": label, "url": f"{here}?tab={state}", "current": state == tab, "count": counts[state], "hot": False}
        for state, label in uptaking.TABS.items()
    ]  # fmt: skip
    page = paging.page(rows.filter(**({"state": tab} if tab else {})).for_lists(), request, ("-pk",))
    context = {"page": page, "tabs": tabs, "edits": has_role(request.actor, Role.EDITOR), "tab": tab}
    return render(request, "reports/uptakes.html", context)


@require_safe
def uptake_detail(request, slug):
    check_reads(request)
    uptake = found(request, slug)
    context = {
        "uptake": uptake, "steps": buttons(uptake, request.actor, "uptake"), "events": uptaking.history(uptake),
        "entries": uptake.entries.select_related("report__report_facts"),
        "edits": upward_rules.records(request.actor, uptake) and uptake.state in uptaking.EDITABLE,
        "adds_files": upward_rules.records(request.actor, uptake), "files": Attachment.objects.of(uptake),
    }  # fmt: skip
    return render(request, "reports/uptake.html", context)


def uptake_new(request):
    if not has_role(request.actor, Role.EDITOR):
        raise Forbidden("成果转化由信息编辑提出。")
    form = UptakeForm(posted(request), actor=request.actor, taken=request.GET.getlist("report"))
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            facts = {name: form.cleaned_data[name] for name in NAMES}
            uptake = uptaking.propose(actor=request.actor, reports=form.cleaned_data["reports"], **facts)
            messages.success(request, f"已提出：{uptake}。等领导决定是否列入。")
            return redirect(uptake)
    return entry_page(request, {
        "title": "提出成果转化", "form": form, "submit": "提出", "back": reverse("uptake-list"),
        "back_label": "成果转化", "after": "领导收到消息，决定是否列入。",
    })  # fmt: skip


def uptake_edit(request, slug):
    uptake = found(request, slug)
    uptaking.check_edits(uptake, request.actor)
    form = UptakeForm(posted(request), actor=request.actor, uptake=uptake)
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, uptake)
        if form.is_valid():
            facts = {name: form.cleaned_data[name] for name in NAMES}
            uptake = uptaking.change(
                uptake, actor=request.actor, reports=form.cleaned_data["reports"], **facts
            )
            messages.success(request, "已存。")
            return redirect(uptake)
    return entry_page(request, {
        "title": "修改成果转化", "form": form, "submit": "保存", "back": uptake.get_absolute_url(),
        "back_label": str(uptake), "version": fingerprint(uptake),
    })  # fmt: skip


def found(request, slug):
    rows = Uptake.objects.visible_to(request.actor).select_related(
        "form", "proposed_by__user", "approved_by__user"
    )
    return get_object_or_404(rows, slug=slug)


def check_reads(request):
    if not upward_rules.is_inside(request.actor):
        raise Forbidden("成果转化由信息编辑和领导使用。")
