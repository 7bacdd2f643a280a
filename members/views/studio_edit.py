"""Keeping a studio: its record, members, rules of duty, closing it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from members.duties import rules as duty_rules
from members.models import DutyRule, Studio, StudioMember
from members.studios import closing as studio_closing
from members.studios.forms import LiaisonStudioForm, RuleForm, SeatForm, StudioForm
from members.views.studio import found
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden


def studio_new(request):
    post = request.post
    if post is None or post.role not in duty_rules.MANAGERS:
        raise Forbidden("工作室由提案委和单位管理员登记。")
    row = Studio(organisation=post.organisation)
    return page(request, StudioForm, row, "登记工作室", None, "登记以后再加委员、值班规则，印海报。")


def studio_edit(request, slug):
    studio = found(request, slug, duty_rules.looks_after)
    form = StudioForm if duty_rules.manages(request.actor, studio) else LiaisonStudioForm
    note = "" if form is StudioForm else "名称、层级、地址和联络员由提案委修改。"
    return page(request, form, studio, "修改资料", studio, note)


def seat_new(request, slug):
    studio = found(request, slug, duty_rules.looks_after)
    return page(
        request, SeatForm, StudioMember(studio=studio), "增加委员", studio, "从下一次排班起参加轮值。"
    )


def seat_edit(request, slug, pk):
    """The seat's record; `end` in the form ends it, past duties stay."""
    studio = found(request, slug, duty_rules.looks_after)
    seat = studio.seats.filter(pk=pk, valid_to=None).select_related("member", "studio").first()
    if seat is None:
        raise Http404
    if request.method == "POST" and "end" in request.POST:
        check_hat(request)
        seat.valid_to = timezone.localdate()
        seat.save(update_fields=["valid_to"])
        messages.success(request, f"{seat.member.name}不再参加排班。已经排好的，请在值班表里换人。")
        return redirect(studio)
    return page(request, SeatForm, seat, seat.member.name, studio, "", end="不再参加")


def rule_new(request, slug):
    studio = found(request, slug, duty_rules.looks_after)
    row = DutyRule(studio=studio, valid_from=timezone.localdate())
    return page(request, RuleForm, row, "增加值班规则", studio, "保存后到值班表里点“排这个月”。")


def rule_edit(request, slug, pk):
    studio = found(request, slug, duty_rules.looks_after)
    row = studio.duty_rules.filter(pk=pk).first()
    if row is None:
        raise Http404
    return page(request, RuleForm, row, row.when, studio, "改动只影响以后的排班，已经排好的不变。")


def page(request, form_class, row, title, studio, note, end=""):
    version = fingerprint(row)
    check_fresh(request, row)
    form = form_class(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        check_hat(request)
        form.save()
        messages.success(request, "已保存。")
        return redirect(studio or row)
    back = studio.get_absolute_url() if studio else reverse("studio-list")
    context = {
        "form": form, "title": title, "studio": studio, "note": note, "version": version, "back": back, "end": end,
    }  # fmt: skip
    return render(request, "studios/form.html", context, status=422 if form.errors else 200)


def studio_close(request, slug):
    """Asks first; `open` in the form puts it in service again."""
    studio = found(request, slug, duty_rules.manages, "工作室由提案委和单位管理员停用、恢复。")
    if request.method == "POST":
        check_hat(request)
        if "open" in request.POST:
            studio_closing.reopen(studio, request.actor)
            messages.success(request, "已恢复使用。旧海报仍然无效，请启用新的二维码。")
        else:
            number = studio_closing.close(studio, request.actor)
            messages.success(request, f"已停用，取消了以后的 {number} 次值班，二维码失效。以往的记录都在。")
        return redirect(studio)
    ahead = studio.duties.filter(state__in=studio_closing.AHEAD, date__gte=timezone.localdate()).count()
    return render(request, "studios/close.html", {"studio": studio, "ahead": ahead})
