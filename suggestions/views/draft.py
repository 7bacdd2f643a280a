"""What a page of writing asks for by the way: autosave, files before the first save, members' names, the end."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suggestions import conversion, drafting, rules
from suggestions.forms.compose import DOCUMENTS
from suggestions.forms.words import tidy
from suggestions.models import Item
from suggestions.search import similar
from suggestions.states import Kind, State
from suggestions.views import writing
from suggestions.views.compose import form_for, found, kept_files, stored, writable
from weijianyi.files import widget
from weijianyi.files.models import Attachment
from weijianyi.forms import Form
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden, NotNow


@require_POST
def autosave(request, slug):
    item = found(request, slug)
    return writing.autosaved(request, slug) if item.kind == Kind.PROPOSAL else answer(request, item)


@require_POST
def autosave_new(request, kind):
    """A page that has no draft yet gets one with its first words."""
    kind = on_one_page(request, kind)
    return answer(request, drafting.find(request.actor, request.POST.get("draft")), kind)


def on_one_page(request, kind):
    """A proposal is written section by section; it begins with its first page sent."""
    if kind == Kind.PROPOSAL:
        raise Http404
    return writable(request, kind)


def answer(request, item, kind=None):
    """JSON for app.js: where to save next, the version to go on from, what could not be kept."""
    check_hat(request)
    form = form_for(request, item.kind if item else kind, item, request.POST)
    form.is_valid()
    if item is None and not form.begins():
        return HttpResponse(status=204)
    try:
        item = stored(request, form)
    except drafting.Stale:
        return JsonResponse({}, status=409)
    left = form.unstored()
    return JsonResponse(
        {
            "url": reverse("item-autosave", args=[item.slug]),
            "page": reverse("item-edit", args=[item.slug]),
            "slug": item.slug,
            "version": item.version,
            "note": f"{'、'.join(left)}没有存上" if left else "",
        }
    )


@require_POST
def first_files(request, kind):
    """htmx: files added before the first save begin the draft; answers the grid that goes on with it."""
    kind = on_one_page(request, kind)
    check_hat(request)
    item = drafting.find(request.actor, request.POST.get("draft"))
    form = form_for(request, kind, item, request.POST, request.FILES)
    form.is_valid()
    refused, before = form.refused_files(), 0
    if item is None:
        if "member" in form.errors:
            context = {
                "kind": kind,
                "refused": ["请先选择为哪位委员代录，再添加文件。"],
                "wants_documents": kind in DOCUMENTS,
            }
            return render(request, "suggestions/compose_files.html", context, status=422)
        item = stored(request, form)
    else:
        drafting.editable(item, request.actor)
        before = Attachment.objects.of(item).count()
    refused += kept_files(request, form, item)
    context = widget.upload_context(
        request, item, kind=Attachment.Kind.DOCUMENT if kind in DOCUMENTS else Attachment.Kind.PHOTO,
        back=reverse("item-edit", args=[item.slug]), refused=refused,
        added=Attachment.objects.of(item).count() - before,
    )  # fmt: skip
    return render(request, "ui/upload.html", context)


@require_safe
def look_alikes(request, kind):
    """htmx: what resembles the title and place being written; empty when nothing does."""
    kind = writable(request, kind)
    words = {name: tidy(request.GET.get(name, ""))[:120] for name in ("title", "place")}
    item = Item(organisation=request.post.organisation, kind=kind, **words)
    own = request.GET.get("item", "")
    pairs = (
        [pair for pair in similar.like(item, request.actor) if pair[0].slug != own] if words["title"] else []
    )
    return render(request, "suggestions/similar.html", {"rows": similar.rows(pairs), "kind": Kind(kind)})


@require_safe
def authors(request):
    """htmx: the members whose name or phone begins so, as options of 为哪位委员代录."""
    if not rules.enters(request.actor):
        raise Forbidden("只有提案委和信息编辑可以代录。")
    members = drafting.members_of(request.actor, request.GET.get("q", "").strip()[:20])
    return render(request, "suggestions/compose_authors.html", {"members": members[:50]})


def discard(request, slug):
    """GET asks, POST deletes a draft that was never submitted."""
    item = get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    if request.method == "POST":
        check_hat(request)
        title = str(item)
        drafting.discard(item, actor=request.actor)
        messages.success(request, f"草稿“{title}”已删除。")
        return redirect("home" if rules.enters(request.actor) else "item-list")
    drafting.editable(item, request.actor)
    if item.state != State.DRAFT:
        raise NotNow("已经提交过的事项不能删除，可以申请撤回。", item)
    lost = ["文字、照片和附件都会删除，不能恢复。"]
    if source := conversion.conversion_of(item):
        lost.append(f"这份草稿是由“{source.from_item}”转来的，删除以后，原来那一件按“转件未提交”结束。")
    context = {
        "title": f"删除草稿“{item}”", "consequences": lost, "form": Form(), "submit": "删除草稿", "tone": "w",
        "icon": "trash", "post": request.post.pk, "cancel_url": reverse("item-edit", args=[item.slug]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)
