"""Check and submit, then what happens next; the review day as a calendar file."""

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from suggestions import drafting, invitation, rules
from suggestions.forms.compose import judged
from suggestions.forms.section import judged_section
from suggestions.models import Item
from suggestions.proposals import cosigners, tasklist
from suggestions.proposals.sections import SECTIONS
from suggestions.review import outlook
from suggestions.states import WITH_AUTHOR, Kind, State
from suggestions.views.compose import to_divide
from weijianyi import rulebook
from weijianyi.files.models import Attachment
from weijianyi.forms import Form
from weijianyi.taking import blame, check_hat, key_of
from weijianyi.workflow import BadFacts, Forbidden, perform


class DeclarationForm(Form):
    """The last word before submitting."""

    declared = django_forms.BooleanField(
        label="我确认内容属实，作过了解或调研",
        error_messages={"required": "请确认内容属实，再提交。"},
    )


class ProposalDeclarationForm(DeclarationForm):
    declared = django_forms.BooleanField(
        label="我确认内容属实、已调研", error_messages={"required": "请确认内容属实、已调研，再提交。"}
    )


def declaration_of(item):
    return ProposalDeclarationForm if item.kind == Kind.PROPOSAL else DeclarationForm


def in_the_way(item):
    """[{url, message}] of what stands in the way of submitting."""
    if item.kind == Kind.PROPOSAL:
        return tasklist.still(item)
    edit = reverse("item-edit", args=[item.slug])
    errors = judged(item).error_summary
    return [{"url": f"{edit}#{error['anchor']}", "message": error["message"]} for error in errors]


def check(request, slug):
    """GET shows what will be submitted; POST submits it, once however often it is sent."""
    item = get_object_or_404(Item.objects.visible_to(request.actor).for_lists(), slug=slug)
    if not rules.edits(request.actor, item):
        raise Forbidden("只有作者可以提交。")
    if request.method == "GET" and item.state not in WITH_AUTHOR:
        return redirect(item)
    declaration, still = declaration_of(item)(request.POST or None), in_the_way(item)
    if request.method == "POST":
        check_hat(request)
        if declaration.is_valid() and not still:
            try:
                item = perform(
                    item, "submit", actor=request.actor, version=request.POST.get("version"),
                    key=request.POST.get("key") or None, declared=True,
                )  # fmt: skip
            except BadFacts as refusal:
                blame(declaration, refusal)
            else:
                return redirect("item-sent", item.slug)
    context = {
        "item": item, "form": declaration, "still": still, "key": key_of(request),
        "rows": [*summary(item), *divided(item, request.path)], "files": Attachment.objects.of(item),
        "advice": advice(item),
        "may_submit": rules.submits(request.actor, item), "operator": operator_now(request, item),
        "signed": item.signatures,
        "open": cosigners.sentence(item) if item.state == State.COSIGNING else "",
        "to_come": outlook.stages_to_come(
            item.organisation, item.kind, outlook.review_day(item.organisation, item.kind)
        ),
    }  # fmt: skip
    return render(request, "suggestions/check.html", context, status=422 if request.method == "POST" else 200)


def divided(item, here):
    """What the author divided by hand into numbered requests, and the way to it. `requests` is a reverse key."""
    if item.kind == Kind.REPORT:
        return []
    texts = item.requests.values_list("number", "text")
    said = "\n".join(f"{number}. {text}" for number, text in texts) or "没有另外分列，按原文自己的序号"
    change = "" if item.state == State.COSIGNING else to_divide(item, here)
    return [("建议条目", said, change)]


def summary(item):
    """[(label, text, where to change it)] in the order of the form."""
    if item.kind == Kind.PROPOSAL:
        return summary_of_proposal(item)
    form, edit = judged(item), reverse("item-edit", args=[item.slug])
    consent = {True: "可以公开", False: f"不公开：{item.closed_reason}", None: ""}[item.open_consent]
    texts = {"open_consent": consent}
    if item.kind == Kind.REPORT:
        texts["urgent"] = "是，当天处理" if item.report_facts.urgent else "不是"
    names = [name for name in form.fields if name in drafting.FIELDS[item.kind] and name != "closed_reason"]
    return [
        (form.fields[n].label, texts.get(n, drafting.stored(item, n) or ""), f"{edit}#{form[n].anchor}")
        for n in names
    ]


def summary_of_proposal(item):
    """Every section with its fields; while others are asked to sign nothing can be changed here."""
    found = []
    consent = {True: "可以公开", False: f"不公开：{item.closed_reason}", None: ""}[item.open_consent]
    for section in SECTIONS.values():
        form, url = (
            judged_section(item, section.name),
            reverse("proposal-section", args=[item.slug, section.name]),
        )
        for name in form.names:
            if name != "closed_reason":
                text = consent if name == "open_consent" else drafting.stored(item, name) or ""
                change = "" if item.state == State.COSIGNING else f"{url}#{form[name].anchor}"
                found.append((form.fields[name].label, text, change))
    return found


def operator_now(request, item):
    """Who acts for the collective on this page, or nothing."""
    first = item.first_author
    return request.user.name if first and first.collective_id and request.post.collective_id else ""


def advice(item):
    """What would make it easier to handle; never in the way of submitting."""
    written = len(item.situation) + len(item.analysis) + len(item.advice)
    least = rulebook.value(item.organisation_id, f"{item.kind}_body_min")
    most = rulebook.value(item.organisation_id, f"{item.kind}_body_warn")
    if written < least:
        return f"正文只有 {written} 字，写得再具体一些，承办单位更容易办。"
    return f"正文有 {written} 字，精简到 {most} 字以内更容易看清。" if written > most else ""


@require_safe
def sent(request, slug):
    """Number, review day, what comes next."""
    item = own_submitted(request, slug)
    to_come = outlook.stages_to_come(item.organisation, item.kind, item.review_on or timezone.localdate())
    first, post = item.first_author, request.post
    context = {
        "item": item, "to_come": to_come, "serial": serial_of(item),
        "collective": first.name if first and first.collective_id else "",
        "operator": request.user.name if post.collective_id else "",
    }  # fmt: skip
    return render(request, "suggestions/sent.html", context)


def serial_of(item):
    """The provisional number of a proposal that is not filed yet."""
    return item.proposal_facts.serial if item.kind == Kind.PROPOSAL and item.number is None else None


@require_safe
def calendar(request, slug):
    """The review day for the calendar of a phone."""
    item = own_submitted(request, slug)
    if item.review_on is None:
        return redirect("item-sent", item.slug)
    url = request.build_absolute_uri(item.get_absolute_url())
    answer = HttpResponse(
        invitation.review_day(item, url, timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="review-{item.review_on:%Y%m%d}.ics"'
    return answer


def own_submitted(request, slug):
    items = Item.objects.visible_to(request.actor).submitted().select_related("organisation")
    item = get_object_or_404(items.prefetch_related("authorships"), slug=slug)
    if not rules.edits(request.actor, item):
        raise Forbidden("只有作者看得到这一页。")
    return item
