"""民意直通: the pages residents reach without an account, by a studio's code, or by receipt code and second secret."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.models import Opinion
from members.opinions import public as opinion_public
from members.opinions import receipts, suspicion
from members.opinions import receiving as opinion_receiving
from members.opinions.forms import CorrectForm
from members.opinions.lookup import LookUpForm
from members.opinions.said import SaidForm
from weijianyi import paging
from weijianyi.taking import blame
from weijianyi.workflow import BadFacts, NotNow, perform

ACTS = {"correct", "withdraw", "confirm", "disagree", "erase"}
OPEN_TOO_LONG = "这一页打开很久了，您写的都还在，请再按一次提交；照片要重新选。"


def studio_code(request, token):
    """(code, None), or (None, the page that says why not)."""
    code = opinion_public.code_of(token)
    if code is None:
        return None, render(request, "public/unknown.html", status=404)
    if code.revoked_at is not None:
        return None, render(request, "public/revoked.html", {"studio": code.studio}, status=410)
    if not opinion_public.takes_online(code.studio):
        return None, render(request, "public/closed.html", {"studio": code.studio}, status=410)
    return code, None


@login_not_required
def opinion_new(request, token):
    code, refusal = studio_code(request, token)
    if refusal:
        return refusal
    if request.method == "POST":
        return sent(request, code)
    return form_page(request, code, SaidForm(organisation=code.studio.organisation))


def form_page(request, code, form, status=200):
    studio = code.studio
    context = {
        "code": code, "studio": studio, "duty": opinion_public.duty_of(studio, timezone.localdate()), "form": form,
        "key": receipts.form_key(code.token), "page_id": studio.slug,
    }  # fmt: skip
    return render(request, "public/opinion_new.html", context, status=status)


def sent(request, code):
    """Marks first, photos only of what is not marked by number: a flood never reaches the decoder."""
    studio, origin = code.studio, suspicion.origin_of(request)
    nonce, age = receipts.read_form_key(request.POST.get("form_key", ""), code.token)
    known = opinion_receiving.of_form(nonce)
    if known:
        return to_receipt(known)
    marks = suspicion.by_form(studio, request.POST.get("website"), nonce, age)
    marks = marks or suspicion.by_number(studio, origin)
    form = SaidForm(request.POST, None if marks else request.FILES, organisation=studio.organisation)
    if not form.is_valid():
        return form_page(request, code, form, 422)
    if age is not None and age > receipts.FORM_DAY:
        form.add_error(None, OPEN_TOO_LONG)
        return form_page(request, code, form, 422)
    said = form.said()
    likeness = suspicion.likeness_of(said.text)
    marks = marks or suspicion.by_text(studio, said.text, likeness)
    opinion = opinion_receiving.receive(
        studio, said, form_key=nonce or uuid.uuid4().hex, origin=origin, marks=marks, likeness=likeness
    )
    return to_receipt(opinion)


def to_receipt(opinion):
    return redirect("opinion-sent", receipts.own_link(opinion))


def own(link):
    opinion = receipts.opinion_of(link)
    if opinion is None:
        raise Http404
    return opinion


@login_not_required
@require_safe
def opinion_sent(request, link):
    opinion = receipts.opinion_of(link)
    if opinion is None:
        return render(request, "public/expired.html", status=404)
    return render(request, "public/opinion_sent.html", {"opinion": opinion, "studio": opinion.studio})


@login_not_required
def opinion_lookup(request):
    """One answer for an unknown code and a wrong second secret; too many of them, and nothing is looked up."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            found = receipts.look_up(**form.cleaned_data, origin=suspicion.origin_of(request))
        except receipts.TooMany:
            form.add_error(None, "查错的次数太多了，请过十分钟再试。")
            return render(request, "public/lookup.html", {"form": form}, status=429)
        if found:
            return redirect("opinion-own", receipts.own_link(found))
        form.add_error(None, "没有找到。请核对查询码和四位数字；用手机号的，填手机号后四位。")
    return render(request, "public/lookup.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@require_safe
def opinion_own(request, link):
    opinion = receipts.opinion_of(link)
    if opinion is None:
        return render(request, "public/expired.html", status=404)
    return own_page(request, link, opinion)


def own_page(request, link, opinion, form=None, status=200):
    context = {
        "opinion": opinion, "studio": opinion.studio, "link": link, **opinion_public.progress(opinion),
        "data": opinion_public.own_data(opinion), "saved": request.GET.get("saved") == "1",
        "form": form or CorrectForm(subject=opinion, initial={"text": opinion.text}),
    }  # fmt: skip
    return render(request, "public/opinion_own.html", context, status=status)


@login_not_required
def opinion_own_act(request, link, name):
    """What the resident does: GET asks whether it is meant, POST does it."""
    opinion = own(link)
    if name not in ACTS:
        raise Http404
    step = Opinion.steps()[name].step
    if request.method != "POST":
        return render(
            request, "public/confirm.html", {"opinion": opinion, "link": link, "step": step, "name": name}
        )
    facts, form = {}, None
    if name == "correct":
        form = CorrectForm(request.POST, subject=opinion)
        if not form.is_valid():
            return own_page(request, link, opinion, form, 422)
        facts = form.facts()
    try:
        perform(opinion, name, actor=opinion_receiving.resident(opinion), **facts)
    except NotNow as refusal:
        context = {"opinion": opinion, "link": link, "sentence": refusal.sentence}
        return render(request, "public/not_now.html", context, status=409)
    except BadFacts as refusal:
        blame(form, refusal)
        return own_page(request, link, opinion, form, 422)
    if name == "erase":
        return render(request, "public/erased.html", {"opinion": opinion})
    return redirect(reverse("opinion-own", args=[link]) + ("?saved=1" if name == "correct" else ""))


@login_not_required
@require_safe
def privacy(request):
    version, parts = opinion_public.notice_of(None)
    return render(request, "public/privacy.html", {"version": version, "parts": parts})


@login_not_required
@require_safe
def solved(request, token):
    """The studio's own page: what was solved near here, in texts written for everybody."""
    code, refusal = studio_code(request, token)
    if refusal:
        return refusal
    rows = Opinion.objects.of(code.studio).published()
    page = paging.page(rows, request, ("-published_at", "-pk"), size=20)
    context = {"code": code, "studio": code.studio, "page": page, "rows": page.rows}
    return render(request, "public/solved.html", context)
