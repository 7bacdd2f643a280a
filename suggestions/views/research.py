"""Evidence of the research behind an item: adding, changing, taking back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from suggestions import rules
from suggestions.forms.drafters import ResearchForm
from suggestions.models import Item, Research
from suggestions.proposals import evidence
from suggestions.states import WITH_AUTHOR
from suggestions.views.topics import entry_page
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden, NotNow

NAMES = ("form", "held_on", "place", "people", "finding")


def research_new(request, slug):
    item = get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    check_writes(request, item)
    return research_form(request, item, None)


def research_edit(request, slug):
    rows = Research.objects.visible_to(request.actor).standing().select_related("item")
    research = get_object_or_404(rows, slug=slug)
    check_writes(request, research.item)
    return research_form(request, research.item, research)


@require_POST
def research_remove(request, slug):
    rows = Research.objects.visible_to(request.actor).standing().select_related("item")
    research = get_object_or_404(rows, slug=slug)
    check_writes(request, research.item)
    check_hat(request)
    evidence.take_back(research, request.actor, timezone.now())
    messages.success(request, "已删去这次调研。")
    return redirect(way_back(request, research.item))


def research_form(request, item, research):
    initial = {name: getattr(research, name) for name in NAMES} if research else {}
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResearchForm(*data, item=item, initial=initial)
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, research)
        if form.is_valid():
            research = research or Research(item=item, entered_by=request.post)
            for name, value in form.values().items():
                setattr(research, name, value)
            research.save()
            for sentence in form.attach_uploads(research, actor=request.actor):
                messages.error(request, sentence)
            messages.success(request, "调研情况已记下。")
            return redirect(way_back(request, item))
    context = {
        "title": "修改调研情况" if research else "登记一次调研", "form": form, "submit": "保存",
        "after": "这些内容随提案一起提交，审查和承办的同志看得到。", "back": way_back(request, item),
        "back_label": item, "multipart": True, "version": fingerprint(research),
        "extra": research and files_of(research),
        "void_url": research and reverse("research-remove", args=[research.slug]),
    }  # fmt: skip
    return entry_page(request, context)


def files_of(research):
    return [file for row, files in evidence.rows_of(research.item) if row.pk == research.pk for file in files]


def way_back(request, item):
    """The writing page of an author, the versions of a named drafter."""
    edits = rules.edits(request.actor, item)
    return reverse("item-edit" if edits else "draft-versions", args=[item.slug])


def check_writes(request, item):
    if not (rules.edits(request.actor, item) or rules.drafts(request.actor, item)):
        raise Forbidden("只有作者和参加起草的委员可以登记调研情况。")
    if item.state not in WITH_AUTHOR or item.voided_at:
        raise NotNow(f"这件事项现在是“{item.get_state_display()}”，不能修改。", item)
