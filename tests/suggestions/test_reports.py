"""Reports: the writing form, taking up, the edited text beside the raw one, refusing, the urgent lane, the desk."""

import pytest
from django.urls import reverse

from suggestions.forms import DeclineForm
from suggestions.models import Item, Report
from suggestions.reports import listing as report_list
from suggestions.states import Secrecy, State
from tests import reported
from tests.weijianyi.telling import digest
from tests.world import client
from weijianyi import rulebook
from weijianyi.audit.models import PendingStep
from weijianyi.clock import deadlines
from weijianyi.notices.models import Notice
from weijianyi.workflow import BadFacts, NotNow, perform, seconding

pytestmark = pytest.mark.django_db


# -- writing ---------------------------------------------------------------------------------------
def test_a_report_is_written_with_source_form_and_lane(w):
    source = rulebook.entry(w.city, "report_source", "opinion_line")
    form = rulebook.entry(w.city, "report_form", "trend")
    words = {
        "title": "反映三轮车违停", "situation": "学校门口每天放学时停满三轮车，行人只能走机动车道。",
        "advice": "请交管部门加强放学时段的疏导。", "category": rulebook.entry(w.city, "category", "city").pk,
        "open_consent": "yes", "source": source.pk, "form": form.pk, "urgent": "on", "source_note": "家长座谈",
        "then": "save", "version": "0",
    }  # fmt: skip
    author = client(w, "member")
    assert author.post(reverse("item-new", args=["report"]), words).status_code == 302
    item = Report.objects.get()
    row = item.report_facts
    assert (row.source, row.form, row.urgent, row.source_note) == (source, form, True, "家长座谈")
    again = author.get(reverse("item-edit", args=[item.slug])).content.decode()
    assert "第一时间报送" in again
    edited = words | {"version": item.version, "source": "", "situation": words["situation"] + "雨天更挤。"}
    edited.pop("urgent")
    assert author.post(reverse("item-edit", args=[item.slug]), edited).status_code == 302
    row.refresh_from_db()
    assert (row.source, row.urgent) == (None, False)
    assert "来源渠道" in author.get(reverse("item-check", args=[item.slug])).content.decode()


def test_a_report_rewritten_as_suggestion_and_back_keeps_its_words(w):
    author = client(w, "member")
    item = w.draft(kind=Report)
    for kind in ("suggestion", "report"):
        words = {"title": item.title, "situation": item.situation, "then": kind, "version": item.version}
        answer = author.post(reverse("item-edit", args=[item.slug]), words)
        item = Item.objects.get(slug=answer.url.split("/")[-3])
        assert item.kind == kind
        assert item.title == "修剪西外街家属区旁大树"


# -- the urgent lane -------------------------------------------------------------------------------
def test_what_is_urgent_is_looked_at_the_same_day(w):
    usual, urgent = reported.sent(w), reported.sent(w, urgent=True)
    clock = deadlines.running(urgent, "review")
    assert clock.limit.code == "review_urgent"
    assert clock.unit == "same_day"
    assert clock.due_on < deadlines.running(usual, "review").due_on
    assert urgent.review_on == clock.due_on


def test_urgent_ones_stand_first_on_the_desk(w):
    usual, urgent = reported.sent(w), reported.sent(w, urgent=True)
    desk = client(w, "editor").get(reverse("report-list"))
    assert [row["item"] for row in desk.context["rows"]] == [urgent, usual]
    assert "第一时间报送" in desk.content.decode()
    rows = report_list.reports(w["editor"])
    assert report_list.after(rows, rows.get(pk=urgent.pk)) == usual


# -- editing ---------------------------------------------------------------------------------------
def test_the_editor_takes_it_up(w):
    item = reported.editing(w)
    assert item.state == State.EDITING
    assert item.report_facts.editor == w["editor"].post
    assert deadlines.running(item, "review") is None


def test_the_edited_text_lies_beside_the_raw_one(w):
    item = reported.editing(w)
    raw = item.situation
    item = reported.revised(w, item, situation="樟树枝条伸到三楼阳台。", secrecy=Secrecy.SENSITIVE)
    assert item.state == State.EDITING
    assert item.situation == raw
    assert item.report_facts.edited == {"situation": "樟树枝条伸到三楼阳台。"}
    assert item.report_facts.secrecy == Secrecy.SENSITIVE
    item = reported.revised(w, item)
    assert item.report_facts.edited == {}


def test_a_report_without_title_is_refused(w):
    item = reported.editing(w)
    with pytest.raises(BadFacts):
        reported.revised(w, item, title=" ")


def test_only_what_is_being_edited_is_revised(w):
    with pytest.raises(NotNow):
        reported.revised(w, reported.sent(w))


def test_the_page_shows_both_texts_and_saves_the_edited_one(w):
    item = reported.editing(w)
    editor, url = client(w, "editor"), reverse("report-detail", args=[item.slug])
    form = {f"text_{name}": text for name, text in reported.texts(item).items()}
    form |= {"text_situation": "樟树枝条已伸到阳台。", "secrecy": "internal", "version": item.version}
    answer = editor.post(reverse("report-revise", args=[item.slug]), form)
    assert (answer.status_code, answer.url) == (302, url)
    page = editor.get(url).content.decode()
    assert "反映人原文" in page
    assert "<del>" in page
    stale = editor.post(reverse("report-revise", args=[item.slug]), form | {"key": "other"})
    assert stale.status_code == 409
    missing = editor.post(reverse("report-revise", args=[item.slug]), form | {"text_title": ""})
    assert missing.status_code == 422
    assert "请填写“标题”" in missing.content.decode()


def test_the_author_sees_the_raw_text_and_no_editing(w):
    item = reported.revised(w, situation="编辑自己的话。")
    page = client(w, "member").get(item.get_absolute_url()).content.decode()
    assert "编辑自己的话" not in page
    assert client(w, "member").get(reverse("report-detail", args=[item.slug])).status_code == 403


def test_the_leader_reads_and_changes_nothing(w):
    item = reported.editing(w)
    leader = client(w, "leader")
    page = leader.get(reverse("report-detail", args=[item.slug]))
    assert page.context["form"] is None
    assert page.context["steps"] == []
    assert leader.post(reverse("report-revise", args=[item.slug]), {}).status_code == 403


def test_a_decision_leads_to_the_next_report(w):
    first, second = reported.sent(w), reported.sent(w)
    page = client(w, "editor").get(reverse("report-detail", args=[first.slug]))
    assert any(second.slug in step["url"] for step in page.context["steps"])
    names = [step["label"] for step in page.context["steps"]]
    assert names == ["请补充", "不采用", "转为其他类型", "点评"]


def test_the_desk_filters_by_the_address(w):
    kept, other = reported.sent(w, title="学校门口三轮车"), reported.sent(w, title="广场舞噪声")
    reported.editing(w, other)
    editor = client(w, "editor")
    assert [r["item"] for r in editor.get(reverse("report-list")).context["rows"]] == [kept]
    assert [r["item"] for r in editor.get("/reports/?tab=editing").context["rows"]] == [other]
    assert editor.get("/reports/?q=广场舞").context["rows"] == []
    assert editor.get("/reports/?secrecy=sensitive").context["rows"] == []
    assert editor.get("/reports/?secrecy=nonsense&tab=x&source=abc").status_code == 200


def test_the_desk_asks_the_same_number_of_statements_however_many_rows(w, django_assert_max_num_queries):
    editor = client(w, "editor")
    for _ in range(6):
        reported.sent(w)
    editor.get(reverse("report-list"))
    with django_assert_max_num_queries(16):
        editor.get(reverse("report-list"))


def test_home_of_the_editor_is_the_desk(w):
    assert client(w, "editor").get("/").url == reverse("report-list")


# -- refusing --------------------------------------------------------------------------------------
def test_reports_are_refused_for_reasons_of_their_own(w):
    item = reported.sent(w)
    labels = [label for _, label in DeclineForm(subject=item, actor=w["editor"]).fields["reason"].choices]
    assert labels[0] == "政治方向不当"
    assert "摘抄公开媒体" in labels


def test_another_editor_or_the_leader_decides_on_a_refusal(w):
    item = reported.sent(w)
    reason = rulebook.entry(w.city, "not_adopted_reason", "stale")
    item = perform(item, "decline", actor=w["editor"], reason=reason, opinion="时效已过。")
    assert item.state == State.SUBMITTED
    assert item.holder == "信息编辑（复核）"
    row = PendingStep.objects.get()
    assert client(w, "leader").get(reverse("review-pending")).content.decode().count(item.title) >= 1
    assert item.title not in client(w, "staff").get(reverse("review-pending")).content.decode()
    digest()
    assert Notice.objects.filter(user=w["leader"].user, text="suggestions_propose").exists()
    item = seconding.decide(row, actor=w["leader"], agree=True)
    assert item.state == State.DECLINED
