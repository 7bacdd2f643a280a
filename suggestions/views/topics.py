"""Topics: the list with its call, putting one forward, its page with the office's decisions, the call itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.rules import is_office
from suggestions.forms.topics import CallForm, TopicFilter, TopicForm
from suggestions.models import TopicCall, TopicPlan
from suggestions.states import Kind
from suggestions.topics import putting as topics
from suggestions.topics import rules
from weijianyi import paging
from weijianyi.taking import buttons, check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden


@require_safe
def topic_list(request):
    check_takes_part(request)
    form = TopicFilter(request.GET, actor=request.actor)
    wanted = form.wanted()
    found = TopicPlan.objects.visible_to(request.actor).filter(kind=Kind.PROPOSAL, **wanted).for_lists()
    page = paging.page(found, request, ("-pk",))
    today = timezone.localdate()
    calls = TopicCall.objects.visible_to(request.actor).filter(closes_on__gte=today).select_related("session")
    for topic in page.rows:
        topic.writes_on = rules.writes_on(request.actor, topic)
    context = {
        "form": form, "page": page, "calls": calls, "today": today, "filtered": bool(wanted),
        "is_office": is_office(request.actor),
    }  # fmt: skip
    return render(request, "proposals/topics.html", context)


def topic_new(request):
    check_takes_part(request)
    form = TopicForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST":
        check_hat(request)
        if form.is_valid():
            topic = topics.put_forward(request.actor, form.cleaned_data)
            messages.success(request, f"已记下选题“{topic}”，等提案委决定是否列入。")
            return redirect(topic)
    context = {
        "title": "提一个选题", "form": form, "submit": "提出选题", "after": "提案委看过以后，会告诉您是否列入。",
        "back": reverse("topic-list"), "back_label": "选题",
    }  # fmt: skip
    return entry_page(request, context)


@require_safe
def topic_detail(request, slug):
    check_takes_part(request)
    topic = get_object_or_404(
        TopicPlan.objects.visible_to(request.actor)
        .filter(kind=Kind.PROPOSAL)
        .for_lists()
        .select_related("put_forward_by__user"),
        slug=slug,
    )
    context = {
        "topic": topic, "events": topics.history(topic), "steps": buttons(topic, request.actor, "topic"),
        "writes_on": rules.writes_on(request.actor, topic),
    }  # fmt: skip
    return render(request, "proposals/topic.html", context)


def call_new(request):
    check_office(request)
    return call_form(request, None)


def call_edit(request, pk):
    check_office(request)
    return call_form(request, get_object_or_404(TopicCall.objects.visible_to(request.actor), pk=pk))


def call_form(request, call):
    """One form for a new call and an old one; publishing is a second button."""
    names = ("title", "session", "opens_on", "closes_on", "note")
    initial = {name: getattr(call, name) for name in names} if call else {"opens_on": timezone.localdate()}
    organisation = request.post.organisation
    form = CallForm(
        request.POST if request.method == "POST" else None, organisation=organisation, initial=initial
    )
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, call)
        if form.is_valid():
            call = call or TopicCall(organisation=organisation)
            for name in names:
                setattr(call, name, form.cleaned_data[name])
            call.save()
            if request.POST.get("then") == "publish" and not call.published_at:
                topics.publish(call, request.actor, timezone.now())
            messages.success(request, f"“{call}”{'已发布' if call.published_at else '已存，还没有发布'}。")
            return redirect("topic-list")
    unpublished = call is None or not call.published_at
    context = {
        "title": "修改征集" if call else "发起选题征集", "form": form,
        "submit": "发布" if unpublished else "保存", "then": "publish" if unpublished else "save",
        "second": "先存着，不发布" if unpublished else "",
        "after": "发布以后，委员、集体经办人和领导收到消息，在选题页上看到。" if unpublished else "",
        "back": reverse("topic-list"), "back_label": "选题", "version": fingerprint(call),
    }  # fmt: skip
    return entry_page(request, context)


def entry_page(request, context):
    bad = context["form"].is_bound
    defaults = {
        "then": "",
        "second": "",
        "after": "",
        "multipart": False,
        "extra": "",
        "void_url": "",
        "version": "",
    }
    return render(request, "proposals/entry.html", defaults | context, status=422 if bad else 200)


def check_takes_part(request):
    if not rules.puts_forward(request.actor):
        raise Forbidden("选题由委员、集体经办人、领导和提案委使用。")


def check_office(request):
    if not is_office(request.actor):
        raise Forbidden("选题征集由提案委发起。")
