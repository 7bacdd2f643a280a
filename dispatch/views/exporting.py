"""导出: which columns, at once or in the background with its progress; one's own exports and their files."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from dispatch import exports
from dispatch.exporting import lists, running
from dispatch.exporting.sheets import ALWAYS
from dispatch.models import Export
from weijianyi.files import links
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden

NOT_FILTERS = ("csrfmiddlewaretoken", "post", "after", "before", "list")
LATEST = 30
TYPES = {"xlsx": exports.XLSX, "zip": "application/zip"}


def listing_of(request, name):
    if name not in lists.LISTS:
        raise Http404
    listing = lists.LISTS[name]
    if request.post is None or not listing.reads(request.actor):
        raise Forbidden(f"您现在的岗位不能导出“{listing.label}”。")
    return listing


def query_of(data):
    """The filters and columns of an address or a form, as they are kept with the export."""
    kept = QueryDict(mutable=True)
    for key, values in data.lists():
        if key not in NOT_FILTERS:
            kept.setlist(key, [value[:200] for value in values])
    return kept.urlencode()


def start(request, name):
    """GET: how many rows, which columns; POST: the long ones are written in the background."""
    listing = listing_of(request, name)
    query = query_of(request.GET)
    if listing.told:
        return redirect(listing.page(query))
    if request.method == "POST":
        return ordered(request, name)
    number, columns = (
        lists.sheet(name, request.actor, query).number(),
        lists.choices(name, request.actor, query),
    )
    chosen = request.GET.getlist("cols") or [c.key for c in listing.usual(request.GET) or columns]
    context = {
        "listing": listing, "name": name, "number": number, "most": listing.most, "long": number > listing.most,
        "columns": [(c, c.key in chosen) for c in columns if c.key not in ALWAYS],
        "kept": [(k, v) for k, values in QueryDict(query).lists() for v in values if k != "cols"],
        "back": listing.page(query),
        "running": running.open_of(name, request.actor),
    }  # fmt: skip
    return render(request, "dispatch/export_start.html", context)


def ordered(request, name, query=None):
    """`query`: of a list that is ordered on its own page."""
    check_hat(request)
    query = query_of(request.POST) if query is None else query_of(QueryDict(query))
    try:
        return redirect(running.order(name, query, actor=request.actor))
    except ValidationError as refusal:
        messages.warning(request, "".join(refusal.messages))
        return redirect(running.open_of(name, request.actor) or "export-list")


@require_safe
def now(request, name):
    """A short list at once; a long one is sent to the page that orders it."""
    listing = listing_of(request, name)
    return redirect(listing.page(query_of(request.GET))) if listing.told else inline(request, name)


def inline(request, name):
    query = query_of(request.GET)
    sheet, most = lists.sheet(name, request.actor, query), lists.LISTS[name].most
    if sheet.number(most) > most:
        return redirect(f"{reverse('export-start', args=[name])}?{query}")
    target = BytesIO()
    sheet.save(target, sheet.columns, sheet.lines(most), sheet.notes)
    response = HttpResponse(target.getvalue(), content_type=TYPES[lists.LISTS[name].suffix])
    response["Content-Disposition"] = content_disposition_header(True, lists.file_name(name))
    return response


# -- one's own exports -----------------------------------------------------------------------------
@require_safe
def export_list(request):
    rows = Export.objects.for_actor(request.actor)[:LATEST]
    return render(request, "dispatch/export_list.html", {"rows": rows})


def mine(request, slug):
    return get_object_or_404(Export.objects.for_actor(request.actor), slug=slug)


@require_safe
def page(request, slug):
    """Progress; asked for again every two seconds while it runs, or by reloading."""
    export = mine(request, slug)
    return render(
        request, "dispatch/export.html", {"export": export, "label": lists.LISTS[export.list].label}
    )


@require_POST
def cancel(request, slug):
    export = mine(request, slug)
    check_hat(request)
    if running.cancel(export):
        messages.success(request, "已取消导出。")
    else:
        messages.info(request, "这份导出已经结束，不用取消。")
    return redirect(export)


@require_POST
def again(request, slug):
    export = mine(request, slug)
    check_hat(request)
    listing_of(request, export.list)
    if export.is_open:
        messages.info(request, "这份导出还在进行。")
        return redirect(export)
    try:
        return redirect(running.again(export, actor=request.actor))
    except ValidationError as refusal:
        messages.warning(request, "".join(refusal.messages))
        return redirect(running.open_of(export.list, request.actor) or "export-list")


@require_POST
def link(request, slug):
    """A link that works once and for ten minutes; the browser follows it at once."""
    export = mine(request, slug)
    check_hat(request)
    if not export.finished_at or export.removed_at:
        messages.info(request, "文件还没有，或已过保留期。可以重新导出。")
        return redirect(export)
    token = links.issue_once(export.slug, running.new_link(export), request.actor)
    return redirect("export-file", token)


@cache_control(private=True, no_store=True)
@require_safe
def file(request, token):
    """The file behind a one-time link, for whoever ordered it and still may read the list."""
    try:
        slug, nonce = links.once(token, request.actor)
    except BadSignature as error:
        raise Http404 from error
    export = mine(request, slug)
    listing_of(request, export.list)
    if export.removed_at or not export.path or not running.use_link(export, nonce):
        messages.info(request, "下载链接只能用一次，请再点一次“下载”。")
        return redirect(export)
    return FileResponse(
        export.path.storage.open(export.path.name),
        as_attachment=True,
        filename=export.name,
        content_type=TYPES[export.name.rpartition(".")[2]],
    )
