"""批示: the list, one instruction with its task, recording and correcting it."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from suggestions.forms.upward import InstructionFilter, InstructionForm
from suggestions.models import BriefIssue, Instruction, Report
from suggestions.models.about import RELATED
from suggestions.upward import instructing
from suggestions.upward import rules as upward_rules
from suggestions.views.destinations import named, page_of
from suggestions.views.topics import entry_page
from weijianyi import paging
from weijianyi.files.models import Attachment
from weijianyi.taking import buttons, check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden, NotNow

ORDER = ("-given_on", "-pk")


@require_safe
def instruction_list(request):
    """Editors and leaders see all, the named roles what is open to them."""
    if request.post is None or request.post.role not in upward_rules.INSTRUCTION_READERS:
        raise Forbidden("批示由信息编辑、领导和指定的岗位查看。")
    form = InstructionFilter(request.GET)
    chosen = form.chosen()
    rows = Instruction.objects.visible_to(request.actor).valid().filter(
        **{name: value for name, value in chosen.items() if name != "q"}
    )  # fmt: skip
    if words := chosen.get("q"):
        rows = rows.filter(Q(leader__contains=words) | Q(text__contains=words))
    page = paging.page(rows.select_related("rank", "owner__user", *RELATED), request, ORDER)
    context = {
        "form": form, "page": page, "narrowed": bool(chosen), "inside": upward_rules.is_inside(request.actor),
    }  # fmt: skip
    return render(request, "reports/instructions.html", context)


@require_safe
def instruction_detail(request, slug):
    row = found(request, slug)
    inside = upward_rules.is_inside(request.actor)
    reads_issue = not inside and row.brief_id is not None and (
        BriefIssue.objects.visible_to(request.actor).filter(pk=row.brief_id).exists()
    )  # fmt: skip
    context = {
        "row": row, "inside": inside, "opens": page_of(row.subject) if inside or reads_issue else "",
        "named": [reader.get_role_display() for reader in row.readers.all()],
        "files": Attachment.objects.of(row), "steps": buttons(row, request.actor, "instruction"),
        "adds_files": row.voided_at is None and upward_rules.finishes(request.actor, row),
        "edits": row.voided_at is None and upward_rules.records(request.actor, row),
        "events": instructing.history(row) if inside else [],
    }  # fmt: skip
    return render(request, "reports/instruction.html", context)


def instruction_new(request):
    subject = subject_of(request)
    if not upward_rules.records(request.actor, subject):
        raise Forbidden("批示由信息编辑登记。")
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = InstructionForm(*bound, subject=subject)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            row = instructing.record(subject, actor=request.actor, **form.facts())
            for sentence in form.attach_uploads(row, actor=request.actor):
                messages.warning(request, sentence)
            messages.success(request, f"已登记：{row}。需要落实的，接着交跟踪任务。")
            return redirect(row)
    return entry_page(request, {
        "title": "登记批示", "form": form, "submit": "登记", "back": page_of(subject), "back_label": named(subject),
        "multipart": True, "after": "登记以后只有信息编辑、领导和勾选的岗位看得到。",
    })  # fmt: skip


def subject_of(request):
    """The report or the issue of the address."""
    if slug := request.GET.get("report"):
        reports = Report.objects.visible_to(request.actor).select_related("report_facts", "organisation")
        return get_object_or_404(reports, slug=slug)
    if slug := request.GET.get("brief"):
        briefs = BriefIssue.objects.visible_to(request.actor).select_related("series", "organisation")
        return get_object_or_404(briefs, slug=slug)
    raise Http404


def instruction_edit(request, slug):
    row = found(request, slug)
    if not upward_rules.records(request.actor, row):
        raise Forbidden("批示由信息编辑登记。")
    if row.voided_at is not None:
        raise NotNow("这条批示已经作废。", row)
    form = InstructionForm(
        request.POST if request.method == "POST" else None, subject=row.subject, instruction=row
    )
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, row)
        if form.is_valid():
            row = instructing.correct(row, actor=request.actor, **form.facts())
            messages.success(request, "已更正。")
            return redirect(row)
    return entry_page(request, {
        "title": "更正批示", "form": form, "submit": "保存", "back": row.get_absolute_url(), "back_label": str(row),
        "version": fingerprint(row),
    })  # fmt: skip


def found(request, slug):
    rows = Instruction.objects.visible_to(request.actor).select_related(
        "rank", "owner__user", "recorded_by__user", "organisation", *RELATED
    )
    return get_object_or_404(rows, slug=slug)
