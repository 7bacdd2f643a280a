"""第一时间报送: first in every list, with a short clock for the first look and one until the issue is out."""

import pytest
from django.test import Client
from django.urls import reverse

from suggestions.models import Report
from suggestions.states import State
from tests import reported
from weijianyi.clock.models import Deadline
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


def clock(report):
    return Deadline.objects.on(Report).get(object_id=report.pk, code="issue_urgent")


def revised(w, report, urgent):
    return perform(report, "revise", actor=w["editor"], texts=reported.texts(report), urgent=urgent)


def test_from_being_taken_up_until_the_issue_is_out(w):
    report = reported.editing(w, reported.sent(w, urgent=True))
    running = clock(report)
    assert running.stopped_at is None
    report.refresh_from_db()
    assert report.next_due == running.due_on
    revised(w, report, True)
    brief = reported.issued(w, reported.drafted(w, Report.objects.get(pk=report.pk)))
    assert brief.entries.get().report.state == State.ADOPTED
    assert clock(report).outcome == Deadline.Outcome.KEPT
    report.refresh_from_db()
    assert report.next_due is None


def test_it_follows_the_mark_and_ends_with_the_editing(w):
    plain = reported.editing(w)
    assert not Deadline.objects.filter(code="issue_urgent").exists()
    plain = revised(w, plain, True)
    assert clock(plain).stopped_at is None
    revised(w, plain, False)
    assert clock(plain).outcome == Deadline.Outcome.CANCELLED
    back = reported.editing(w, reported.sent(w, urgent=True))
    perform(back, "send_back", actor=w["editor"], opinion="请写明位置")
    assert clock(back).outcome == Deadline.Outcome.CANCELLED


def test_urgent_ones_stand_first_at_both_desks(w):
    client = Client()
    client.force_login(w["editor"].user)
    usual = reported.drafted(w, reported.revised(w), title="一般的一期")
    urgent = revised(w, reported.editing(w, reported.sent(w, urgent=True, title="堤防渗漏")), True)
    first = reported.drafted(w, urgent, title="紧急的一期")
    reported.drafted(w, reported.revised(w), title="后来的一期")
    page = client.get(reverse("brief-list"))
    assert page.context["page"].rows[0].pk == first.pk
    assert page.content.decode().count("第一时间报送</span>") == 1
    rows = client.get(reverse("report-list") + "?tab=editing").context["rows"]
    assert rows[0]["item"].pk == urgent.pk
    found = client.get(reverse("brief-list") + "?q=一般").context["page"].rows
    assert [b.pk for b in found] == [usual.pk]
