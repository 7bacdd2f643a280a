"""月点评: the editor remarks on each report of a month, the writer reads it, and it is settled in the next month."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.models import Item, Report
from suggestions.reports import remarks
from suggestions.states import State
from tests import report_worlds, reported, upward
from tests.weijianyi.telling import digest, told
from tests.world import client
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db
GOOD = "问题抓得准，建议还可以写明由谁来做。"


def month(w, name="leader", **params):
    return client(w, name).get(reverse("report-month"), params)


def remarked(w, item, opinion=GOOD):
    return perform(item, "remark", actor=w["editor"], opinion=opinion)


def long_ago(item):
    Item.objects.filter(pk=item.pk).update(submitted_at=timezone.now() - timedelta(days=75))
    return Report.objects.get(pk=item.pk)


def test_the_editor_remarks_on_the_month_and_the_writer_hears_and_reads_it(w):
    item = reported.sent(w)
    desk = client(w, "editor")
    page = month(w, "editor")
    url = reverse("step", args=["item", item.slug, "remark"])
    assert url in page.content.decode()
    answer = desk.post(url, {"opinion": GOOD, "version": item.version, "next": reverse("report-month")})
    assert answer.url == reverse("report-month")
    for name in ("editor", "leader"):
        assert GOOD in month(w, name).content.decode()
    digest()
    assert told("remark") == {("member", "suggestions_remark")}
    own = client(w, "member").get(reverse("item-detail", args=[item.slug])).content.decode()
    assert "信息编辑点评" in own
    assert GOOD in own
    assert client(w, "member2").get(reverse("item-detail", args=[item.slug])).status_code == 404
    item.refresh_from_db()
    assert item.state == State.SUBMITTED, "a remark moves nothing"
    assert item.next_due == item.review_on, "and stops no clock"


def test_what_was_adopted_or_refused_is_remarked_on_as_well(w):
    adopted = upward.adopted(w)
    refused, *_ = report_worlds.reports(w.city, 1, state=State.DECLINED)
    for item in (adopted, Report.objects.get(pk=refused.pk)):
        before = item.state
        assert remarked(w, item).state == before
    assert [chip["count"] for chip in month(w).context["chips"]] == [2, 1, 1, 0, 0]


def test_the_list_of_those_without_a_remark_shrinks(w):
    first, _ = report_worlds.reports(w.city, 2)
    remarked(w, Report.objects.get(pk=first.pk))
    page = month(w, outcome="bare")
    assert page.context["chips"][-1] | {"url": ""} == {
        "label": "没有点评", "count": 1, "current": True, "url": "",
    }  # fmt: skip
    assert len(page.context["page"].rows) == 1


def test_a_second_remark_replaces_the_first_which_stays_on_record(w):
    item = remarked(w, reported.sent(w))
    remarked(w, item, "改过的点评。")
    text = month(w).content.decode()
    assert "改过的点评。" in text
    assert GOOD not in text
    assert item.reviews.filter(outcome="remark", voided_at__isnull=False).get().opinion == GOOD
    form = client(w, "editor").get(reverse("step", args=["item", item.slug, "remark"])).content.decode()
    assert "改过的点评。</textarea>" in form


def test_last_months_remarks_are_written_until_a_day_of_this_month_and_stand_afterwards(w):
    day = datetime(2026, 9, 14).date()
    assert str(remarks.last_day(w.city.pk, day)) == "2026-10-10"
    Setting.objects.create(
        organisation=w.city, key="report_remark_days", value=5, valid_from="2020-01-01", basis="试"
    )
    assert str(remarks.last_day(w.city.pk, day.replace(month=12))) == "2027-01-05"
    item = long_ago(remarked(w, reported.sent(w)))
    with pytest.raises(NotNow, match="的点评已经定稿"):
        remarked(w, item, "晚到的点评。")
    url = reverse("step", args=["item", item.slug, "remark"])
    page = month(w, "editor", month=f"{timezone.localdate(item.submitted_at):%Y-%m}")
    assert "定稿" in page.content.decode()
    assert GOOD in page.content.decode()
    assert url not in page.content.decode()
    late = client(w, "editor").post(url, {"opinion": "晚到的点评。", "version": item.version})
    assert late.status_code == 409


def test_only_editors_remark_and_never_on_their_own(w):
    item = reported.sent(w)
    for name in ("leader", "staff", "member"):
        with pytest.raises((Forbidden, NotVisible)):
            perform(item, "remark", actor=w[name], opinion="好")
    assert reverse("step", args=["item", item.slug, "remark"]) not in month(w).content.decode()


def test_the_months_page_does_not_cost_more_for_many_members_and_remarks(w, django_assert_max_num_queries):
    counts, desk = [], client(w, "editor")
    for number in (2, 9):
        for _ in range(number):
            remarked(w, reported.sent(w))
        desk.get(reverse("report-month"))
        with django_assert_max_num_queries(14) as asked:
            assert desk.get(reverse("report-month")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
