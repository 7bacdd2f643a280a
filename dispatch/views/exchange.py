"""Sealed exchange files: what waits to be sent, import, printed receipts; keys for the organisation's admin."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from dispatch.forms.linking import ImportForm, PartnerForm
from dispatch.linkage import exchange, keys, rules, sealing
from dispatch.models import ExchangeFile, OrganisationKey, Partner
from members.rules import is_office
from weijianyi import paging
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden


def check_office(request):
    if not is_office(request.actor):
        raise Forbidden("交换文件由提案委工作人员收发。")


def exchange_page(request):
    """GET: what waits, what went and came; POST: a file is taken in, or refused with the reason."""
    check_office(request)
    own, form = request.post.organisation, ImportForm(*uploaded(request))
    if form.is_bound:
        check_hat(request)
        if form.is_valid() and (made := taken(request, own, form)):
            messages.success(request, said(made))
            return redirect("exchange-receipt", made.slug)
    files = ExchangeFile.objects.visible_to(request.actor).select_related(
        "other", "by", "link__from_item__case"
    )
    context = {
        "form": form, "waiting": exchange.waiting(own)[:50], "page": paging.page(files, request, ("-pk",)),
        "key": keys.current(own),
    }  # fmt: skip
    return render(request, "linking/exchange.html", context, status=422 if form.is_bound else 200)


def uploaded(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def taken(request, own, form):
    upload = form.cleaned_data["file"]
    try:
        if upload.size > sealing.MOST_BYTES:
            raise sealing.Refused(f"文件超过 {sealing.MOST_BYTES // sealing.MEGABYTE} MB，没有导入。")
        return exchange.imported(upload.read(), own, request.user)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            form.add_error("file", sentence)
        return None


def said(made):
    if not made.fresh:
        return "这份文件的消息以前都导入过，没有改动任何内容。"
    return f"导入 {made.fresh} 条新消息，案件编码 {made.link.from_item.case}。"


@require_POST
def export(request, slug):
    """The file of one hand-over, as a download; the receipt is on its own page."""
    check_office(request)
    check_hat(request)
    own = request.post.organisation
    link = exchange.waiting(own).filter(code=slug).first()
    if link is None:
        raise Http404
    try:
        made, raw = exchange.exported(link, own, request.user)
    except ValidationError as refusal:
        messages.warning(request, "".join(refusal.messages))
        return redirect("exchange")
    answer = HttpResponse(raw, content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, exchange.file_name(made))
    return answer


@require_safe
def receipt(request, slug):
    """A4: case, files with their hashes, who, when; to be signed by both sides."""
    check_office(request)
    files = ExchangeFile.objects.visible_to(request.actor)
    made = get_object_or_404(
        files.select_related("organisation", "other", "by", "link__from_item__case"), slug=slug
    )
    return render(request, "linking/receipt.html", {"made": made, "title": exchange.title_of(made)})


def keys_page(request):
    """GET: our key and the partners; POST: a new key, a partner, or one that is trusted no longer."""
    if not rules.keeps_keys(request.actor):
        raise Forbidden("交换密钥由单位管理员管理。")
    own, act = request.post.organisation, request.POST.get("act", "")
    form = PartnerForm(*((request.POST,) if act == "partner" else ()), organisation=own)
    if request.method == "POST":
        check_hat(request)
        if act == "key":
            keys.make(own, request.user)
            messages.success(request, "新的密钥已经启用。请把公钥和指纹当面或电话告诉对方。")
            return redirect("exchange-keys")
        if act == "end" and ended(request):
            return redirect("exchange-keys")
        if act == "partner" and form.is_valid() and registered(request, own, form):
            return redirect("exchange-keys")
    context = {
        "key": OrganisationKey.objects.visible_to(request.actor).filter(ended_at=None).first(), "form": form,
        "partners": Partner.objects.visible_to(request.actor).select_related("other", "registered_by").order_by("-pk"),
    }  # fmt: skip
    return render(request, "linking/keys.html", context, status=422 if request.method == "POST" else 200)


def registered(request, own, form):
    data = form.cleaned_data
    try:
        partner = keys.register(own, data["other"], data["public"], request.user)
    except ValidationError as refusal:
        form.add_error(None, "".join(refusal.messages))
        return False
    messages.success(
        request, f"已登记{partner.other.short_name}的公钥，请与对方核对指纹：{partner.fingerprint}"
    )
    return True


def ended(request):
    key = request.POST.get("partner", "")
    partner = (
        Partner.objects.visible_to(request.actor)
        .filter(pk=int(key) if key.isdecimal() else 0, ended_at=None)
        .first()
    )
    if partner is None:
        return False
    keys.end(partner)
    messages.success(request, f"{partner.other.short_name}的公钥已停用，之后不再收它签名的文件。")
    return True
