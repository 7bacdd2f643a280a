"""Co-signing: the first author asks, the asked members read the text and answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from members.rules import has_role
from members.states import Role
from suggestions import rules
from suggestions.forms import CosignForm, InviteForm
from suggestions.models import Item
from suggestions.proposals import cosigners
from suggestions.states import Kind, SignerState
from weijianyi.files.models import Attachment
from weijianyi.taking import blame, check_hat, key_of
from weijianyi.workflow import BadFacts, Forbidden, NotNow, offers, perform

ANSWERS = ("cosign", "decline_cosign")


def invite(request, slug):
    """GET looks for members by name and sector; POST keeps ticks for the next search, or asks them."""
    items = Item.objects.visible_to(request.actor).filter(kind=Kind.PROPOSAL)
    item = get_object_or_404(items.prefetch_related("authorships"), slug=slug)
    if not rules.is_first_author(request.actor, item) or not item.first_author.member_id:
        raise Forbidden("只有第一提案人本人可以邀请联名。")
    why = {step.name: why for step, why in offers(item, request.actor, buttons_only=False)}
    if "invite" not in why:
        raise NotNow(f"这件提案现在是“{item.get_state_display()}”，不能再邀请联名。", item)
    if request.method != "POST":
        return search_page(request, item, why["invite"])
    check_hat(request)
    if request.POST.get("then") == "more":
        query = {"q": "", "chosen": request.POST.getlist("members")}
        return redirect(f"{reverse('proposal-invite', args=[slug])}?{urlencode(query, doseq=True)}")
    return invited(request, item, why["invite"])


def invited(request, item, why):
    form = InviteForm(request.POST, subject=item, actor=request.actor)
    if form.is_valid():
        try:
            done = perform(
                item, "invite", actor=request.actor, key=request.POST.get("key") or None, **form.facts()
            )
        except BadFacts as refusal:
            blame(form, refusal)
        else:
            names = "、".join(m.name for m in form.cleaned_data["members"])
            messages.success(request, f"已邀请{names}联名，{cosigners.until(done)}。")
            return redirect("proposal-section", item.slug, "authors")
    return search_page(request, item, why, form=form, status=422)


def search_page(request, item, why, *, form=None, status=200):
    words, sector = request.GET.get("q", "").strip()[:20], request.GET.get("sector", "")[:9]
    picked = list(cosigners.chosen(item, request.POST.getlist("members") or request.GET.getlist("chosen")))
    found = [m for m in cosigners.candidates(item, words, sector)[: cosigners.MOST + 1] if m not in picked]
    context = {
        "item": item, "form": form, "why": why, "q": words, "sector": sector, "picked": picked,
        "found": found[: cosigners.MOST], "more": len(found) > cosigners.MOST, "sectors": cosigners.sectors(item),
        "key": key_of(request), "until": cosigners.until(item), "signers": cosigners.rows(item, request.actor),
    }  # fmt: skip
    return render(request, "suggestions/invite.html", context, status=status)


@require_safe
def waiting(request):
    """待我联名."""
    only_members(request)
    rows = [{"item": i, "until": cosigners.until(i)} for i in cosigners.invitations(request.actor)]
    return render(request, "suggestions/cosign_list.html", {"rows": rows})


def only_members(request):
    if not has_role(request.actor, Role.MEMBER):
        raise Forbidden("只有委员本人可以联名。")


def answer(request, slug):
    """The whole text, then 同意联名 or 不联名 with an opinion. Others answering meanwhile change nothing here."""
    only_members(request)
    item = cosigners.invitations(request.actor).filter(slug=slug).first()
    if item is None:
        return no_longer(request, slug)
    form = CosignForm(request.POST if request.method == "POST" else None, subject=item, actor=request.actor)
    if form.is_valid():
        check_hat(request)
        step = request.POST.get("then")
        if step not in ANSWERS:
            form.add_error(None, "请选择同意联名，或者不联名。")
        elif request.POST.get("text") != item.saved_at.isoformat():
            form.add_error(None, "文字在您打开这一页以后改过，请再看一遍全文，然后答复。")
        else:
            return answered(request, item, step, form)
    context = {
        "item": item, "form": form, "key": key_of(request), "until": cosigners.until(item),
        "files": Attachment.objects.of(item),
        "signed": item.signatures,
    }  # fmt: skip
    return render(request, "suggestions/cosign_item.html", context, status=422 if form.is_bound else 200)


def answered(request, item, step, form):
    perform(item, step, actor=request.actor, key=request.POST.get("key") or None, **form.facts())
    said = "已同意联名" if step == "cosign" else "已答复不联名"
    messages.success(request, f"{said}：{item}")
    return redirect("cosign-list")


def no_longer(request, slug):
    """Answered, taken back or over: said in one sentence; anybody else's proposal is not found."""
    mine = cosigners.answered_before(request.actor, slug)
    if mine is None:
        raise Http404
    word = {SignerState.SIGNED: "您已经同意联名", SignerState.DECLINED: "您已经答复不联名"}.get(
        mine.state, "联名已经截止或收回，不用再答复"
    )
    messages.info(request, f"“{mine.item}”：{word}。")
    return redirect("cosign-list")
