"""计分办法 under 规则: versions, their groups and rules, putting one in force, what it would have given."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from members.models import ScoreGroup, ScoreRule, ScoreScheme
from members.scores import merits, presets, rules, schemes, tables
from members.scores.forms import EnactForm, GroupForm, RuleForm, SchemeForm
from members.views.my_scores import chips
from weijianyi.rulebook.pages import rule_tabs
from weijianyi.taking import blame, check_fresh, check_hat, fingerprint
from weijianyi.workflow import BadFacts, Forbidden


def found(request, pk):
    if not rules.edits_schemes(request.actor):
        raise Forbidden("计分办法由提案委和本机构管理员维护。")
    return get_object_or_404(ScoreScheme.objects.visible_to(request.actor).with_rules(), pk=pk)


def tabs_for(request):
    return rule_tabs("score-schemes") if request.post.role == "org_admin" else []


@require_safe
def listed(request):
    if not rules.edits_schemes(request.actor):
        raise Forbidden("计分办法由提案委和本机构管理员维护。")
    rows = ScoreScheme.objects.visible_to(request.actor).select_related(
        "created_by__user", "enacted_by__user"
    )
    choices = [(key, preset.title, preset.basis) for key, preset in presets.PRESETS.items()]
    return render(
        request, "scores/schemes.html", {"rows": rows, "presets": choices, "tabs": tabs_for(request)}
    )


@require_POST
def new(request):
    check_hat(request)
    if request.POST.get("preset") not in presets.PRESETS:
        messages.error(request, "请选一套办法作为底稿。")
        return redirect("score-schemes")
    scheme = schemes.begin(actor=request.actor, preset=request.POST["preset"])
    messages.success(request, f"已起草{scheme}，改好以后再生效。")
    return redirect(scheme)


@require_safe
def detail(request, pk):
    scheme = found(request, pk)
    names = merits.NAMES | merits.TAKING_BACK
    parts = [
        (group, [r for r in scheme.rules.all() if r.group_id == group.pk]) for group in scheme.groups.all()
    ]
    for rule in scheme.rules.all():
        rule.when = "、".join(names.get(name) or f"记录 {name.partition('.')[2]}" for name in rule.events)
        rule.until = "、".join(names.get(name, name) for name in rule.cancelled_by)
    return render(
        request, "scores/scheme.html", {"scheme": scheme, "parts": parts, "tabs": tabs_for(request)}
    )


def edit(request, pk):
    scheme = found(request, pk)
    schemes.check_draft(scheme, request.actor)
    return page(request, scheme, scheme, SchemeForm, str(scheme))


@require_POST
def copy(request, pk):
    check_hat(request)
    made = schemes.copy(found(request, pk), actor=request.actor)
    messages.success(request, f"已复制成{made}，改好以后再生效。")
    return redirect(made)


@require_POST
def discard(request, pk):
    check_hat(request)
    schemes.discard(found(request, pk), actor=request.actor)
    messages.success(request, "草稿已删除。")
    return redirect("score-schemes")


def enact(request, pk):
    scheme = found(request, pk)
    schemes.check_draft(scheme, request.actor)
    form = EnactForm(request.POST if request.method == "POST" else None, scheme=scheme)
    if form.is_bound and form.is_valid():
        check_hat(request)
        try:
            schemes.enact(scheme, actor=request.actor, valid_from=form.day())
        except ValidationError as refusal:
            blame(form, BadFacts(refusal))
        else:
            messages.success(request, f"{scheme}已定下生效日期。已经过去的日子会在后台补记。")
            return redirect(scheme)
    return shown(request, form, f"生效：{scheme}", "定下来", scheme)


@require_safe
def attempt(request, pk):
    """This version run on a year's events; nothing is written."""
    scheme, today = found(request, pk), timezone.localdate()
    labels = sorted({*tables.labels(scheme.organisation_id, today), today.year - 1, today.year}, reverse=True)
    wanted = request.GET.get("year", "")
    label = int(wanted) if wanted.isascii() and wanted.isdigit() and int(wanted) in labels else today.year - 1
    year, rows = tables.what_if(scheme, label)
    return render(request, "scores/what_if.html", {
        "scheme": scheme, "rows": rows, "year": year, "chips": chips(labels, label),
        "changed": sum(1 for row in rows if row.change), "grades": tables.grades(scheme, rows),
    })  # fmt: skip


# -- groups and rules ------------------------------------------------------------------------------
def group(request, pk, key):
    scheme = found(request, pk)
    schemes.check_draft(scheme, request.actor)
    row = next((g for g in scheme.groups.all() if g.pk == key), None) if key else ScoreGroup(scheme=scheme)
    return page(request, scheme, row, GroupForm, row.label if key and row else "新类别")


def rule(request, pk, key):
    scheme = found(request, pk)
    schemes.check_draft(scheme, request.actor)
    row = next((r for r in scheme.rules.all() if r.pk == key), None) if key else ScoreRule(scheme=scheme)
    return page(request, scheme, row, RuleForm, row.label if key and row else "新规则", {"scheme": scheme})


@require_POST
def remove(request, pk, what, key):
    """A group goes with its rules."""
    scheme = found(request, pk)
    check_hat(request)
    schemes.remove(scheme, what, key, actor=request.actor)
    messages.success(request, "已删除。")
    return redirect(scheme)


def page(request, scheme, row, form_class, title, more=None):
    if row is None:
        raise Http404
    version = fingerprint(row)
    check_fresh(request, row)
    form = form_class(request.POST if request.method == "POST" else None, instance=row, **(more or {}))
    if form.is_bound and form.is_valid():
        check_hat(request)
        schemes.save(scheme, form, actor=request.actor)
        messages.success(request, "已保存。")
        return redirect(scheme)
    return shown(request, form, title, "保存", scheme, version=version)


def shown(request, form, title, submit, scheme, **more):
    context = {
        "form": form, "title": title, "submit": submit, "back": scheme.get_absolute_url(),
        "trail": [("计分办法", reverse("score-schemes")), (str(scheme), scheme.get_absolute_url())], **more,
    }  # fmt: skip
    return render(request, "scores/form.html", context, status=422 if form.errors else 200)
