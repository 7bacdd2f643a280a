"""Writing an item: a new one, a draft or one sent back; saves first and judges afterwards."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from suggestions import codes, drafting, rules
from suggestions.forms.compose import DOCUMENTS, ComposeForm
from suggestions.models import Item
from suggestions.review import outlook
from suggestions.states import Kind, Outcome, State
from weijianyi.parking import forget, keeps_text, parked
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden

GUIDE = {
    Kind.SUGGESTION: "微建议要“小、实、活、快”：一件小事，一个部门短期能办成。",
    Kind.PROPOSAL: "提案一事一案：有情况、有分析、有具体建议。",
    Kind.REPORT: "社情民意反映群众的呼声和倾向，一事一报。",
}


ASKED = (("member", "for"), ("topic", "topic"))  # field, what the address calls it


@keeps_text
def new(request, kind):
    kind = writable(request, kind)
    if request.method == "POST":
        item = drafting.find(request.actor, request.POST.get("draft"))
        if item is not None and item.state not in (State.DRAFT, State.RETURNED):
            messages.info(request, f"“{item}”已经提交过了，不用再交一次。")
            return redirect(item)
        return posted(request, kind, item)
    initial, kept = restored(request)
    form = form_for(
        request,
        kind,
        initial=initial | {name: request.GET.get(key) or initial.get(name) for name, key in ASKED},
    )
    return page(request, form, kept=kept)


@keeps_text
def edit(request, slug):
    item = found(request, slug)
    if request.method == "POST":
        return posted(request, item.kind, item)
    initial, kept = restored(request)
    return page(request, form_for(request, item.kind, item, initial=initial), kept=kept)


def writable(request, kind):
    if kind not in drafting.FIELDS:
        raise Http404
    if kind not in drafting.kinds_for(request.actor):
        raise Forbidden(f"您现在的岗位不能提交{Kind(kind).label}。")
    return Kind(kind)


def found(request, slug):
    item = get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    drafting.editable(item, request.actor)
    return item


def form_for(request, kind, item=None, *data, **options):
    return ComposeForm(
        *data, kind=kind, organisation=request.post.organisation, item=item, entering=rules.enters(request.actor),
        **options,
    )  # fmt: skip


def restored(request):
    """(what was typed before the session ended, all its fields), or nothing."""
    kept = parked(request)
    return (kept.dict(), kept) if kept else ({}, None)


def posted(request, kind, item):
    check_hat(request)
    form = form_for(request, kind, item, request.POST, request.FILES)
    complete, then = form.is_valid(), request.POST.get("then", "check")
    if item is None and not form.begins():
        return nothing_written(request, form, then)
    try:
        item = stored(request, form)
    except drafting.Stale as stale:
        return page(request, form, stale=stale.item, status=409)
    forget(request)
    form.item, refused = item, kept_files(request, form, item)
    for sentence in refused:
        messages.error(request, sentence)
    if then in drafting.FIELDS and drafting.switchable(item, request.actor):
        item = drafting.switch(item, then, actor=request.actor)
        messages.info(request, f"已改写为{item.get_kind_display()}，写过的内容都在。")
        return redirect("item-edit", item.slug)
    refused = refused or form.unstored() or form.refused_files()
    if then == "divide" and not refused:
        return redirect(to_divide(item, reverse("item-edit", args=[item.slug])))
    if then == "save" and not refused:
        messages.success(request, "草稿已存，随时可以接着写。")
        return redirect("item-edit", item.slug)
    if complete and not refused:
        return redirect("item-check", item.slug)
    return page(request, form, status=422)


def to_divide(item, back):
    """The page on which the author divides what was just saved into numbered requests."""
    return f"{reverse('step', args=['item', item.slug, 'divide'])}?{urlencode({'next': back})}"


def nothing_written(request, form, then):
    """An empty form, or one that does not say for whom: no draft yet."""
    if then in drafting.FIELDS:
        return redirect("item-new", then)
    if then == "save" and not form.errors.get("member"):
        messages.warning(request, "还没有写内容，先写几个字再存。")
        return redirect(request.get_full_path())
    return page(request, form, status=422)


def stored(request, form):
    """The draft with what may be kept of the form; raises Stale."""
    if form.item is None:
        draft, member = request.POST.get("draft", ""), form.cleaned_data.get("member")
        others = {name: form.cleaned_data.get(name) for name in ("collective", "outsider")}
        return drafting.begin(request.actor, form.kind, form.stored, slug=draft, member=member, **others)
    return drafting.save(form.item, form.stored, actor=request.actor, seen=form.seen())


def kept_files(request, form, item):
    return [
        sentence
        for field, made in form.uploads()
        for sentence in (
            drafting.attach(item, made, actor=request.actor, purpose=field.purpose) if made else []
        )
    ]


def page(request, form, *, kept=None, stale=None, status=200):
    """The form; `stale` is the draft as somebody else left it, shown beside what was typed here."""
    item, kind = form.item, form.kind
    if kept is not None:
        messages.warning(request, "登录已过期，您刚才写的内容找回来了，还没有存。选好的照片和文件要重新选。")
    shown = stale or item
    context = {
        "form": form, "item": item, "kind": kind, "heading": f"{'修改' if item else '写'}{kind.label}",
        "stale": stale and drafting.differences(stale, form.stored),
        "stale_at": stale and stale.saved_at,
        "guide": GUIDE[kind], "wants_documents": kind in DOCUMENTS,
        "kinds": [] if item and not drafting.switchable(item, request.actor) else drafting.kinds_for(request.actor),
        "draft": request.POST.get("draft") or (kept and kept.get("draft")) or codes.slug(),
        "version": (kept and kept.get("version")) or (shown.version if shown else 0),
        "returned": returned_with(item), "entering": rules.enters(request.actor),
        "to_come": outlook.stages_to_come(
            request.post.organisation, kind, outlook.review_day(request.post.organisation, kind)
        ),
        "autosave": reverse("item-autosave", args=[item.slug]) if item else reverse("item-autosave-new", args=[kind]),
        "action": reverse("item-edit", args=[item.slug]) if item else reverse("item-new", args=[kind]),
    }  # fmt: skip
    return render(request, "suggestions/compose.html", context, status=status)


def returned_with(item):
    """The office's words on an item sent back, or None."""
    if item is None or item.state != State.RETURNED:
        return None
    return item.reviews.filter(outcome=Outcome.RETURN, voided_at=None).last()
