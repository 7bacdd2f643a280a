"""二维码和海报: the code of a studio, a new one, the poster of one or of all studios on A4."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.duties import rules as duty_rules
from members.models import Studio
from members.states import Role
from members.studios import codes as studio_codes
from members.studios import poster as studio_poster
from members.views.studio import found
from weijianyi.taking import check_hat
from weijianyi.workflow import Forbidden, NotNow


def code(request, slug):
    """GET: the code in force and the earlier ones. POST: a new one, or with `stop` none; the old poster is void."""
    studio = found(request, slug, duty_rules.looks_after)
    if request.method == "POST":
        check_hat(request)
        change(request, studio)
        return redirect("studio-code", studio.slug)
    codes = list(studio_codes.all_of(studio))
    valid = next((row for row in codes if row.revoked_at is None), None)
    context = {"studio": studio, "code": valid, "earlier": [row for row in codes if row is not valid]}
    return render(request, "studios/code.html", context | drawn(valid))


def change(request, studio):
    known = studio_codes.current(studio)
    if (request.POST.get("known") or "") != (known.check_number if known else ""):
        raise NotNow("二维码刚刚换过，请先看最新的。", studio)
    if "stop" in request.POST:
        studio_codes.revoke(studio, request.post)
        messages.success(request, "二维码已停用，旧海报马上失效。")
        return
    if not studio.is_open:
        raise NotNow("工作室已经停用，不能启用二维码。", studio)
    made = studio_codes.renew(studio, request.post)
    old = "旧海报马上失效，请撤下。" if known else ""
    messages.success(request, f"新二维码已启用，核对号 {made.check_number}。{old}")


def drawn(valid):
    if valid is None:
        return {}
    return {"picture": studio_codes.picture(valid), "address": studio_codes.address(valid)}


@require_safe
def picture(request, slug):
    """The picture alone, to be put on a sign of one's own."""
    _, valid = with_code(request, slug)
    return drawing(studio_codes.picture_file(valid), f"studio-{valid.check_number}.svg")


@require_safe
def poster_file(request, slug):
    """The whole poster, for a printer's shop."""
    studio, valid = with_code(request, slug)
    return drawing(studio_poster.page(studio, valid), f"poster-{valid.check_number}.svg")


def drawing(content, name):
    answer = HttpResponse(content, content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def with_code(request, slug):
    studio = found(request, slug, duty_rules.looks_after)
    valid = studio_codes.current(studio)
    if valid is None:
        raise NotNow("还没有启用二维码。", studio)
    return studio, valid


@require_safe
def poster(request, slug):
    studio, valid = with_code(request, slug)
    return sheets(request, [sheet(studio, valid)], studio)


@require_safe
def posters(request):
    """All studios one looks after, one page each; those without a code are named."""
    actor = request.actor
    if actor.post is None or actor.post.role not in duty_rules.MANAGERS | {Role.LIAISON}:
        raise Forbidden("海报由提案委和工作室联络员打印。")
    studios = Studio.objects.visible_to(actor).open_on(timezone.localdate())
    if actor.post.role == Role.LIAISON:
        studios = studios.filter(liaison=actor.post)
    studios = list(studios.select_related("organisation", "liaison__user").order_by("name", "pk"))
    codes = {row.studio_id: row for row in studio_codes.in_force(studios)}
    found_ones = [sheet(studio, codes[studio.pk]) for studio in studios if studio.pk in codes]
    return sheets(request, found_ones, None, [studio for studio in studios if studio.pk not in codes])


def sheet(studio, valid):
    return {"studio": studio, "code": valid, "picture": studio_codes.picture(valid)}


def sheets(request, rows, studio, without=()):
    context = {"sheets": rows, "domain": studio_codes.domain(), "studio": studio, "without": without}
    return render(request, "studios/poster.html", context)
