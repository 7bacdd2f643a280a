"""The versions of a collective's text: what changed, saving the next one, going back; and the texts one works on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members.rules import has_role
from members.states import AUTHORS, Role
from suggestions import drafting, rules
from suggestions.forms.drafters import VersionForm
from suggestions.models import Item
from suggestions.states import WITH_AUTHOR, Kind
from suggestions.templatetags.writing import drafters_of
from suggestions.topics import versions
from weijianyi import paging
from weijianyi.parking import forget, keeps_text, parked
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden, offers

SIZE = 20


@require_safe
def draft_list(request):
    """What one writes together with others."""
    if not has_role(request.actor, *AUTHORS):
        raise Forbidden("这一页由集体经办人和参加起草的委员使用。")
    mine = Item.objects.visible_to(request.actor).filter(kind=Kind.PROPOSAL, state__in=WITH_AUTHOR)
    mine = (
        mine.drafted_by(request.actor) if request.post.role == Role.MEMBER else mine.written_by(request.actor)
    )
    page = paging.page(mine.prefetch_related("authorships"), request, ("-saved_at", "-pk"))
    return render(request, "proposals/drafts.html", {"page": page})


@keeps_text
def draft_versions(request, slug):
    item = found(request, slug)
    if request.method == "POST":
        return posted(request, item)
    kept = parked(request)
    form = VersionForm(initial=kept.dict() if kept else versions.text_of(item))
    if kept:
        messages.warning(request, "登录已过期，您刚才写的内容找回来了，还没有存。")
    return page_of(request, item, form, version=(kept and kept.get("version")) or item.version)


def posted(request, item):
    check_hat(request)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return page_of(request, item, form, version=request.POST.get("version", ""), status=422)
    try:
        versions.save(
            item, form.texts(), actor=request.actor, seen=form.seen(), note=form.cleaned_data["note"]
        )
    except drafting.Stale as stale:
        stands = versions.compared(form.texts(), versions.text_of(stale.item))
        return page_of(request, item, form, version=stale.item.version, stale=stands, status=409)
    forget(request)
    messages.success(request, "已存为新的一稿，一起起草的同志都能看到。")
    return redirect("draft-versions", item.slug)


@require_POST
def restore(request, slug, number):
    """The text of an earlier version becomes the newest one; nothing between is lost."""
    item = found(request, slug)
    check_hat(request)
    version = get_object_or_404(item.draft_versions.select_related("item"), number=number)
    seen = request.POST.get("version", "")
    try:
        versions.restore(
            version, actor=request.actor, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1
        )
    except drafting.Stale:
        messages.warning(request, "文稿刚刚有了新的修改，请先看一看，再决定是否恢复。")
    else:
        messages.success(request, f"已恢复到第 {number} 稿，之后的稿子都保留。")
    return redirect("draft-versions", slug)


def found(request, slug):
    items = Item.objects.visible_to(request.actor).prefetch_related("authorships__member", "drafters")
    item = get_object_or_404(items, slug=slug)
    if not rules.drafts(request.actor, item):
        raise Forbidden("只有集体经办人和参加起草的委员可以看各稿。")
    return item


def page_of(request, item, form, *, version, stale=None, status=200):
    page = paging.page(item.draft_versions.select_related("by__user"), request, ("-number",), size=SIZE)
    shown, pieces = selected(item, request.GET.get("v", ""))
    steps = {s.name for s, why in offers(item, request.actor) if not why}
    context = {
        "item": item, "form": form, "version": version, "stale": stale, "page": page, "shown": shown,
        "pieces": pieces, "open": item.state in WITH_AUTHOR and not item.voided_at,
        "drafters": drafters_of(item), "names": "name_drafter" in steps, "owner": item.first_author,
        "is_operator": rules.names_drafters(request.actor, item),
    }  # fmt: skip
    return render(request, "proposals/versions.html", context, status=status)


def selected(item, number):
    """(version, [(label, pieces)]) of the version asked for, or the newest, against the one before it."""
    rows = item.draft_versions.order_by("-number")
    if number.isdecimal() and len(number) < 9:
        rows = rows.filter(number__lte=int(number))
    pair = list(rows[:2])
    if not pair:
        return None, []
    before = pair[1].fields if len(pair) > 1 else {}
    return pair[0], versions.compared(before, pair[0].fields)
