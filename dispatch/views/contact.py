"""A contact that was recorded wrongly is corrected on a page of its own: a new row, the old one void."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from dispatch import rules
from dispatch.forms.handling import ContactForm
from dispatch.models import Assignment
from weijianyi.taking import blame, key_of, take
from weijianyi.workflow import BadFacts, Forbidden

CORRECT = Assignment.steps()["correct_contact"].step
FIELDS = ("stage", "form", "held_on", "people", "rank", "summary")


def correct(request, slug, pk):
    """GET: the form as it was recorded; POST: the step."""
    desks = Assignment.objects.visible_to(request.actor).select_related("item", "department")
    desk = get_object_or_404(desks, slug=slug)
    if not rules.unit_of(request.actor, desk):
        raise Forbidden("沟通记录由承办单位更正。")
    wrong = desk.contacts.filter(pk=pk).first()
    if wrong is None:
        raise Http404
    if request.method != "POST" and wrong.voided_at:
        messages.info(request, "这条沟通记录已经更正过，下面是最新的。")
        return redirect(f"{desk.get_absolute_url()}#contacts")
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    as_recorded = {name: getattr(wrong, name) for name in FIELDS}
    form = ContactForm(*bound, subject=desk, actor=request.actor, initial=as_recorded)
    if bound and form.is_valid():
        try:
            take(request, desk, CORRECT, form, wrong=wrong)
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "沟通记录已更正，原来的一条作废留底。")
            return redirect(f"{desk.get_absolute_url()}#contacts")
    context = {
        "subject": desk, "offered": CORRECT, "form": form, "key": key_of(request), "next": desk.get_absolute_url(),
    }  # fmt: skip
    return render(request, "step.html", context, status=422 if bound else 200)
