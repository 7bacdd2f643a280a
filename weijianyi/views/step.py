"""The generic step page: GET shows the form of a step, POST takes it through the door."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string

from dispatch.models import Assignment, Supervision
from suggestions.models import Item
from weijianyi.stepforms import StepForm
from weijianyi.workflow import BadFacts, Forbidden, offers, perform

NOUNS = {"item": Item, "desk": Assignment, "supervision": Supervision}


def step(request, noun, slug, name):
    """403 not this role, 409 not now, 422 bad facts; what was typed stays in the form."""
    subject = found(request, noun, slug)
    offered = offered_step(request, subject, name)
    form = bound(request, subject, offered)
    if request.method == "POST" and form.is_valid():
        try:
            done = take(request, subject, offered, form)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"{offered.done}：{done}")
            return redirect(back_to(request, done))
    status = 422 if form.is_bound else 200
    context = {
        "subject": subject,
        "offered": offered,
        "form": form,
        "key": key_of(request),
        "next": back_to(request, subject),
    }
    return render(request, "step.html", context, status=status)


def found(request, noun, slug):
    if noun not in NOUNS:
        raise Http404
    field = "pk" if noun == "supervision" else "slug"
    return get_object_or_404(NOUNS[noun].objects.visible_to(request.actor), **{field: slug})


def offered_step(request, subject, name):
    """The step if this actor has it at all; on GET also refuse what is not possible now."""
    method = type(subject).steps().get(name)
    if method is None:
        raise Http404
    if not method.step.who(request.actor, subject):
        raise Forbidden(f"您现在的岗位不能“{method.step.label}”。")
    return method.step


def bound(request, subject, offered):
    form_class = import_string(offered.form) if offered.form else StepForm
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    return form_class(*data, subject=subject, actor=request.actor)


def take(request, subject, offered, form):
    """perform() with what every form carries: version seen, one-time key, the hat it was opened under."""
    check_hat(request)
    return perform(
        subject, offered.name, actor=request.actor, version=request.POST.get("version"),
        key=request.POST.get("key") or None, **form.facts(),
    )  # fmt: skip


def check_hat(request):
    """A form opened under one hat is not sent under another."""
    opened = request.POST.get("post")
    if opened and str(request.post.pk) != opened:
        raise Forbidden("打开这一页之后您换了岗位，请换回原来的岗位，或刷新后再办。")


def blame(form, refusal):
    """Put the door's 422 beside the fields it names."""
    errors = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal.error_list}
    for name, sentences in errors.items():
        known = name if name in form.fields else None
        for sentence in sentences:
            form.add_error(known, sentence.message)


def key_of(request):
    return request.POST.get("key") or uuid.uuid4().hex


def back_to(request, subject):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return subject.get_absolute_url()


def buttons(subject, actor, noun):
    """What ui/steps.html shows: this actor's steps on this subject, with the reason where one is not possible now."""
    return [
        {
            "label": offered.label,
            "url": f"/steps/{noun}/{subject.slug}/{offered.name}/",
            "tone": offered.tone,
            "icon": offered.icon,
            "why": why,
            "help": offered.help,
        }
        for offered, why in offers(subject, actor)
    ]
