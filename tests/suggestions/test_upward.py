"""报送: where reports and issues go, the upper committee's own copy, what comes of it, mistakes put right."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from members.models import User
from members.states import Role
from suggestions.models import Destination, Item, ItemLink, Report
from suggestions.states import State
from suggestions.upward import reporting as reporting_up
from tests import reported, upward, world
from tests.world import client
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    made = world.build()
    made.person("upper", Role.EDITOR, organisation=made.province)
    User.objects.update(welcomed_at=timezone.now())
    return made


def form_of(w, to="government", **more):
    entry = rulebook.entry(w.city, "report_destination", to)
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {"to": entry.pk, "form": "special", "sent_on": today, "outcome": "waiting", "note": ""} | more


# -- recording -------------------------------------------------------------------------------------
def test_a_report_is_sent_upwards_and_stays_as_it_is(w):
    report = upward.adopted(w)
    answer = client(w, "editor").post(
        reverse("report-up", args=[report.slug]), form_of(w, document_number="3 号")
    )
    assert answer.url == reverse("report-detail", args=[report.slug])
    row = Destination.objects.get()
    assert (row.level, row.form, row.link, row.document_number) == (1, "special", None, "3 号")
    page = client(w, "editor").get(answer.url).content.decode()
    assert "本级政府" in page
    assert "等结果" in page
    assert Report.objects.get(pk=report.pk).state == State.ADOPTED
    assert "本级政府" not in client(w, "member").get(report.get_absolute_url()).content.decode()


def test_the_list_offers_only_what_stands_above(w):
    page = client(w, "editor").get(reverse("report-up", args=[upward.adopted(w).slug]))
    labels = [label for _, label in page.context["form"].fields["to"].choices]
    assert labels == ["请选择", "本级党委", "本级政府", "省政协", "全国政协"]


def test_bad_facts_keep_what_was_typed(w):
    url = reverse("report-up", args=[upward.adopted(w).slug])
    today = timezone.localdate()
    tomorrow, before = f"{today + timedelta(1):%Y-%m-%d}", f"{today - timedelta(1):%Y-%m-%d}"
    editor = client(w, "editor")
    for bad, sentence in (
        ({"sent_on": tomorrow}, "日期不能晚于今天"), ({"outcome": "adopted"}, "请填写结果日期"),
        ({"outcome": "adopted", "outcome_on": before}, "不能早于报送日期"), ({"to": ""}, "请选择“报给哪里”"),
    ):  # fmt: skip
        answer = editor.post(url, form_of(w, note="留着") | bad)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert "留着" in answer.content.decode()
    editor.post(url, form_of(w))
    again = editor.post(url, form_of(w))
    assert again.status_code == 422
    assert "当天已经登记过" in again.content.decode()
    assert Destination.objects.count() == 1


def test_only_what_is_edited_or_issued_is_sent_and_only_by_the_editor(w):
    waiting, draft = reported.sent(w), reported.drafted(w)
    for subject in (waiting, draft):
        with pytest.raises(NotNow, match="才能报送"):
            upward.sent(w, subject)
    entry = rulebook.entry(w.city, "report_destination", "party")
    with pytest.raises(Forbidden):
        reporting_up.send(upward.adopted(w), actor=w["leader"], to=entry, sent_on=timezone.localdate())


# -- in the upper organisation ---------------------------------------------------------------------
def test_the_upper_committee_has_its_own_report_and_the_source_stays(w):
    report = upward.adopted(w)
    row = upward.sent(w, report)
    copy = row.link.to_item
    assert (copy.organisation, copy.state, copy.case) == (w.province, State.SUBMITTED, report.case)
    assert copy.case.home_item_id == report.pk
    assert row.link.kind == "reported_up"
    author = copy.authorships.get()
    assert (author.name, author.member, author.remote, author.county_name) == (
        "member",
        None,
        True,
        "云江政协",
    )
    assert Report.objects.get(pk=report.pk).state == State.ADOPTED
    page = client(w, "upper").get(reverse("report-list")).content.decode()
    assert copy.title in page
    assert "对方已在本系统收到" in client(w, "editor").get(f"/reports/{report.slug}/").content.decode()


def test_what_the_upper_committee_makes_of_it_is_the_outcome(w):
    row = upward.sent(w)
    copy = perform(Report.objects.get(pk=row.link.to_item_id), "edit", actor=w["upper"])
    copy = perform(copy, "adopt", actor=SYSTEM_ACTOR)
    row.refresh_from_db()
    assert (row.outcome, row.outcome_on) == ("adopted", timezone.localdate())
    assert Event.objects.filter(step="adopted_above", object_id=row.report_id).exists()
    perform(copy, "unadopt", actor=SYSTEM_ACTOR)
    row.refresh_from_db()
    assert (row.outcome, row.outcome_on) == ("waiting", None)


def test_an_issue_goes_up_as_one_report_linked_to_all_it_holds(w):
    one = reported.revised(w)
    two = reported.revised(w, reported.editing(w, reported.sent(w, "member2", title="广场舞噪声扰民")))
    brief = reported.issued(w, reported.drafted(w, one, two, title="两件事", grouping="kind"))
    row = upward.sent(w, brief)
    copy = row.link.to_item
    assert copy.title == "两件事"
    assert "广场舞噪声扰民" in copy.situation
    assert [a.name for a in copy.authorships.all()] == ["member", "member2"]
    assert set(ItemLink.objects.filter(to_item=copy).values_list("from_item", flat=True)) == {one.pk, two.pk}
    assert copy.case_id not in (one.case_id, two.case_id)
    # one event on the issue, one on each report: what authors and scores follow
    assert Event.objects.filter(step="report_up").count() == 3


def test_a_mistake_is_void_and_the_copy_is_taken_back(w):
    row = upward.sent(w)
    url = reverse("destination-edit", args=[row.pk])
    page = client(w, "editor").get(url)
    facts = {"form": "single", "sent_on": row.sent_on, "outcome": "waiting", "void": "on"}
    answer = client(w, "editor").post(url, facts | {"version": page.context["version"]})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.voided_at is not None
    assert Item.objects.get(pk=row.link.to_item_id).state == State.WITHDRAWN
    with pytest.raises(NotNow, match="已经作废"):
        reporting_up.correct(row, actor=w["editor"], note="x")
    assert client(w, "editor").post(url, facts | {"version": "old"}).status_code == 409


def test_a_withdrawn_issue_that_went_up_stays_in_the_record(w):
    brief = reported.issued(w)
    upward.sent(w, brief, "government")
    perform(brief, "withdraw", actor=w["editor"], reason="数据有误")
    assert "本级政府" in client(w, "leader").get(brief.get_absolute_url()).content.decode()
    with pytest.raises(NotNow):
        upward.sent(w, brief, "party")
    with pytest.raises(ValidationError):
        reporting_up.save(Destination(**{f: getattr(Destination.objects.get(), f) for f in
                          ("organisation", "to", "level", "sent_on", "recorded_by", "brief")}))  # fmt: skip
