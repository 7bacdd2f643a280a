"""S10, members: the directory, one member, registering and changing, leaving with a preview."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.forms.people import LeaveForm, MemberFilter, MemberForm
from dispatch.letters import filling as letters
from dispatch.letters.facts import roster as roster_facts
from dispatch.models import LetterKind
from dispatch.people import directory
from dispatch.views.letter import attached
from members.models import Member
from members.rules import is_office
from suggestions.views.topics import entry_page
from weijianyi.paging import page
from weijianyi.taking import check_fresh, check_hat, fingerprint
from weijianyi.workflow import NotNow

MOST_ON_PAPER = 1000


@require_safe
def member_list(request):
    directory.check_reads(request.actor)
    form = MemberFilter(request.GET, actor=request.actor)
    found = page(directory.narrowed(directory.of(request.actor), **form.wanted()), request, directory.ORDER)
    context = {
        "form": form, "page": found, "filtered": bool(form.wanted()), "edits": is_office(request.actor),
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "people/members.html", context)


@require_safe
def member_roster(request):
    """What the list shows, all pages of it, as a Word file: the present members unless something else is chosen."""
    directory.check_reads(request.actor)
    form = MemberFilter(request.GET, actor=request.actor)
    found = directory.narrowed(directory.of(request.actor), **form.wanted())
    rows = list(found.order_by(F("sector__name").asc(nulls_last=True), *directory.ORDER)[: MOST_ON_PAPER + 1])
    if len(rows) > MOST_ON_PAPER:
        raise NotNow(f"超过 {MOST_ON_PAPER} 人，打印不便：请先筛选，或导出 Excel。")
    organisation = request.post.organisation
    facts = roster_facts.facts(organisation, rows, form.said())
    content = letters.print_out(organisation, LetterKind.ROSTER, facts)
    return attached(f"{LetterKind.ROSTER.label}{timezone.localdate():%Y%m%d}.docx", content)


@require_safe
def member_page(request, pk):
    directory.check_reads(request.actor)
    member = get_object_or_404(directory.of(request.actor), pk=pk)
    groups = directory.groups_of(member)
    gone = bool(member.valid_to and member.valid_to < timezone.localdate())
    context = {
        "member": member, "groups": groups, "figures": directory.figures(member), "edits": is_office(request.actor),
        "missing": directory.missing_groups(groups), "gone": gone,
        "items": list(directory.written(member, request.actor).order_by("-pk")[: directory.LATEST]),
        "studios": list(member.studio_seats.select_related("studio")),
    }  # fmt: skip
    return render(request, "people/member.html", context)


def member_new(request):
    directory.check_edits(request.actor)
    return member_form(request, Member(organisation=request.post.organisation))


def member_edit(request, pk):
    directory.check_edits(request.actor)
    return member_form(request, get_object_or_404(directory.of(request.actor), pk=pk))


def member_form(request, member):
    fresh = member.pk is None
    initial = {"valid_from": timezone.localdate()}
    if not fresh:
        initial = {name: getattr(member, name) for name in directory.PLAIN}
        initial |= {"sector": member.sector_id, "committee": member.committee_id, "county": member.county_id}
        for row in member.memberships.filter(valid_to=None, collective__isnull=False).with_names():
            name = next((n for n, kind in directory.KINDS.items() if kind == row.collective.kind), None)
            initial |= {name: row.collective_id} if name else {}
    data = request.POST if request.method == "POST" else None
    form = MemberForm(data, actor=request.actor, member=None if fresh else member, initial=initial)
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, member)
        if form.is_valid():
            directory.save(request.actor, member, *form.facts())
            messages.success(request, f"{member}的资料已保存。")
            return redirect("member", member.pk)
    back = reverse("member-list") if fresh else reverse("member", args=[member.pk])
    context = {
        "title": "登记委员" if fresh else f"修改：{member}", "form": form, "submit": "保存", "back": back,
        "back_label": "委员", "version": fingerprint(member),
        "after": "账号由单位管理员开。" if fresh else "改手机号不改登录账号的手机号。",
    }  # fmt: skip
    return entry_page(request, context)


def member_leave(request, pk):
    """The last day, what comes of it, and only then the act."""
    directory.check_edits(request.actor)
    member = get_object_or_404(directory.of(request.actor), pk=pk)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            directory.leave(request.actor, member, form.cleaned_data["on"])
            messages.success(request, f"{member}已登记离任，移交清单可以在这里打印。")
            return redirect("member", pk)
    context = {
        "title": f"离任：{member}", "text": "先看会发生什么：", "form": form, "submit": "登记离任",
        "consequences": directory.what_leaving_does(member, timezone.localdate()),
        "cancel_url": reverse("member", args=[pk]), "post": request.post.pk, "version": None, "key": "",
        "after": "", "action": "", "form_id": "", "multipart": False, "tone": "w", "icon": "",
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "ui/confirm.html", context, status=status)
