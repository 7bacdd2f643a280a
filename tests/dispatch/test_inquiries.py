"""A report goes to a unit: one inquiry through the ordinary desks, seen without the report, answered, passed back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Assignment
from suggestions.models import BriefIssue, Inquiry, Item, ItemLink, Report
from suggestions.states import State
from tests import forwarded, reported
from tests.weijianyi.telling import digest, told
from tests.world import client
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.workflow import BadFacts, NotNow, perform

pytestmark = pytest.mark.django_db
SECRET = "举报人就住在三楼"


def test_forwarding_makes_one_inquiry_and_leaves_the_report_where_it_is(w):
    report = reported.editing(w, analysis=SECRET)
    page = client(w, "editor").get(reverse("step", args=["item", report.slug, "forward"])).content.decode()
    assert SECRET in page  # the form begins with the edited text; the editor leaves what the unit may read
    item = forwarded.asked(w, report)
    report.refresh_from_db()
    assert (report.state, item.state, item.holder) == (State.EDITING, State.ACCEPTED, "信息编辑")
    link = ItemLink.objects.get(to_item=item)
    assert (link.kind, link.from_item_id) == ("followed_up", report.pk)
    assert not item.authorships.exists()


def test_it_runs_through_the_ordinary_desks_with_the_limit_of_reports(w):
    desk = forwarded.at_unit(w)
    clock = deadlines.running(desk, "handle")
    assert clock.limit.code == "inquiry_report"
    today = timezone.localdate()
    assert clock.due_on >= calendar_for(w.city).add_workdays(today, 15)
    item = Item.objects.get(pk=desk.item_id)
    assert item.state == State.HANDLING
    assert desk in Assignment.objects.visible_to(w["editor"])
    digest()
    assert ("handler", "dispatch_offer") in told("offer")


def test_the_unit_sees_the_question_and_never_the_report(w):
    report = reported.editing(w, situation=f"原文里写着{SECRET}，请注意。")
    desk = forwarded.at_unit(w, report)
    for name in ("handler", "unitlead", "supervisor"):
        unit = client(w, name)
        urls = [reverse("item-detail", args=[desk.item.slug])]
        urls += [reverse("desk-detail", args=[desk.slug])] if name != "supervisor" else []
        for url in urls:
            page = unit.get(url).content.decode()
            assert "放学时段三轮车占道" in page, (name, url)
            assert SECRET not in page
            assert "社情民意〔" not in page  # not even that there is one, by number or link
            assert report.slug not in page
        assert unit.get(reverse("item-detail", args=[report.slug])).status_code == 404


def test_the_answer_comes_to_the_editor_and_is_passed_back_to_the_writer(w):
    report = forwarded.by_informant(w)
    report = perform(report, "edit", actor=w["editor"])
    desk = forwarded.answered(w, forwarded.at_unit(w, report))
    item = Inquiry.objects.get(pk=desk.item_id)
    assert (item.state, item.holder, item.holder_kind) == (State.ANSWERED, "信息编辑（转告结果）", "office")
    assert deadlines.running(desk, "rate") is None
    digest()
    assert ("editor", "dispatch_inquiry_answered") in told("sign_reply")
    assert told("forward") == {("informant", "suggestions_forward")}
    page = client(w, "editor").get(reverse("report-detail", args=[report.slug])).content.decode()
    assert "当日修剪伸入阳台的枝条 14 处" in page
    item = forwarded.told(w, desk, "路灯已列入今年计划。")
    assert Item.objects.get(pk=item.pk).state == State.CLOSED
    digest()
    assert told("was_answered") == {("informant", "suggestions_was_answered")}
    mine = client(w, "informant").get(reverse("item-detail", args=[report.slug])).content.decode()
    assert "路灯已列入今年计划" in mine
    assert "当日修剪" not in mine  # what was passed on, not the unit's letter
    with pytest.raises(NotNow):
        perform(item, "pass_back", actor=w["editor"], told="再说一遍")


def test_an_answer_that_is_not_enough_goes_back_while_rounds_are_left(w):
    desk = forwarded.answered(w)
    item = Inquiry.objects.get(pk=desk.item_id)
    perform(item, "ask_again", actor=w["editor"], opinion="没有写明时间")
    desk.refresh_from_db()
    assert (desk.state, desk.round) == ("working", 2)
    assert Item.objects.get(pk=item.pk).state == State.HANDLING
    digest()
    assert ("handler", "dispatch_grant_redo") in told("grant_redo")
    page = client(w, "handler").get(reverse("desk-detail", args=[desk.slug])).content.decode()
    assert "没有写明时间" in page
    desk = forwarded.again(w, desk)
    with pytest.raises(BadFacts, match="规定的轮次"):
        perform(Inquiry.objects.get(pk=item.pk), "ask_again", actor=w["editor"], opinion="还是没有")
    assert forwarded.told(w, desk)


def test_nobody_rates_an_inquiry(w):
    desk = forwarded.answered(w)
    with pytest.raises(BadFacts):
        perform(desk, "rate", actor=w["staff"], work="satisfied", result="satisfied", channel="paper")
    digest()
    assert not any(text == "dispatch_sign_reply" for _, text in told("sign_reply"))


def test_an_issue_goes_to_a_unit_once_for_all_it_holds(w):
    first, second = reported.revised(w), reported.revised(w, reported.editing(w, author="member2"))
    brief = reported.issued(w, reported.drafted(w, first, second))
    perform(BriefIssue.objects.get(pk=brief.pk), "forward", actor=w["editor"], **forwarded.ASKED)
    item = Inquiry.objects.get()
    assert {link.from_item_id for link in item.links_in.all()} == {first.pk, second.pk}
    digest()
    assert told("went_to_unit") == {(n, "suggestions_forward") for n in ("member", "member2")}
    desk = perform(item, "dispatch", actor=w["editor"], lead=w.departments["城管局"]).desks.get()
    desk = forwarded.answered(w, desk)
    for url in (brief.get_absolute_url(), reverse("report-detail", args=[second.slug])):
        assert "当日修剪伸入阳台" in client(w, "editor").get(url).content.decode()
    forwarded.told(w, desk)
    digest()
    assert told("was_answered") == {(n, "suggestions_was_answered") for n in ("member", "member2")}
    reader = client(w, "supervisor").get(brief.get_absolute_url()).content.decode()
    assert "转单位办理" not in reader


def test_a_unit_without_accounts_is_answered_for_by_the_editor(w):
    item = forwarded.asked(w)
    perform(item, "dispatch", actor=w["editor"], lead=w.departments["供电公司"])
    desk = Assignment.objects.get(item=item)
    assert perform(desk, "sign", actor=w["editor"]).state == "working"


def test_the_list_of_inquiries_asks_the_same_for_few_and_many(w):
    editor, url = client(w, "editor"), reverse("report-inquiries")
    forwarded.asked(w)

    def statements():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert editor.get(url).status_code == 200
        return len(found)

    statements()  # the first page of a session reads the session's post
    few = statements()
    report = Report.objects.first()
    for n in range(12):
        forwarded.asked(w, report, title=f"第 {n} 问")
    assert few == statements() <= 9
