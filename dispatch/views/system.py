"""Pages of the system administrator: organisations, jobs and health; no content of anybody."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from dispatch.forms.system import OrganisationForm
from dispatch.people import system
from suggestions.views.topics import entry_page
from weijianyi.taking import check_hat


@require_safe
def organisation_list(request):
    system.check_system(request.actor)
    return render(request, "people/organisations.html", {"rows": list(system.organisations())})


@never_cache
@sensitive_variables("password")
def organisation_new(request):
    system.check_system(request.actor)
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            try:
                made, post, password = system.create_organisation(request.actor, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return render(request, "people/slips.html", {"made": [(post.user, password)], "place": made})
    context = {
        "title": "新建政协组织", "form": form, "submit": "新建", "back": reverse("organisation-list"),
        "back_label": "政协组织", "after": "新建以后显示管理员的一次性密码，只显示这一次。",
    }  # fmt: skip
    return entry_page(request, context)


@require_safe
def health(request):
    system.check_system(request.actor)
    topics, given_up = system.background(timezone.now())
    context = {"jobs": system.jobs(), "topics": topics, "given_up": given_up}
    return render(request, "people/system.html", context)


@require_POST
def retry(request):
    number = system.retry(request.actor)
    messages.success(request, f"{number} 条重新开始。" if number else "没有停止重试的。")
    return redirect("system-health")
