"""选题参考: the quarter's topics of reports with their coverage; publishing and changing one; one topic."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.rules import has_role
from members.states import Role
from suggestions.forms.report_topics import ReportTopicFilter, ReportTopicForm
from suggestions.models import Report, TopicPlan
from suggestions.states import Kind
from suggestions.topics import putting as topics
from suggestions.topics import quarters, rules
from suggestions.views.topics import entry_page
from weijianyi import rulebook
from weijianyi.taking import buttons, check_fresh, check_hat, fingerprint
from weijianyi.workflow import Forbidden


@require_safe
def report_topics(request):
    check_reads(request)
    today = timezone.localdate()
    visible = TopicPlan.objects.visible_to(request.actor).of_reports()
    known = list(visible.order_by().values_list("quarter", "owner", "owner__name").distinct())
    firsts = sorted({quarter for quarter, _, _ in known}, reverse=True)
    owners = sorted({(pk, name) for _, pk, name in known if pk})
    form = ReportTopicFilter(request.GET, firsts=firsts, owners=owners)
    found = visible.filter(**form.wanted(today)).for_lists().with_coverage().prefetch_related("addressees")
    rows = sorted(found, key=lambda t: (t.due_on or t.quarter.replace(year=9999), -t.pk))
    publishes = rules.publishes_topics(request.actor)
    context = {
        "silent": quarters.silent(request.actor, form.wanted(today)["quarter"])
        if publishes or has_role(request.actor, Role.LEADER) else [],
        "form": form, "topics": rows, "today": today, "publishes": publishes,
        "writes": any(rules.writes_on(request.actor, topic) for topic in rows),
        "cited": sum(topic.cited for topic in rows), "bare": sum(not topic.cited for topic in rows),
        "filtered": bool(form.data), "quarter": quarters.label(form.wanted(today)["quarter"]),
        "refused": rulebook.entries(request.post.organisation_id, "not_adopted_reason"),
    }  # fmt: skip
    return render(request, "reports/topics.html", context)


@require_safe
def report_topic(request, slug):
    check_reads(request)
    topic = found(request, slug)
    cited = Report.objects.visible_to(request.actor).submitted().filter(report_facts__topic=topic)
    context = {
        "topic": topic, "events": topics.history(topic), "steps": buttons(topic, request.actor, "topic"),
        "writes_on": rules.writes_on(request.actor, topic), "changes": rules.plans_topic(request.actor, topic),
        "reports": cited.prefetch_related("authorships").order_by("-submitted_at")[:50],
        "reads": has_role(request.actor, Role.EDITOR, Role.LEADER),
    }  # fmt: skip
    return render(request, "reports/topic.html", context)


def report_topic_new(request):
    if not rules.publishes_topics(request.actor):
        raise Forbidden("社情民意选题由专委会经办人和信息编辑发布。")
    return topic_form(request, None)


def report_topic_edit(request, slug):
    check_reads(request)
    topic = found(request, slug)
    if not rules.plans_topic(request.actor, topic):
        raise Forbidden("选题由发布的专委会和信息编辑修改。")
    return topic_form(request, topic)


def topic_form(request, topic):
    names = ("title", "why", "points", "due_on", "owner")
    initial = {n: getattr(topic, n) for n in names} | {
        "quarter": str(topic.quarter), "addressees": list(topic.addressees.all()),
    } if topic else {}  # fmt: skip
    data = request.POST if request.method == "POST" else None
    form = ReportTopicForm(data, actor=request.actor, topic=topic, initial=initial)
    if request.method == "POST":
        check_hat(request)
        check_fresh(request, topic)
        if form.is_valid():
            if topic:
                topic = quarters.change(topic, request.actor, form.cleaned_data)
            else:
                topic = quarters.publish(request.actor, form.cleaned_data)
            messages.success(request, f"选题“{topic}”已{'保存' if initial else '发布'}。")
            return redirect(topic)
    context = {
        "title": "修改选题" if topic else "发布季度选题", "form": form, "submit": "保存" if topic else "发布",
        "after": "" if topic else "发布以后，委员、集体和信息员都看得到；约请的会收到消息。",
        "back": reverse("report-topics"), "back_label": "社情民意选题", "version": fingerprint(topic),
    }  # fmt: skip
    return entry_page(request, context)


def found(request, slug):
    topics_seen = TopicPlan.objects.visible_to(request.actor).filter(kind=Kind.REPORT).for_lists()
    topics_seen = topics_seen.with_coverage().select_related("put_forward_by__user")
    return get_object_or_404(topics_seen, slug=slug)


def check_reads(request):
    if not rules.reads_report_topics(request.actor):
        raise Forbidden("社情民意选题供委员、集体、信息员、信息编辑和领导使用。")
