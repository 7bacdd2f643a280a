"""Groups with their convenors, 包联 with its visits, and the contacts a member keeps for himself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dispatch.forms.groups import (
    ContactForm,
    GroupForm,
    JoinForm,
    LostContactForm,
    PatronageForm,
    VisitForm,
    VoidVisitForm,
)
from dispatch.people import groups
from members.models import Collective, FixedContact, Patronage, PatronVisit
from members.rules import has_role, is_office
from members.states import Role
from suggestions.views.topics import entry_page
from weijianyi import rulebook
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden, NotNow


@require_safe
def group_list(request):
    groups.check_reads(request.actor)
    edits = is_office(request.actor)
    context = {
        "kinds": groups.listed(request.actor, timezone.localdate()), "edits": edits,
        "outside": groups.outside(request.actor) if edits else [],
    }  # fmt: skip
    return render(request, "people/groups.html", context)


@require_safe
def group_page(request, pk):
    groups.check_reads(request.actor)
    group = get_object_or_404(groups.of(request.actor), pk=pk)
    patrons = groups.for_page(request.actor, groups.patronages(request.actor).filter(collective=group))
    context = {
        "group": group, "people": list(groups.people(group, timezone.localdate())), "patrons": patrons,
        "edits": is_office(request.actor), "phones": is_office(request.actor) or has_role(request.actor, Role.LEADER),
    }  # fmt: skip
    return render(request, "people/group.html", context)


def group_new(request):
    groups.check_edits(request.actor)
    return group_form(request, Collective(organisation=request.post.organisation))


def group_edit(request, pk):
    groups.check_edits(request.actor)
    return group_form(request, get_object_or_404(groups.of(request.actor), pk=pk))


def group_form(request, group):
    version = fingerprint(group)
    check_fresh(request, group)
    form = GroupForm(request.POST if request.method == "POST" else None, instance=group)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            form.save()
            messages.success(request, f"“{group}”已保存。")
            return redirect("group", group.pk)
    context = {
        "title": f"修改：{group}" if group.pk else "新建小组", "form": form, "submit": "保存", "version": version,
        "back": reverse("group", args=[group.pk]) if group.pk else reverse("group-list"), "back_label": "小组",
    }  # fmt: skip
    return entry_page(request, context)


def group_join(request, pk):
    groups.check_edits(request.actor)
    group = get_object_or_404(groups.of(request.actor), pk=pk)
    form = JoinForm(request.POST if request.method == "POST" else None, actor=request.actor, group=group)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            found, data = list(form.cleaned_data["members"]), form.cleaned_data
            groups.add(request.actor, group, found, data["on"], data["convenor"])
            messages.success(request, f"{len(found)} 位委员加入{group}。")
            return redirect("group", pk)
    context = {
        "title": f"加人：{group}", "form": form, "submit": "加入", "back": reverse("group", args=[pk]),
        "back_label": str(group), "after": "同一类小组只能在一个里：原来的自动到前一天为止。",
    }  # fmt: skip
    return entry_page(request, context)


@require_POST
def group_leave(request, pk, row):
    groups.check_edits(request.actor)
    group = get_object_or_404(groups.of(request.actor), pk=pk)
    held = get_object_or_404(groups.people(group, timezone.localdate()), pk=row)
    check_hat(request)
    groups.end(request.actor, held, timezone.localdate())
    messages.success(request, f"{held.member}到今天为止在{group}。")
    return redirect("group", pk)


def patronage_new(request):
    groups.check_edits(request.actor)
    form = PatronageForm(
        request.POST if request.method == "POST" else None, actor=request.actor, initial=request.GET.dict()
    )
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            row = Patronage(**form.cleaned_data)
            row.save()
            messages.success(request, f"{row.leader.user}包联{row.collective or row.studio}。")
            return redirect("patronage-list")
    context = {
        "title": "登记包联", "form": form, "submit": "保存", "back": reverse("patronage-list"), "back_label": "包联",
    }  # fmt: skip
    return entry_page(request, context)


@require_safe
def patronage_list(request):
    groups.check_reads(request.actor)
    rows = groups.for_page(request.actor, groups.patronages(request.actor))
    context = {"rows": rows, "edits": is_office(request.actor), "today": timezone.localdate()}
    return render(request, "people/patronages.html", context)


def visit_new(request, pk):
    groups.check_reads(request.actor)
    row = get_object_or_404(groups.patronages(request.actor), pk=pk)
    groups.check_keeps(request.actor, row)
    if groups.is_over(row):
        raise NotNow(f"这项包联到{row.valid_to:%Y年%-m月%-d日}为止，不能再登记走访。")
    initial = {"held_on": timezone.localdate()}
    form = VisitForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            groups.visit(request.actor, row, **form.cleaned_data)
            messages.success(request, "走访已登记。")
            return redirect("patronage-list")
    context = {
        "title": f"登记走访：{row.collective or row.studio}", "form": form, "submit": "登记",
        "back": reverse("patronage-list"), "back_label": "包联",
    }  # fmt: skip
    return entry_page(request, context)


def visit_void(request, pk):
    groups.check_reads(request.actor)
    rows = PatronVisit.objects.visible_to(request.actor).select_related("patronage__leader")
    row = get_object_or_404(rows, pk=pk)
    groups.check_keeps(request.actor, row.patronage)
    form = VoidVisitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            groups.void_visit(request.actor, row, form.cleaned_data["reason"])
            messages.success(request, "这次走访已作废，记录和理由保留。")
            return redirect("patronage-list")
    context = {
        "title": f"作废走访：{row.held_on:%Y年%-m月%-d日}", "form": form, "submit": "作废",
        "back": reverse("patronage-list"), "back_label": "包联", "after": f"登记的是：{row.what}",
    }  # fmt: skip
    return entry_page(request, context)


@require_POST
def patronage_end(request, pk):
    groups.check_edits(request.actor)
    row = get_object_or_404(groups.patronages(request.actor), pk=pk)
    check_hat(request)
    groups.end_patronage(request.actor, row)
    messages.success(
        request, f"{row.leader.user}包联{row.collective or row.studio}到今天为止，走访记录保留。"
    )
    return redirect("patronage-list")


# -- fixed contacts: the member's own eyes ---------------------------------------------------------
def check_own(request):
    if not has_role(request.actor, Role.MEMBER) or request.post.user_id != request.user.pk:
        raise Forbidden("固定联系是委员本人的，别人看不到。")


LOST_MEANS = (
    "这一条是用已经更换的密钥加密的，现在读不出，也不能修改，原来的内容没有动。请先告诉系统管理员：找回旧密钥，就能再看到。"
    "删去以后，找回密钥也恢复不了。"
)


def most(request):
    return rulebook.value(request.post.organisation_id, "fixed_contacts_max")


@require_safe
def contact_list(request):
    check_own(request)
    rows = list(FixedContact.objects.for_actor(request.actor))
    return render(request, "people/contacts.html", {"rows": rows, "most": most(request)})


def contact_new(request):
    check_own(request)
    if request.method == "POST" and FixedContact.objects.for_actor(request.actor).count() >= most(request):
        raise NotNow(f"最多 {most(request)} 户，请先删去不再联系的。", None)
    return contact_form(request, FixedContact(member=request.post.member))


def contact_edit(request, pk):
    check_own(request)
    row = get_object_or_404(FixedContact.objects.for_actor(request.actor), pk=pk)
    return contact_lost(request, row) if row.lost else contact_form(request, row)


def contact_lost(request, row):
    """Nothing is edited that cannot be read; deleted only by who has confirmed it."""
    form = LostContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            row.delete()
            messages.success(request, "已删去。")
            return redirect("my-contacts")
    context = {
        "title": "读不出的记录", "form": form, "submit": "删去这一条", "after": LOST_MEANS,
        "back": reverse("my-contacts"), "back_label": "固定联系",
    }  # fmt: skip
    return entry_page(request, context)


def contact_form(request, row):
    form = ContactForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            form.save()
            messages.success(request, "已保存，只有您自己看得到。")
            return redirect("my-contacts")
    context = {
        "title": row.shown["name"] if row.pk else "加一户", "form": form, "submit": "保存",
        "back": reverse("my-contacts"), "back_label": "固定联系",
        "void_url": reverse("my-contact-drop", args=[row.pk]) if row.pk else "",
    }  # fmt: skip
    return entry_page(request, context)


@require_POST
def contact_drop(request, pk):
    check_own(request)
    row = FixedContact.objects.for_actor(request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.lost:
        raise NotNow("这一条现在读不出，要先在它的页面上确认，才能删去。")
    row.delete()
    messages.success(request, "已删去。")
    return redirect("my-contacts")
