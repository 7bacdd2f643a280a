"""Importing the text of a proposal from Word: upload, a look at every part, and only then it is saved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from suggestions import drafting
from suggestions.forms.importing import PreviewForm, UploadForm
from suggestions.models import Item
from suggestions.states import Kind
from weijianyi.taking import check_hat


def document(request, slug):
    """GET the upload; POST a file shows the preview, POST then=save stores what was chosen."""
    item = proposal_draft(request, slug)
    if request.method != "POST":
        return uploading(request, item, UploadForm())
    check_hat(request)
    if request.POST.get("then") == "save":
        return saved(request, item)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return uploading(request, item, form, status=422)
    return previewed(request, item, form.cleaned_data["document"])


def proposal_draft(request, slug):
    items = Item.objects.visible_to(request.actor).filter(kind=Kind.PROPOSAL)
    item = get_object_or_404(items, slug=slug)
    drafting.editable(item, request.actor)
    return item


def uploading(request, item, form, status=200):
    return render(request, "suggestions/proposal_import.html", {"item": item, "form": form}, status=status)


def previewed(request, item, draft):
    form = PreviewForm(item=item, draft=draft)
    return preview(request, item, form, notes=draft.notes)


def preview(request, item, form, *, notes=(), stale=False, status=200):
    context = {
        "item": item, "form": form, "parts": form.parts(), "notes": notes, "stale": stale,
        "version": item.version,
    }  # fmt: skip
    return render(request, "suggestions/proposal_preview.html", context, status=status)


def saved(request, item):
    form = PreviewForm(request.POST, item=item)
    if not form.is_valid():
        return preview(request, item, form, status=422)
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else -1
    values = form.values()
    try:
        item = drafting.save(item, values, actor=request.actor, seen=seen)
    except drafting.Stale as stale:
        form.item = stale.item
        return preview(request, stale.item, form, stale=True, status=409)
    if values:
        messages.success(request, "导入的文字已存，请逐项看一遍。")
    else:
        messages.info(request, "没有导入，原来的内容没有变。")
    return redirect("item-edit", item.slug)
