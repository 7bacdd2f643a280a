"""督导工作组: a round with members, units visited, findings with a day, reports of units, settlement, the end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.models import Inspection
from tests import pressed
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi.workflow import BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def test_a_round_goes_from_visit_to_settlement(world):
    round_ = pressed.found(world)
    finding = round_.findings.get()
    digest()
    assert ("handler", "dispatch_inspection_finding") in told()
    with pytest.raises(NotVisible):
        perform(round_, "report_finding", actor=world["handler2"], finding=finding, text="不是我")
    perform(round_, "report_finding", actor=world["handler"], finding=finding, text="已补齐。")
    perform(round_, "close_inspection", actor=world["head"], summary="走访 1 家，问题 1 个。")
    with pytest.raises(NotNow):
        pressed.found(world, round_)
    round_ = perform(round_, "settle_finding", actor=world["supervisor"], finding=finding, text="抽查属实。")
    finding.refresh_from_db()
    assert (finding.report, finding.settlement, finding.settled_at is not None) == (
        "已补齐。",
        "抽查属实。",
        True,
    )
    with pytest.raises(BadFacts):
        perform(round_, "settle_finding", actor=world["staff"], finding=finding, text="再销")


def test_days_and_units_must_make_sense(world):
    round_, today = pressed.inspection(world), timezone.localdate()
    visit = {"visited_on": today + timedelta(days=1), "summary": "看了"}
    with pytest.raises(BadFacts):
        perform(round_, "record_visit", actor=world["staff"], department=world.departments["城管局"], **visit)
    foreign = world.department("区城管局", organisation=world.county)
    with pytest.raises(BadFacts):
        perform(round_, "record_finding", actor=world["staff"], department=foreign, text="x", due_on=today)
    with pytest.raises(Forbidden):
        pressed.inspection(world, "leader")


def test_a_unit_finds_its_own_findings_and_no_others(client, world):
    round_ = pressed.found(world)
    other, due = world.departments["交通局"], timezone.localdate()
    perform(
        round_, "record_finding", actor=world["staff"], department=other, text="一件超期未报。", due_on=due
    )
    for name, own, foreign in (("handler", "沟通记录", "超期未报"), ("handler2", "超期未报", "沟通记录")):
        client.force_login(world[name].user)
        page = client.get(round_.get_absolute_url()).content.decode()
        assert (own in page, foreign in page, "报告整改" in page) == (True, False, True)
        url = f"/steps/inspection/{round_.slug}/report_finding/"
        assert foreign not in client.get(url).content.decode()
        finding = round_.findings.exclude(department=world[name].post.officer.department).get()
        assert client.post(url, {"finding": finding.pk, "text": "代报"}).status_code == 422
        assert list(client.get("/supervision/inspections/").context["page"].rows) == [round_]
    assert not Inspection.objects.visible_to(world["county"]).exists()


def test_it_is_started_on_its_page_and_the_list_asks_no_more_for_many(client, world):
    client.force_login(world["supervisor"].user)
    today = timezone.localdate()
    posted = {
        "title": "年末督导",
        "opens_on": today,
        "closes_on": today - timedelta(days=1),
        "people": "甲，督查室",
    }
    answer = client.post("/supervision/inspections/new/", posted)
    assert (answer.status_code, "年末督导" in answer.content.decode()) == (422, True)
    assert client.post("/supervision/inspections/new/", posted | {"closes_on": today}).status_code == 302
    client.get("/supervision/inspections/")
    with CaptureQueriesContext(connection) as few:
        client.get("/supervision/inspections/")
    for _ in range(3):
        pressed.found(world)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/supervision/inspections/")
    assert (len(many), [row.left for row in page.context["page"].rows]) == (len(few), [1, 1, 1, 0])
