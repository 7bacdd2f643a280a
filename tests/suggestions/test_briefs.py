"""Issues: drafting, the way to the signature, reading receipts, withdrawal, who is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.models import BriefIssue, BriefSeries, Report
from suggestions.states import Secrecy, State
from tests import reported
from tests.weijianyi.telling import digest
from tests.world import client
from weijianyi.notices.models import Notice
from weijianyi.workflow import Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db


def form_of(w, *reports, **more):
    return {
        "series": reported.series(w).pk, "title": "关于修剪大树的信息", "grouping": "single", "secrecy": "internal",
        "reports": [r.slug for r in reports], "body": "", "mains": "市委办公室\n市政府办公室\n市委办公室",
        "copies": "省政协研究室", "readers": [w["supervisor"].post.pk], "version": "0",
    } | more  # fmt: skip


# -- drafting --------------------------------------------------------------------------------------
def test_the_text_is_generated_from_the_edited_reports(w):
    one = reported.revised(w, situation="枝条伸到阳台。")
    two = reported.revised(w, reported.editing(w, title="广场舞噪声扰民"))
    editor = client(w, "editor")
    new = editor.get(reverse("brief-new") + f"?report={one.slug}")
    assert new.context["form"].initial["title"] == one.title
    answer = editor.post(reverse("brief-new"), form_of(w, one, two, grouping="kind"))
    brief = BriefIssue.objects.get()
    assert answer.url == reverse("brief-edit", args=[brief.slug])
    assert brief.body.startswith(f"一、{one.title}\n枝条伸到阳台。")
    assert "二、广场舞噪声扰民" in brief.body
    assert list(brief.recipients.values_list("name", "copy")) == [
        ("supervisor", False), ("市委办公室", False), ("市政府办公室", False), ("省政协研究室", True),
    ]  # fmt: skip


def test_order_and_text_are_edited_while_it_is_a_draft(w):
    one, two = reported.revised(w), reported.revised(w, reported.editing(w, title="广场舞噪声扰民"))
    brief = reported.drafted(w, one, two)
    editor, url = client(w, "editor"), reverse("brief-edit", args=[brief.slug])
    assert "次序" in editor.get(url).content.decode()
    turned = {f"order_{one.slug}": 2, f"order_{two.slug}": 1, "version": brief.version}
    assert editor.post(url, form_of(w, one, two, body="自己写的正文。", **turned)).status_code == 302
    brief.refresh_from_db()
    assert brief.body == "自己写的正文。"
    assert [entry.report_id for entry in brief.entries.all()] == [two.pk, one.pk]
    again = form_of(
        w, one, two, body="自己写的正文。", **turned | {"version": brief.version, "then": "generate"}
    )
    editor.post(url, again)
    brief.refresh_from_db()
    assert brief.body.startswith("一、广场舞噪声扰民")


def test_a_draft_changed_elsewhere_is_not_written_over(w):
    report = reported.revised(w)
    brief = reported.drafted(w, report)
    editor, url = client(w, "editor"), reverse("brief-edit", args=[brief.slug])
    assert editor.post(url, form_of(w, report)).status_code == 302
    assert editor.post(url, form_of(w, report)).status_code == 409


def test_an_issue_is_at_least_as_strict_as_what_it_holds(w):
    report = reported.revised(w, secrecy=Secrecy.SENSITIVE)
    answer = client(w, "editor").post(reverse("brief-new"), form_of(w, report))
    assert answer.status_code == 422
    assert "这一期不能低于它" in answer.content.decode()


def test_a_report_marked_stricter_meanwhile_stops_the_issue_until_the_mark_is_raised(w):
    report = reported.revised(w)
    brief = reported.signing(w, reported.drafted(w, report))
    reported.revised(w, Report.objects.get(pk=report.pk), secrecy=Secrecy.SENSITIVE)
    with pytest.raises(NotNow, match="密级标识比这一期高"):
        perform(brief, "sign", actor=w["leader"])
    brief = perform(brief, "give_back", actor=w["leader"], opinion="标识")
    with pytest.raises(NotNow, match="密级标识比这一期高"):
        perform(brief, "send_to_check", actor=w["editor"])
    BriefIssue.objects.filter(pk=brief.pk).update(secrecy=Secrecy.SENSITIVE)
    assert reported.issued(w, BriefIssue.objects.get(pk=brief.pk)).number


def test_an_issue_holds_something_that_is_being_edited(w):
    waiting = reported.sent(w)
    reported.editing(w)
    editor = client(w, "editor")
    assert editor.post(reverse("brief-new"), form_of(w)).status_code == 422
    assert editor.post(reverse("brief-new"), form_of(w, waiting)).status_code == 422
    assert not BriefIssue.objects.exists()


def test_without_series_or_reports_the_page_says_what_is_missing(w):
    editor = client(w, "editor")
    assert "还没有期刊" in editor.get(reverse("brief-new")).content.decode()
    reported.series(w)
    assert "没有可以收入的信息" in editor.get(reverse("brief-new")).content.decode()


# -- the way to the signature ----------------------------------------------------------------------
def test_nobody_checks_the_own_draft(w):
    brief = reported.checking(w)
    with pytest.raises(Forbidden):
        perform(brief, "pass_check", actor=w["editor"])


def test_a_report_withdrawn_meanwhile_stops_the_issue(w):
    brief = reported.drafted(w)
    perform(brief.entries.get().report, "withdraw", actor=w["member"], reason="情况已经变化")
    with pytest.raises(NotNow, match="请先移出"):
        perform(brief, "send_to_check", actor=w["editor"])


def test_signing_numbers_it_and_adopts_its_reports(w):
    brief = reported.issued(w)
    assert brief.reference == f"《社情民意》{timezone.localdate().year}年第1期"
    assert brief.entries.get().printed["title"]
    assert Report.objects.get().state == State.ADOPTED
    assert reported.issued(w).number == 2


def test_what_was_issued_is_not_edited(w):
    brief = reported.issued(w)
    assert client(w, "editor").get(reverse("brief-edit", args=[brief.slug])).status_code == 409


def test_withdrawn_the_readers_find_it_no_more_and_the_report_is_edited_again(w):
    brief = reported.issued(w)
    reader = client(w, "supervisor")
    assert reader.get(brief.get_absolute_url()).status_code == 200
    perform(brief, "withdraw", actor=w["editor"], reason="数据有误")
    assert reader.get(brief.get_absolute_url()).status_code == 404
    assert reader.post(reverse("brief-read", args=[brief.slug])).status_code == 404
    assert reader.get(reverse("brief-list")).context["page"].rows == []
    assert Report.objects.get().state == State.EDITING
    assert "数据有误" in client(w, "leader").get(brief.get_absolute_url()).content.decode()


def test_an_issue_is_found_by_nobody_before_it_is_issued(w):
    brief = reported.signing(w)
    for name in ("supervisor", "member", "staff", "handler", "county"):
        assert client(w, name).get(brief.get_absolute_url()).status_code == 404
    assert client(w, "leader").get(brief.get_absolute_url()).status_code == 200


# -- reading ---------------------------------------------------------------------------------------
def test_opening_is_no_receipt_the_reader_signs_it(w):
    brief = reported.issued(w)
    row, reader = brief.recipients.get(post=w["supervisor"].post), client(w, "supervisor")
    assert "已阅</button>" in reader.get(brief.get_absolute_url()).content.decode()
    row.refresh_from_db()
    assert row.read_at is None
    reader.post(reverse("brief-read", args=[brief.slug]))
    row.refresh_from_db()
    first = row.read_at
    assert first is not None
    reader.post(reverse("brief-read", args=[brief.slug]))
    row.refresh_from_db()
    assert row.read_at == first
    page = client(w, "editor").get(brief.get_absolute_url()).content.decode()
    assert "阅读情况" in page
    assert client(w, "editor").post(reverse("brief-read", args=[brief.slug])).status_code == 403


def test_the_list_has_the_states_as_tabs_and_filters_by_series(w):
    reported.issued(w)
    reported.drafted(w, title="另一期")
    editor = client(w, "editor")
    page = editor.get(reverse("brief-list"))
    assert [tab["count"] for tab in page.context["tabs"]] == [1, 0, 0, 1, 0]
    assert [str(b) for b in page.context["page"].rows] == ["另一期"]
    assert editor.get(f"/briefs/?series={reported.series(w).pk}&tab=issued").context["page"].rows
    other = BriefSeries.objects.create(organisation=w.city, code="zb", name="信息专报")
    assert editor.get(f"/briefs/?series={other.pk}&tab=issued").context["page"].rows == []


# -- who is told -----------------------------------------------------------------------------------
def test_authors_and_readers_are_told_by_number_only(w):
    brief = reported.checking(w, title="不能外传的题目")
    digest()
    brief = perform(perform(brief, "pass_check", actor=w["leader"]), "sign", actor=w["leader"])
    digest()
    told = {(n.user.username, n.text): n for n in Notice.objects.filter(channel="in_app")}
    author, reader = told["member", "suggestions_adopt"], told["supervisor", "suggestions_brief_issued"]
    assert brief.reference in author.body
    assert brief.reference in reader.title
    assert ("leader", "suggestions_brief_check") in told
    words = " ".join(f"{n.title} {n.body}" for n in told.values())
    assert "不能外传的题目" not in words
    assert Report.objects.get().title not in words


# -- series ----------------------------------------------------------------------------------------
def test_the_administrator_keeps_the_series(w):
    admin = client(w, "admin")
    words = {
        "name": "信息专报",
        "code": "xxzb",
        "default_secrecy": "sensitive",
        "active": "on",
        "main_recipients": "市委",
    }
    assert admin.post(reverse("rules-series-new"), words).status_code == 302
    row = BriefSeries.objects.get(organisation=w.city)
    assert row.default_secrecy == Secrecy.SENSITIVE
    assert admin.post(reverse("rules-series-new"), words).status_code == 422
    assert "信息专报" in admin.get(reverse("rules-series")).content.decode()
    foreign = BriefSeries.objects.create(organisation=w.county, code="x", name="区信息")
    assert admin.get(reverse("rules-series-edit", args=[foreign.pk])).status_code == 404
