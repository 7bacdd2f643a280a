"""Writing a proposal: its first words, the task list, one page per section saved by itself."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from members.rules import is_office
from suggestions import codes, drafting, rules
from suggestions.forms.importing import UploadForm
from suggestions.forms.section import SectionForm, StartForm
from suggestions.models import Item, TopicPlan
from suggestions.proposals import cosigners, sections, tasklist
from suggestions.review import outlook
from suggestions.states import WITH_AUTHOR, Kind, State
from suggestions.topics import rules as topic_rules
from suggestions.views.compose import GUIDE, kept_files, restored, returned_with, to_divide, writable
from suggestions.views.importing import previewed
from weijianyi.files.models import Attachment
from weijianyi.parking import forget, keeps_text
from weijianyi.taking import buttons, check_hat


@keeps_text
def new(request):
    """The first words, or a Word document, begin the draft."""
    writable(request, Kind.PROPOSAL)
    if request.method == "POST":
        return begun(request)
    initial, kept = restored(request)
    form = start_form(request, initial={"member": request.GET.get("for")} | initial)
    return start_page(request, form, UploadForm(), kept=kept)


def start_form(request, *data, **options):
    return StartForm(
        *data, organisation=request.post.organisation, entering=is_office(request.actor), **options
    )


def begun(request):
    check_hat(request)
    item = drafting.find(request.actor, request.POST.get("draft"))
    if item is not None:
        return redirect("item-edit", item.slug)  # a second click
    form, upload = start_form(request, request.POST), UploadForm()
    complete, then = form.is_valid(), request.POST.get("then")
    if then in drafting.FIELDS and then != Kind.PROPOSAL:
        return rewritten(request, form, then)
    if then == "import":
        form.errors.pop("title", None)
        upload = UploadForm(request.POST, request.FILES)
        if upload.is_valid() and not form.errors:
            item = begin(request, form)
            return previewed(request, item, upload.cleaned_data["document"])
    elif form.begins() and not form.errors.keys() & {"member", "collective"}:
        item = begin(request, form)
        if complete:
            return redirect("proposal-section", item.slug, sections.after("title"))
        return section_page(request, section_form(request, item, "title", request.POST), status=422)
    return start_page(request, form, upload, status=422)


def rewritten(request, form, kind):
    """The author chose another kind on the first page; what was written goes along."""
    if not form.begins() or "collective" in form.errors:
        return redirect("item-new", kind)
    item = drafting.switch(begin(request, form), kind, actor=request.actor)
    return redirect("item-edit", item.slug)


def begin(request, form):
    data = form.cleaned_data
    item = drafting.begin(
        request.actor, Kind.PROPOSAL, form.stored, slug=request.POST.get("draft", ""), member=data.get("member"),
        collective=data.get("collective"),
    )  # fmt: skip
    if (topic := topic_of(request, request.POST)) is not None:
        item.proposal_facts.topic = topic
        item.proposal_facts.save(update_fields=["topic"])
    forget(request)
    return item


def topic_of(request, fields):
    """The topic the proposal is written on, where this actor may write on it."""
    named = str(fields.get("topic") or "")
    if not named.isdecimal() or len(named) > 9:
        return None
    topic = TopicPlan.objects.visible_to(request.actor).filter(pk=named, kind=Kind.PROPOSAL).first()
    return topic if topic and topic_rules.writes_on(request.actor, topic) else None


def start_page(request, form, upload, *, kept=None, status=200):
    context = {
        "form": form, "upload": upload, "guide": GUIDE[Kind.PROPOSAL], "entering": is_office(request.actor),
        "kinds": drafting.kinds_for(request.actor), "kind": Kind.PROPOSAL,
        "draft": request.POST.get("draft") or (kept and kept.get("draft")) or codes.slug(),
        "topic": topic_of(request, request.POST or request.GET),
        "sections": sections.SECTIONS.values(), "to_come": to_come(request.post.organisation),
    }  # fmt: skip
    return render(request, "suggestions/proposal_new.html", context, status=status)


def to_come(organisation):
    day = outlook.review_day(organisation, Kind.PROPOSAL)
    return outlook.stages_to_come(organisation, Kind.PROPOSAL, day)


def tasks(request, item):
    """The task list; while others are asked to sign, the text rests and the list says who has answered."""
    still, rows = tasklist.still(item), tasklist.rows(item)
    word, note = tasklist.check_row(item, still)
    offered = {b["name"]: b for b in buttons(item, request.actor, "item")}
    context = {
        "item": item, "rows": rows, "check": {"word": word, "note": note}, "still": still,
        "returned": returned_with(item), "upload": UploadForm(), "recall": offered.get("recall_invitation"),
        "cosigning": item.state == State.COSIGNING, "signers": cosigners.rows(item, request.actor),
        "until": cosigners.until(item), "open": cosigners.sentence(item) if item.state == State.COSIGNING else "",
        "may_submit": rules.submits(request.actor, item), "may_import": item.state != State.COSIGNING,
        "kinds": drafting.kinds_for(request.actor) if drafting.switchable(item, request.actor) else [],
        "holder": holder(request.actor, item),
        "primary": primary(item, rows, still),
        "to_come": to_come(item.organisation),
    }  # fmt: skip
    return render(request, "suggestions/proposal_tasks.html", context)


def holder(actor, item):
    """您, or by name; while others are asked to sign it says for how many answers it waits."""
    return "您" if rules.submits(actor, item) and item.state != State.COSIGNING else item.holder


def primary(item, rows, still):
    """{label, url} of the next thing to do: the first section in the way, else the check."""
    if still and item.state != State.COSIGNING:
        address = still[0]["url"].partition("#")[0]
        row = next((row for row in rows if row["url"] == address), None)
        if row is None:  # not a section: the research behind the proposal
            return {"label": "登记调研", "url": address}
        return {"label": f"接着写：{row['section'].label}", "url": address}
    return {"label": "核对并提交", "url": reverse("item-check", args=[item.slug])}


@keeps_text
def section(request, slug, name):
    """One section; 联名与附件 may be looked at while others are asked."""
    item = proposal_of(request, slug, name)
    if name == "authors" and request.method == "GET" and item.state == State.COSIGNING:
        return section_page(request, section_form(request, item, name))
    drafting.editable(item, request.actor)
    if request.method == "POST":
        return posted(request, item, name)
    initial, kept = restored(request)
    return section_page(request, section_form(request, item, name, initial=initial), kept=kept)


def proposal_of(request, slug, name):
    item = get_object_or_404(Item.objects.visible_to(request.actor).filter(kind=Kind.PROPOSAL), slug=slug)
    if name not in sections.SECTIONS:
        raise Http404
    if item.state not in WITH_AUTHOR or not rules.edits(request.actor, item):
        drafting.editable(item, request.actor)
    return item


def section_form(request, item, name, *data, **options):
    entering = is_office(request.actor) and item.entered_by_id is not None
    return SectionForm(
        *data, section=name, organisation=item.organisation, item=item, entering=entering, **options
    )


def posted(request, item, name):
    check_hat(request)
    form = section_form(request, item, name, request.POST, request.FILES)
    complete, then = form.is_valid(), request.POST.get("then", "next")
    try:
        item = drafting.save(item, form.stored, actor=request.actor, seen=form.seen())
    except drafting.Stale as stale:
        return section_page(request, form, stale=stale.item, status=409)
    forget(request)
    form.item, refused = item, kept_files(request, form, item)
    for refusal in refused:
        messages.error(request, refusal)
    refused = refused or form.unstored() or form.refused_files()
    if then == "divide" and not refused:
        return redirect(to_divide(item, request.path))
    if then == "list" and not refused:
        messages.success(request, f"“{form.section.label}”已存。")
        return redirect("item-edit", item.slug)
    if complete and not refused:
        following = sections.after(name)
        return (
            redirect("proposal-section", item.slug, following)
            if following
            else redirect("item-edit", item.slug)
        )
    return section_page(request, form, status=422)


def autosaved(request, slug):
    """JSON for app.js: the version to go on from, what could not be kept."""
    name = request.POST.get("section", "")
    item = proposal_of(request, slug, name)
    drafting.editable(item, request.actor)
    check_hat(request)
    form = section_form(request, item, name, request.POST)
    form.is_valid()
    try:
        item = drafting.save(item, form.stored, actor=request.actor, seen=form.seen())
    except drafting.Stale:
        return JsonResponse({}, status=409)
    left = form.unstored()
    return JsonResponse(
        {
            "url": reverse("item-autosave", args=[item.slug]),
            "page": reverse("proposal-section", args=[item.slug, name]),
            "slug": item.slug,
            "version": item.version,
            "note": f"{'、'.join(left)}没有存上" if left else "",
        }
    )


def section_page(request, form, *, kept=None, stale=None, status=200):
    """The form; `stale` is the draft as somebody else left it, shown beside what was typed here."""
    item = form.item
    if kept is not None:
        messages.warning(request, "登录已过期，您刚才写的内容找回来了，还没有存。选好的文件要重新选。")
    names = list(sections.SECTIONS)
    context = {
        "form": form, "item": item, "section": form.section, "place": names.index(form.section.name) + 1,
        "number": len(names), "following": sections.after(form.section.name),
        "stale": stale and drafting.differences(stale, form.stored), "stale_at": stale and stale.saved_at,
        "version": (kept and kept.get("version")) or (stale or item).version,
        "action": reverse("proposal-section", args=[item.slug, form.section.name]),
        "cosigning": item.state == State.COSIGNING, "signers": cosigners.rows(item, request.actor),
        "until": cosigners.until(item), "files": Attachment.objects.of(item),
        "may_invite": may_invite(request.actor, item),
    }  # fmt: skip
    return render(request, "suggestions/proposal_section.html", context, status=status)


def may_invite(actor, item):
    """The first author in person; an operator's collective signs alone."""
    first = item.first_author
    return bool(first and first.member_id) and item.state in (State.DRAFT, State.COSIGNING) and (
        rules.is_first_author(actor, item)
    )  # fmt: skip


def edit(request, slug):
    """GET the task list; POST rewrites the draft as another kind."""
    item = get_object_or_404(Item.objects.visible_to(request.actor), slug=slug)
    if item.state != State.COSIGNING or not rules.edits(request.actor, item):
        drafting.editable(item, request.actor)
    if request.method != "POST":
        return tasks(request, item)
    check_hat(request)
    kind = request.POST.get("then")
    if kind in drafting.FIELDS and kind != item.kind and drafting.switchable(item, request.actor):
        item = drafting.switch(item, kind, actor=request.actor)
        messages.info(request, f"已改写为{item.get_kind_display()}，写过的内容都在。")
    return redirect("item-edit", item.slug)
