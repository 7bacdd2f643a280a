"""Who writes reports: informants in their own name, the editor on behalf of anybody; topics of the quarter."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from suggestions import jobs
from suggestions.models import Authorship, Item, Report, TopicPlan
from suggestions.states import State
from suggestions.topics import quarters
from tests import forwarded, reported
from tests.weijianyi.telling import digest, told
from tests.world import client
from weijianyi import rulebook
from weijianyi.workflow import Forbidden, perform

pytestmark = pytest.mark.django_db


def words(w, **fields):
    return {
        "title": "反映三轮车违停", "situation": "学校门口每天放学时停满三轮车，行人只能走机动车道。",
        "advice": "请交管部门加强放学时段的疏导。", "category": rulebook.entry(w.city, "category", "city").pk,
        "open_consent": "yes", "then": "check", "version": "0",
    } | fields  # fmt: skip


# -- informants ------------------------------------------------------------------------------------
def test_an_informant_writes_reports_and_nothing_else(w):
    mine = client(w, "informant")
    assert mine.get("/items/new/suggestion/").status_code == 403
    assert mine.get("/items/new/proposal/").status_code == 403
    assert mine.get("/items/new/").url == "/items/new/report/"
    answer = mine.post("/items/new/report/", words(w))
    item = Report.objects.get()
    assert answer.url == reverse("item-check", args=[item.slug])
    mine.post(answer.url, {"declared": "on", "version": item.version})
    item.refresh_from_db()
    author = item.authorships.get()
    assert (item.state, author.user, author.member, author.name) == (
        State.SUBMITTED, w["informant"].user, None, "informant（向阳镇）",
    )  # fmt: skip
    page = mine.get("/").content.decode()
    assert "反映三轮车违停" in page
    assert "写一条微建议" not in page


def test_an_informant_sees_own_reports_only_and_hears_what_becomes_of_them(w):
    w.dispatched()
    reported.sent(w)
    item = forwarded.by_informant(w)
    assert list(Item.objects.visible_to(w["informant"])) == [item]
    item = perform(item, "edit", actor=w["editor"])
    digest()
    assert told("edit") == {("informant", "suggestions_edit")}
    perform(item, "send_back", actor=w["editor"], opinion="请写明是哪 3 个村。")
    digest()
    assert ("informant", "suggestions_send_back") in told("send_back")
    mine = client(w, "informant")
    assert mine.get(reverse("item-edit", args=[item.slug])).status_code == 200
    assert mine.get(reverse("item-detail", args=[item.slug])).status_code == 200


def test_an_author_is_somebody_and_only_one_thing(w):
    item = w.draft(kind=Report)
    for wrong in ({}, {"user": w["informant"].user, "collective": w.sector}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Authorship.objects.create(item=item, order=1, name="某人", **wrong)
    Authorship.objects.create(item=item, order=1, name="王女士", outside=True)


# -- on behalf -------------------------------------------------------------------------------------
def test_the_editor_enters_for_whoever_came_and_the_source_is_kept(w):
    desk, source = client(w, "editor"), rulebook.entry(w.city, "report_source", "reception").pk
    both = words(w, member=w["member"].post.member.pk, outsider="王女士", entered_from="来访")
    assert desk.post("/items/new/report/", both).status_code == 422
    nobody = desk.post("/items/new/report/", words(w, entered_from="来访"))
    assert nobody.status_code == 422
    assert "请选择委员或者集体" in nobody.content.decode()
    answer = desk.post(
        "/items/new/report/", words(w, outsider="西外街社区王女士", entered_from="来访", source=source)
    )
    item = Report.objects.get()
    assert answer.url == reverse("item-check", args=[item.slug])
    desk.post(answer.url, {"declared": "on", "version": item.version})
    item.refresh_from_db()
    assert (item.state, item.entered_by, item.entered_from) == (State.SUBMITTED, w["editor"].post, "来访")
    assert item.report_facts.source_id == source
    assert item.authorships.get().outside
    page = desk.get(reverse("report-detail", args=[item.slug])).content.decode()
    assert "由 editor 代录（来访）" in page
    assert perform(item, "edit", actor=w["editor"]).state == State.EDITING


def test_a_report_entered_for_a_member_is_the_members(w):
    member = w["member"].post.member
    client(w, "editor").post(
        "/items/new/report/", words(w, member=member.pk, entered_from="会上提出", then="save")
    )
    item = Report.objects.get()
    assert item.authorships.get().member == member
    assert item in Item.objects.visible_to(w["member"])


def test_a_report_entered_for_a_collective_is_the_collectives_and_counts_in_its_ranking(w):
    desk = client(w, "editor")
    both = words(w, collective=w.sector.pk, outsider="王女士", entered_from="来信")
    answer = desk.post("/items/new/report/", both)
    assert answer.status_code == 422
    assert "已经选了集体，这一栏请空着" in answer.content.decode()
    assert not Report.objects.exists()
    desk.post("/items/new/report/", words(w, collective=w.sector.pk, entered_from="来信", then="save"))
    item = Report.objects.get()
    assert (item.authorships.get().collective, item.entered_from) == (w.sector, "来信")
    perform(item, "submit", actor=w["editor"], declared=True)
    assert item in Report.objects.visible_to(w["operator"])
    page = desk.get(reverse("report-figures"), {"period": "year", "by": "sector"})
    assert "医卫界" in page.content.decode()


# -- topics of the quarter -------------------------------------------------------------------------
def test_a_committee_publishes_its_topic_and_those_asked_are_told(w):
    forwarded.committee(w)
    day = timezone.localdate() + timedelta(days=2)
    answer = client(w, "committee").post(reverse("report-topic-new"), {
        "title": "农村留守老人养老", "quarter": str(quarters.first_day(timezone.localdate())), "due_on": day,
        "addressees": [w.sector.pk],
    })  # fmt: skip
    topic = TopicPlan.objects.get()
    assert answer.url == topic.get_absolute_url()
    assert (topic.state, topic.owner.name, topic.kind) == ("adopted", "提案委", "report")
    digest()
    assert told("adopt") == {(n, "suggestions_report_topic") for n in ("member", "member2", "operator")}
    assert client(w, "operator").get(reverse("report-topic-new")).status_code == 403
    with pytest.raises(Forbidden):
        perform(topic, "drop", actor=w["operator"], reason="不合适")


def test_a_topic_is_cited_counted_and_reminded_of_once(w):
    forwarded.committee(w)
    day = timezone.localdate() + timedelta(days=2)
    topic = forwarded.topic(w, "committee", due_on=day, addressees=[w.sector])
    home = client(w, "member").get("/").content.decode()
    link = f"/items/new/report/?topic={topic.pk}"
    assert link in home
    form = client(w, "member").get(link).content.decode()
    assert f'<option value="{topic.pk}" selected' in form
    client(w, "member").post("/items/new/report/", words(w, topic=topic.pk, then="save"))
    item = Report.objects.get()
    assert item.report_facts.topic == topic
    rows = TopicPlan.objects.of_reports().with_coverage()
    assert rows.get().cited == 0  # a draft covers nothing
    perform(item, "submit", actor=w["member"], declared=True)
    assert rows.get().cited == 1
    today = timezone.localdate()
    assert len(jobs.remind_topics(today, now=timezone.now(), dry_run=True)) == 1
    assert len(jobs.remind_topics(today, now=timezone.now())) == 1
    assert jobs.remind_topics(today, now=timezone.now()) == []
    digest()
    assert told("remind") == {(n, "suggestions_report_topic_due") for n in ("member2", "operator")}


def test_who_plans_sees_which_committees_are_silent_this_quarter(w):
    forwarded.committee(w)
    url = reverse("report-topics")
    for name in ("editor", "leader", "committee"):
        assert "还没有发布选题的专委会：提案委" in client(w, name).get(url).content.decode()
    assert "还没有发布选题" not in client(w, "member").get(url).content.decode()
    forwarded.topic(w, "committee")
    assert "还没有发布选题" not in client(w, "editor").get(url).content.decode()


def test_topics_of_reports_do_not_mix_with_those_of_proposals(w):
    topic = forwarded.topic(w)
    member = client(w, "member")
    assert topic.title not in member.get(reverse("topic-list")).content.decode()
    assert member.get(reverse("topic-detail", args=[topic.slug])).status_code == 404
    page = member.get(reverse("report-topics")).content.decode()
    assert topic.title in page
    assert "用这个题目写" in page
    assert "这些情况不会采用" in page


def test_a_topic_is_changed_by_whoever_published_it_and_not_over_a_newer_change(w):
    forwarded.committee(w)
    topic, mine = forwarded.topic(w, "committee"), client(w, "committee")
    url = reverse("report-topic-edit", args=[topic.slug])
    page = mine.get(url)
    data = {"title": "留守老人养老", "quarter": str(topic.quarter), "version": page.context["version"]}
    past = mine.post(url, data | {"due_on": timezone.localdate() - timedelta(days=1)})
    assert past.status_code == 422
    assert mine.post(url, data).status_code == 302
    topic.refresh_from_db()
    assert topic.title == "留守老人养老"
    assert mine.post(url, data | {"title": "第二次"}).status_code == 409


# -- tracking --------------------------------------------------------------------------------------
def test_a_tracked_report_is_reminded_of_on_its_day_once(w):
    item = reported.editing(w)
    url, today = reverse("report-track", args=[item.slug]), timezone.localdate()
    desk = client(w, "editor")
    assert desk.post(url, {"next_on": today}).status_code == 422
    day = today + timedelta(days=3)
    for _ in range(2):  # a double click
        assert desk.post(url, {"next_on": day, "note": "问城管局进展", "then": "track"}).status_code == 302
    assert jobs.remind_tracking(day - timedelta(days=1), now=timezone.now()) == []
    assert len(jobs.remind_tracking(day, now=timezone.now())) == 1
    assert jobs.remind_tracking(day, now=timezone.now()) == []
    digest()
    assert ("editor", "suggestions_tracking_due") in told()
    desk.post(url, {"then": "end"})
    assert "问城管局进展" not in desk.get(reverse("report-detail", args=[item.slug])).content.decode()
