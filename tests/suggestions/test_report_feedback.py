"""反馈: the writer hears every outcome of a report: sent up, adopted above, instructed, taken further; no word more."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import ScoreEntry, User
from members.scores import scoring
from members.states import Role
from suggestions.models import Report
from suggestions.upward import reporting as reporting_up
from tests import forwarded, report_worlds, reported, scored, upward
from tests.weijianyi.telling import digest, told
from weijianyi import rulebook
from weijianyi.notices.models import Notice
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


def own_page(w, item, name="member"):
    reader = Client()
    reader.force_login(w[name].user)
    return reader.get(reverse("item-detail", args=[item.slug])).content.decode()


def test_the_writer_hears_that_it_was_sent_up_and_adopted_there(w):
    report = upward.adopted(w)
    row = upward.sent(w, report, "province")
    digest()
    assert told("report_up") == {("member", "suggestions_report_up")}
    reporting_up.correct(row, actor=w["editor"], outcome="adopted", outcome_on=timezone.localdate())
    digest()
    assert told("adopted_above") == {("member", "suggestions_adopted_above")}
    text = own_page(w, report)
    assert "向上报送" in text
    assert "报送被采用" in text


def test_the_writers_of_an_issue_hear_of_an_instruction_and_read_no_word_of_it(w):
    brief = upward.adopted(w).brief_entries.get().brief
    report = brief.entries.get().report
    upward.instructed(w, brief, "王书记", text="请住建局研究办理。", secrecy="sensitive")
    digest()
    assert told("instruct") == {("member", "suggestions_instructed")}
    text = own_page(w, report)
    assert "领导作出批示" in text
    said = " ".join(f"{n.title} {n.body}" for n in Notice.objects.all())
    for secret in ("王书记", "请住建局研究办理"):
        assert secret not in text
        assert secret not in said


def test_the_writers_hear_that_a_report_is_taken_further_and_that_it_led_to_something(w):
    uptake = upward.approved(w)
    report = uptake.entries.get().report
    digest()
    assert told("taken_further") == {("member", "suggestions_taken_further")}
    perform(uptake, "conclude", actor=w["editor"], outcome="出台维护资金办法，只供内部。")
    digest()
    assert told("led_to") == {("member", "suggestions_led_to")}
    text = own_page(w, report)
    assert "成果转化有了结果" in text
    assert str(uptake.form) in text
    assert "只供内部" not in text


def test_an_informant_hears_it_as_well(w):
    item = reported.revised(w, perform(forwarded.by_informant(w), "edit", actor=w["editor"]))
    upward.instructed(w, item)
    digest()
    assert ("informant", "suggestions_instructed") in told("instruct")
    assert "领导作出批示" in own_page(w, item, "informant")


def test_the_writers_below_hear_of_an_instruction_above(w):
    w.person("deditor", Role.EDITOR, organisation=w.county)
    member = w.person("dmember", Role.MEMBER, organisation=w.county)
    User.objects.update(welcomed_at=timezone.now())
    item, *_ = report_worlds.reports(w.county, 1, member=member.post.member)
    sent = reporting_up.send(
        Report.objects.get(pk=item.pk), actor=w["deditor"], sent_on=timezone.localdate(), form="single",
        to=rulebook.entry(w.county, "report_destination", "city"),
    )  # fmt: skip
    upward.instructed(w, perform(sent.link.to_item, "edit", actor=w["editor"]), text="请办理此事。")
    digest()
    assert told("instructed_above") == {
        ("dmember", "suggestions_instructed"), ("deditor", "suggestions_instructed_above"),
    }  # fmt: skip
    text = own_page(w, item, "dmember")
    assert "上级领导作出批示" in text
    assert "请办理此事" not in text


# -- mistakes --------------------------------------------------------------------------------------
def points(w):
    """What stands of instructions and adoptions above, by rule."""
    scored.digest()
    rows = ScoreEntry.objects.standing().filter(rule__code__in=["i_city", "r_province"])
    return sorted((e.rule.code, int(e.points)) for e in rows.select_related("rule"))


def test_a_void_instruction_takes_back_its_own_points_and_the_writer_is_told(w):
    scored.in_force(w)
    report = upward.adopted(w)
    wrong, right = upward.instructed(w, report, "王书记"), upward.instructed(w, report, "李市长")
    assert points(w) == [("i_city", 5), ("i_city", 5)]
    perform(wrong, "void", actor=w["editor"], reason="登记错了")
    assert points(w) == [("i_city", 5)], "the other leader's stays"
    digest()
    assert ("member", "suggestions_revoke") in told("revoke")
    assert "更正：前面的一条结果作废" in own_page(w, report)
    assert scoring.recount(w.city.pk, timezone.localdate()) == (0, 0), "a recount finds the same"
    perform(right, "void", actor=w["editor"], reason="也错了")
    assert points(w) == []


def test_an_adoption_above_that_was_a_mistake_takes_back_its_points(w):
    scored.in_force(w)
    row = upward.sent(w, to="province", outcome="adopted", outcome_on=timezone.localdate())
    assert points(w) == [("r_province", 15)]
    reporting_up.correct(row, actor=w["editor"], outcome="waiting", outcome_on=None)
    assert points(w) == []
    reporting_up.correct(row, actor=w["editor"], outcome="adopted", outcome_on=timezone.localdate())
    assert points(w) == [("r_province", 15)]
    reporting_up.correct(row, actor=w["editor"], void=True)
    assert points(w) == []
