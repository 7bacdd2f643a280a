"""成果转化: adopted reports taken further, step by step; who decides; what is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.models import Uptake
from tests import reported, upward
from tests.weijianyi.telling import digest, told
from tests.world import client
from weijianyi import rulebook
from weijianyi.workflow import Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db


def form_of(w, *reports, **more):
    form = rulebook.entry(w.city, "uptake_form", "chair_meeting")
    return {
        "title": "住房安全专题协商",
        "form": form.pk,
        "reports": [r.slug for r in reports],
        "host": "社法委",
    } | more


def test_a_bundle_of_adopted_reports_goes_all_the_way(w):
    one, two = upward.adopted(w), upward.adopted(w)
    editor, leader = client(w, "editor"), client(w, "leader")
    answer = editor.post(reverse("uptake-new"), form_of(w, one, two))
    uptake = Uptake.objects.get()
    assert answer.url == uptake.get_absolute_url()
    digest()
    assert ("leader", "suggestions_uptake_propose") in told()
    planned = timezone.localdate() + timedelta(days=9)
    step = reverse("step", args=["uptake", uptake.slug, "approve"])
    assert leader.post(step, {"planned_on": f"{planned:%Y-%m-%d}"}).status_code == 302
    digest()
    assert ("editor", "suggestions_uptake_approve") in told()
    uptake = upward.held(w, Uptake.objects.get())
    perform(uptake, "conclude", actor=w["editor"], outcome="列入明年民生实事。")
    page = leader.get(uptake.get_absolute_url()).content.decode()
    for words in ("主席会议", "六家单位参加", "列入明年民生实事", one.title, "社法委"):
        assert words in page
    assert "住房安全专题协商" in editor.get(f"/reports/{one.slug}/").content.decode()
    tabs = leader.get(reverse("uptake-list")).context["tabs"]
    assert [tab["count"] for tab in tabs] == [1, 0, 0, 0, 1, 0]


def test_only_adopted_reports_and_at_least_one(w):
    editing = reported.revised(w)
    editor = client(w, "editor")
    assert editor.post(reverse("uptake-new"), form_of(w)).status_code == 422
    assert editor.post(reverse("uptake-new"), form_of(w, editing)).status_code == 422
    assert not Uptake.objects.exists()


def test_it_is_changed_while_it_is_planned_and_not_written_over(w):
    uptake, other = upward.proposed(w), upward.adopted(w)
    url, editor = reverse("uptake-edit", args=[uptake.slug]), client(w, "editor")
    version = editor.get(url).context["version"]
    facts = form_of(w, other, title="换个题目", version=version)
    assert editor.post(url, facts).status_code == 302
    assert editor.post(url, facts).status_code == 409
    uptake.refresh_from_db()
    assert uptake.title == "换个题目"
    assert [entry.report_id for entry in uptake.entries.all()] == [other.pk]
    upward.held(w, upward.approved(w, uptake))
    assert editor.get(url).status_code == 409


def test_refusals_and_second_thoughts(w):
    uptake = upward.proposed(w)
    with pytest.raises(Forbidden):
        perform(uptake, "approve", actor=w["editor"], planned_on=timezone.localdate())
    with pytest.raises(NotNow):
        perform(uptake, "hold", actor=w["editor"], held_on=timezone.localdate(), text="x")
    uptake = perform(uptake, "drop", actor=w["leader"], reason="已有同题协商")
    digest()
    assert ("editor", "suggestions_uptake_drop") in told()
    uptake = perform(uptake, "reconsider", actor=w["editor"])
    assert (uptake.state, uptake.dropped_at) == ("proposed", None)
    for name in ("staff", "supervisor", "member"):
        assert client(w, name).get(uptake.get_absolute_url()).status_code == 403
