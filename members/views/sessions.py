"""届次: the sessions of an organisation, kept by its administrator; proposals are numbered within them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import sessions
from members.models import Session
from members.session_forms import SessionForm
from weijianyi.rulebook.pages import org_admin_only, rule_tabs
from weijianyi.taking import check_fresh, check_hat, fingerprint


@org_admin_only
@require_safe
def session_list(request):
    rows = sessions.all_of(request.post.organisation_id)
    return render(request, "members/sessions.html", {"rows": rows, "tabs": rule_tabs("session-list")})


@org_admin_only
def session_new(request):
    return page(request, Session(organisation=request.post.organisation), "登记届次")


@org_admin_only
def session_edit(request, pk):
    row = sessions.all_of(request.post.organisation_id).filter(pk=pk).first()
    if row is None:
        raise Http404
    return page(request, row, str(row))


def page(request, row, title):
    version = fingerprint(row)
    check_fresh(request, row)
    form = SessionForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        check_hat(request)
        form.save()
        messages.success(request, f"{row}已保存。")
        return redirect("session-list")
    back = reverse("session-list")
    note = "改动只影响以后提交的提案，已经提交的不变。" if row.pk else ""
    context = {
        "title": title,
        "form": form,
        "version": version,
        "history": [],
        "trail": [("届次", back)],
        "back": back,
        "note": note,
    }
    return render(request, "rulebook/change.html", context, status=422 if form.errors else 200)
