"""The paper desk: the office enters for a department without accounts, with the real date and the scan."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dispatch.models import Assignment, Reply
from tests import proposals
from tests import world as w
from tests.dispatch.test_reply import act, again, contact_facts, photo, reply_facts
from weijianyi.audit.models import Event
from weijianyi.clock import deadlines
from weijianyi.files.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def desk(world):
    """Handed out three days ago."""
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        return world.dispatched(lead="供电公司")


@pytest.fixture
def office(world, client):
    client.force_login(world["staff"].user)
    return client


def ago(**time):
    moment = timezone.localtime(timezone.now() - timedelta(**time))
    return f"{moment:%Y-%m-%dT%H:%M}"


def signed(office, desk, **fields):
    return act(office, desk, "sign", happened_at=ago(days=2), **fields)


def test_the_page_says_that_the_office_enters(desk, office):
    page = office.get(desk.get_absolute_url()).content.decode()
    assert "没有账号，由提案委代录" in page
    assert 'name="happened_at"' in page


def test_signing_carries_its_real_date_beside_the_day_of_entry(desk, office):
    assert signed(office, desk).status_code == 302
    event = Event.objects.get(step="sign")
    assert (timezone.now() - event.occurred_at).days == 2
    assert timezone.now() - event.recorded_at < timedelta(minutes=1)
    assert (again(desk).state, again(desk).holder) == ("working", "供电公司")


@pytest.mark.parametrize(("when", "sentence"), [
    (9, "不能早于"), (-1, "不能晚于现在"), ("", "请填写“实际时间”"), ("昨天", "有效"),
])  # fmt: skip
def test_a_date_that_cannot_be_is_refused(desk, office, when, sentence):
    when = ago(days=when) if isinstance(when, int) else when
    answer = act(office, desk, "sign", happened_at=when)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert again(desk).state == "offered"


def test_the_sealed_reply_needs_its_scan_and_nothing_typed_is_lost(world, desk, office):
    signed(office, desk)
    act(office, desk, "record_contact", **contact_facts(world))
    answer = act(office, desk, "send_for_signature", happened_at=ago(days=1), **reply_facts(world))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请上传盖章答复的扫描件" in page
    assert "当日修剪" in page
    assert again(desk).state == "working"


def test_the_sealed_reply_is_written_and_signed_in_one_act(world, desk, office):
    signed(office, desk)
    act(office, desk, "record_contact", **contact_facts(world))
    facts = reply_facts(world, happened_at=ago(days=1), key="paper", version=again(desk).version)
    for _ in range(2):  # a double click
        answer = act(office, desk, "send_for_signature", scan_photos=photo("盖章.jpg"), **facts)
        assert answer.status_code == 302
    reply = Reply.objects.get(desk=desk)
    assert (again(desk).state, (timezone.now() - reply.signed_at).days) == ("released", 1)
    steps = Event.objects.filter(step__in=["send_for_signature", "sign_reply"])
    assert len({e.act for e in steps}) == 1
    assert Attachment.objects.of(desk).first().purpose == "scan"


def test_the_members_time_to_rate_starts_when_the_reply_can_be_read(world, desk, office):
    signed(office, desk)
    act(office, desk, "record_contact", **contact_facts(world))
    act(
        office, desk, "send_for_signature", happened_at=ago(days=1), scan_photos=photo(), **reply_facts(world)
    )
    clock = deadlines.running(desk, "rate")
    assert timezone.now() - clock.started_at < timedelta(minutes=1)
    assert again(desk).item.next_due == clock.due_on


def test_units_with_accounts_write_for_themselves(world, office):
    desk = world.dispatched()
    assert act(office, desk, "sign", happened_at=ago(days=0)).status_code == 403
    assert "happened_at" not in office.get(desk.get_absolute_url()).content.decode()


def test_a_paper_desk_on_ones_own_item_is_left_to_a_colleague(world, desk, office, client):
    seat = world["member"].post.member
    seat.user = world["staff"].user
    seat.save()
    assert signed(office, desk).status_code == 403
    client.force_login(world["staff2"].user)
    assert signed(client, desk).status_code == 302
    assert Assignment.objects.get(pk=desk.pk).state == "working"


def test_a_sealed_co_opinion_is_entered_and_signed_in_one_act(world, office):
    item = proposals.filed(world, lead="交通局", assists=["供电公司"])
    desk = proposals.desk(world, item, "供电公司")
    act(office, desk, "sign", happened_at=ago(minutes=0))
    act(office, desk, "send_opinion", facts="线路可以迁改。", happened_at=ago(minutes=0))
    opinion = Reply.objects.get(desk=desk)
    assert again(desk).state == "done"
    assert opinion.letter_number.startswith("供电公司提会〔")
