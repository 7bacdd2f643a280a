"""提醒规则: the rungs of the organisation's ladder, changed by its administrator or its office."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.forms.ladder import RungForm
from dispatch.ladder import rungs
from dispatch.ladder.states import To, Watch
from members.rules import has_role
from members.states import OFFICE, Role
from weijianyi.clock.templatetags.clock import cn_date
from weijianyi.notices.models import Channel
from weijianyi.rulebook.pages import rule_tabs
from weijianyi.workflow import Forbidden

WHY_NOW = {"urged": "催办由人当面发出，总是立即，不并入汇总。"}


def keepers_only(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not has_role(request.actor, Role.ORG_ADMIN, *OFFICE):
            raise Forbidden("提醒规则由本机构管理员和提案委维护。")
        return view(request, *args, **kwargs)

    return guarded


@keepers_only
@require_safe
def ladder(request):
    found = rungs.in_force(request.post.organisation, timezone.localdate())
    context = {
        "rows": [row(rung) for rung in found],
        "tabs": rule_tabs("rules-ladder") if has_role(request.actor, Role.ORG_ADMIN) else [],
    }
    return render(request, "dispatch/ladder.html", context)


def row(rung):
    return {
        "rung": rung,
        "to": "、".join(To(t).label for t in rung.to),
        "channels": words(rung),
    }


def words(rung):
    if rung.watch == Watch.COUNT and not rung.channels:
        return "待审栏计数，不推送"
    if not rung.active:
        return "停用"
    labels = "、".join(Channel(c).label for c in rung.channels) or "站内"
    return f"{labels}，即时" if rung.at_once else labels


@keepers_only
def change(request, code):
    organisation = request.post.organisation
    rung = rungs.find(organisation, code, timezone.localdate())
    if rung is None:
        raise Http404
    names = ("label", "active", "amount", "at", "to", "channels", "at_once", "wording")
    initial = {name: getattr(rung, name) for name in names} | {"valid_from": timezone.localdate()}
    form = RungForm(rung, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        new = rungs.change(organisation, rung, user=request.user, **form.cleaned_data)
        messages.success(request, f"提醒“{new.label}”已改，自{cn_date(new.valid_from)}起生效。")
        return redirect("rules-ladder")
    context = {
        "title": f"提醒：{rung.label}",
        "form": form,
        "history": [
            (version, f"{version.condition}；{words(version)}")
            for version in rungs.versions(organisation, code)
        ],
        "trail": [("提醒规则", reverse("rules-ladder"))],
        "back": reverse("rules-ladder"),
        "note": f"现在：{rung.condition}。{WHY_NOW.get(code, '')}",
    }
    return render(request, "rulebook/change.html", context, status=422 if form.errors else 200)
