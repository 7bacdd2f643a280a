"""Pages of the clock: why a day is due, the limits, the calendar of a year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from weijianyi.clock import editing, jobs, limits, loading
from weijianyi.clock.forms import DayForm, ImportForm, LimitForm, ReviewDayForm
from weijianyi.clock.holidays import Change
from weijianyi.clock.models import Deadline, TimeLimit
from weijianyi.clock.templatetags.clock import cn_date, in_words
from weijianyi.clock.why import explanation
from weijianyi.clock.year import year_view
from weijianyi.rulebook.pages import org_admin_only, rule_tabs

YEARS = range(2000, 2100)


@require_safe
def why(request, slug):
    """Each day between start and due, for those who may see the subject."""
    deadline = Deadline.objects.for_actor(request.actor, slug)
    if deadline is None:
        raise Http404
    return render(request, "clock/why.html", in_words(deadline) | explanation(deadline))


@org_admin_only
@require_safe
def limits_list(request):
    rows = limits.in_force(request.post.organisation, timezone.localdate())
    return render(request, "clock/limits.html", {"rows": rows, "tabs": rule_tabs("rules-limits")})


@org_admin_only
def limit_change(request, pk):
    organisation = request.post.organisation
    row = TimeLimit.objects.of(organisation).filter(pk=pk).first()
    if row is None:
        raise Http404
    initial = {"unit": row.unit, "value": row.value or None, "fixed_date": row.fixed_date}
    form = LimitForm(request.POST or None, initial=initial | {"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        new = editing.change_limit(organisation, row, user=request.user, **form.cleaned_data)
        messages.success(request, f"“{new.label}”改为{new.text}，自{cn_date(new.valid_from)}起生效。")
        return redirect("rules-limits")
    context = {
        "title": f"{row.label}（{row.get_kind_display()}）",
        "form": form,
        "history": [(version, version.text) for version in limits.versions(organisation, row)],
        "trail": [("办理时限", reverse("rules-limits"))],
        "back": reverse("rules-limits"),
        "note": f"现有 {editing.open_under(organisation, row)} 件正在计时，期限不变；新版本只管此后开始的。",
    }
    return render(request, "rulebook/change.html", context, status=422 if form.errors else 200)


@org_admin_only
@require_safe
def calendar_year(request, year):
    return _year_page(request, year, DayForm(year), ReviewDayForm(year))


@org_admin_only
@require_POST
def calendar_day(request, year):
    """Add or withdraw one own day: first what would move, then, confirmed, the change."""
    organisation, form = request.post.organisation, DayForm(year, request.POST)
    withdrawing = request.POST.get("withdraw") == "1"
    if withdrawing:
        del form.fields["kind"], form.fields["name"]
    if not form.is_valid():
        return _year_page(request, year, form, ReviewDayForm(year))
    day = form.cleaned_data["date"]
    change = None if withdrawing else Change(day, form.cleaned_data["kind"], form.cleaned_data["name"])
    if request.POST.get("confirm") != "1":
        moved = editing.moved_by(organisation, add=change, remove=day if withdrawing else None)
        what = f"恢复{cn_date(day)}" if withdrawing else f"{cn_date(day)}：{change.name}"
        return _preview(request, year, what, moved, request.path)
    if withdrawing:
        lines = editing.withdraw_override(organisation, day)
    else:
        lines = editing.override(organisation, change, request.user)
    messages.success(request, f"{cn_date(day)}已保存，{len(lines)} 个期限随之调整。")
    return redirect("rules-calendar", year)


@org_admin_only
@require_POST
def review_day(request, year):
    organisation, form = request.post.organisation, ReviewDayForm(year, request.POST)
    if not form.is_valid():
        return _year_page(request, year, DayForm(year), form)
    day = form.cleaned_data["date"]
    if request.POST.get("withdraw") == "1":
        editing.withdraw_review_day(organisation, day)
        messages.success(request, f"{cn_date(day)}不再加开审核。")
    else:
        editing.add_review_day(organisation, day, form.cleaned_data["note"])
        messages.success(request, f"{cn_date(day)}已加开审核。")
    return redirect("rules-calendar", year)


@org_admin_only
def calendar_import(request, year):
    """A notice counts for all organisations, so the uppermost one loads it."""
    organisation = request.post.organisation
    if organisation.parent_id or year not in YEARS:
        raise Http404
    form = ImportForm(year, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("confirm") != "1":
            moved = jobs.moved(None, loading.preview(year, form.days))
            return _preview(request, year, f"导入 {year} 年放假安排 {len(form.days)} 天", moved, request.path)
        loading.load_year(year, form.days, form.cleaned_data["source"], request.user)
        now = timezone.now()
        lines = jobs.recompute_open(timezone.localdate(now), now=now)
        messages.success(request, f"{year} 年放假安排已导入，{len(lines)} 个期限随之调整。")
        return redirect("rules-calendar", year)
    context = {"year": year, "form": form, "back": reverse("rules-calendar", args=[year])}
    return render(request, "clock/import.html", context, status=422 if form.errors else 200)


def _year_page(request, year, day_form, review_form):
    if year not in YEARS:
        raise Http404
    organisation = request.post.organisation
    context = year_view(organisation, year) | {
        "tabs": rule_tabs("rules-calendar"),
        "day_form": day_form,
        "review_form": review_form,
        "may_import": organisation.parent_id is None,
    }
    bad = day_form.errors or review_form.errors
    return render(request, "clock/calendar.html", context, status=422 if bad else 200)


def _preview(request, year, what, moved, action):
    """What would move; the same facts wait in hidden fields for the confirmation."""
    skip = {"csrfmiddlewaretoken", "confirm", "post"}
    mine = [(clock, new) for clock, new in moved if clock.organisation_id == request.post.organisation_id]
    context = {
        "year": year,
        "what": what,
        "moved": mine,
        "elsewhere": len(moved) - len(mine),  # other organisations' matters are counted, never shown
        "facts": [(name, value) for name, value in request.POST.items() if name not in skip],
        "action": action,
    }
    return render(request, "clock/preview.html", context)
