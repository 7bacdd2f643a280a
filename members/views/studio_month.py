"""值班表: the month of a studio, laying it out, a duty by hand."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.duties import planning as duty_planning
from members.duties import rules as duty_rules
from members.duties import when as duties
from members.duties.forms import DutyForm
from members.models import DutyFeed
from members.states import DutyState
from members.views.my_duty import link
from members.views.studio import found
from weijianyi.taking import check_hat
from weijianyi.workflow import NotNow


@require_safe
def month(request, slug):
    studio = found(request, slug)
    first = duties.month_of(request.GET.get("month"))
    weeks = duties.grid(studio, first)
    listed = [duty for week in weeks for cell in week if cell["inside"] for duty in cell["duties"]]
    keeps = duty_rules.looks_after(request.actor, studio)
    gaps = [duty for duty in listed if duty.state == DutyState.OPEN and duty.date >= timezone.localdate()]
    return render(request, "studios/month.html", {
        "studio": studio, "first": first, "weeks": weeks, "keeps": keeps and studio.is_open, "gaps": gaps,
        "any": bool(listed), "unrecorded": [duty for duty in listed if duty.unrecorded] if keeps else [],
        "missing": len(duty_planning.missing(studio, start_of(first), duties.last_of(first))) if keeps else 0,
        "feed": link(request, DutyFeed.objects.of(request.actor).valid().filter(studio=studio).first()),
        "before": duties.previous_month(first), "after": duties.next_month(first),
    })  # fmt: skip


def start_of(first):
    """Planning looks ahead only: what is past is entered by hand."""
    return max(first, timezone.localdate())


def plan(request, slug):
    """What laying out the month would write, with the counts that make it fair; a click writes it."""
    studio = found(request, slug, duty_rules.looks_after)
    first = duties.month_of(request.POST.get("month") or request.GET.get("month"))
    if not studio.is_open:
        raise NotNow("工作室已经停用，不再排班。", studio)
    made = duty_planning.plan(studio, start_of(first), duties.last_of(first))
    if request.method == "POST":
        check_hat(request)
        if request.POST.get("stamp") != made.stamp:
            raise NotNow("排班刚刚有了变化，请再看一遍。", studio)
        written = duty_planning.carry_out(made, request.actor)
        gaps = sum(duty.state == DutyState.OPEN for duty in written)
        note = f"，其中 {gaps} 次还缺人" if gaps else ""
        messages.success(request, f"排好 {len(written)} 次{note}。已告诉值班的委员。")
        return redirect(f"{reverse('duty-month', args=[studio.slug])}?month={first:%Y-%m}")
    rows = [(shift.slot, made.members.get(shift.person)) for shift in made.shifts]
    context = {
        "studio": studio,
        "first": first,
        "plan": made,
        "rows": rows,
        "rules": studio.duty_rules.exists(),
    }
    return render(request, "studios/plan.html", context)


def duty_new(request, slug):
    """A duty beside the rules."""
    studio = found(request, slug, duty_rules.looks_after)
    if not studio.is_open:
        raise NotNow("工作室已经停用，不再排班。", studio)
    data = request.POST if request.method == "POST" else None
    initial = {"date": request.GET.get("date"), "starts": "09:00", "ends": "11:30", "mode": "on_site"}
    form = DutyForm(data, subject=studio, actor=request.actor, initial=initial)
    if form.is_bound and form.is_valid():
        check_hat(request)
        duty = duty_planning.add(studio, request.actor, form.facts())
        messages.success(request, f"已加上：{duty}。")
        return redirect(f"{reverse('duty-month', args=[studio.slug])}?month={duty.date:%Y-%m}")
    back = reverse("duty-month", args=[studio.slug])
    context = {
        "form": form, "title": "加一次值班", "studio": studio, "note": "不选人的，先留作缺人。", "version": "",
        "back": back, "end": "",
    }  # fmt: skip
    return render(request, "studios/form.html", context, status=422 if form.errors else 200)
