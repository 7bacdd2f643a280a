"""What is done on the page of a desk: sign, record a contact, draft, send for signature, sign off, give an opinion."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dispatch import rules
from dispatch.desks import page as desk_page
from dispatch.desks.papers import attaches
from dispatch.forms import EvidenceForm, ReplyDraftForm
from dispatch.models import Assignment
from dispatch.states import DeskState
from dispatch.views import paper
from dispatch.views.desk import shown
from weijianyi import rulebook, taking
from weijianyi.clock.templatetags.clock import cn_date
from weijianyi.workflow import BadFacts, Forbidden, NotNow, door

D = DeskState


def act(request, slug, name):
    """One step from the page of the desk; what does not hold comes back on the same page."""
    desk = desk_page.find(request.actor, slug)
    if request.method != "POST":  # after signing in again, or by hand
        return redirect(desk)
    offered = step_on_page(request.actor, desk, name)
    taking.check_hat(request)
    refused = keep_work(request, desk, name)
    form, when = taking.bound(request, desk, offered), paper.dated(request, desk, name)
    if form.is_valid() and not refused and (when is None or when.is_valid()):
        try:
            if when:
                done = paper.enter(request, desk, offered, form, when)
            else:
                done = taking.take(request, desk, offered, form)
        except BadFacts as refusal:
            taking.blame(form, refusal)
        else:
            messages.success(request, words(done, offered))
            return redirect(taking.back_to(request, done))
    for sentence in refused:
        form.add_error(None, sentence)
    door.check(desk, name, request.actor, request.POST.get("version"))  # 409 comes before 422
    return shown(request, desk, {name: form}, when, status=422)


def step_on_page(actor, desk, name):
    if name not in desk_page.ON_PAGE:
        raise Http404
    offered = type(desk).steps()[name].step
    if not offered.who(actor, desk):
        raise Forbidden(f"您现在的岗位不能“{offered.label}”。")
    return offered


def keep_work(request, desk, name):
    """Before anything can be refused: the draft is saved, good files are kept. Returns refusals of files."""
    if name == "send_for_signature" and desk.state == D.WORKING:
        save_draft(request, desk.slug)
    return keep_files(request, desk)


def keep_files(request, desk):
    if not request.FILES or not attaches(request.actor, desk):
        return []
    form = EvidenceForm(request.POST, request.FILES)
    form.is_valid()
    return [sentence for errors in form.errors.values() for sentence in errors] + form.attach_uploads(
        desk, actor=request.actor
    )


@transaction.atomic
def save_draft(request, slug):
    """(form, row) under the lock of the desk, so that no draft is written after it was sent."""
    desks = Assignment.objects.visible_to(request.actor).select_for_update(of=("self",))
    desk = get_object_or_404(desks.select_related("item"), slug=slug)
    if not rules.answers(request.actor, desk):
        raise Forbidden("您现在的岗位不能写这份答复。")
    if desk.state != D.WORKING:
        raise NotNow(f"这件事项现在是“{desk.get_state_display()}”，不能再改草稿。", desk)
    form = ReplyDraftForm(request.POST, subject=desk, actor=request.actor)
    form.is_valid()  # fields that do not hold are left out, the others are saved
    row = form.save()
    template = request.POST.get("template")
    if template:
        insert(desk, row, template)
    return form, row


def insert(desk, row, code):
    """Set a template's text below what is already written."""
    try:
        entry = rulebook.entry(desk.organisation_id, "reply_template", code)
    except KeyError as error:
        raise Http404 from error
    author = "、".join(f"{a.name}委员" if a.member_id else a.name for a in desk.item.signatures)
    text = entry.text.replace("{author}", author).replace("{unit}", desk.unit_name)
    row.facts = f"{row.facts}\n\n{text}".strip()[:3000]
    row.save()


@require_POST
def save(request, slug):
    """Autosave, 存草稿 and 套用模板: one address."""
    taking.check_hat(request)
    form, row = save_draft(request, slug)
    if "application/json" in request.headers.get("Accept", ""):
        saved = {"saved": f"{timezone.localtime(row.saved_at):%H:%M}"}
        return JsonResponse(saved | {"errors": form.errors}, status=200 if form.is_valid() else 422)
    for sentence in [e for errors in form.errors.values() for e in errors] + keep_files(request, row.desk):
        messages.error(request, sentence)
    messages.success(request, "模板已放进答复内容。" if request.POST.get("template") else "草稿已保存。")
    return redirect(f"{row.desk.get_absolute_url()}#reply")


def words(desk, offered):
    """What happened and who acts next."""
    due = f"请在{cn_date(desk.due_on)}前" if desk.due_on else "请尽快"
    released = (
        "答复已签发，已转委员评价。" if desk.state == D.RELEASED else "答复已签发，等提案委核对后转委员。"
    )
    return {
        "sign": f"已签收《{desk.item.title}》，{due}{'提出意见' if desk.role == 'assist' else '答复'}。",
        "forward": f"已转交承办单位：《{desk.item.title}》。",
        "record_contact": "沟通记录已存。",
        "send_for_signature": released
        if desk.state in (D.RELEASED, D.CHECKING)
        else "答复已送分管领导签发。",
        "give_opinion": "协办意见已送主办单位。",
        "send_opinion": "会办意见已送主办单位。" if desk.state == D.DONE else "会办意见已送单位负责人签发。",
        "sign_opinion": "会办意见已签发，送主办单位。",
        "sign_reply": released,
        "give_back_draft": "已退回经办人修改。",
    }[offered.name]
