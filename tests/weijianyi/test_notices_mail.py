"""Mail over a real SMTP conversation: once, again after a failure, and given up in plain sight."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.db import connection
from django.utils import timezone

from tests import world as w
from tests.smtp import Sink
from weijianyi.notices import jobs
from weijianyi.notices.models import Channel, Notice, State
from weijianyi.work import outbox
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def server(settings):
    """Points Django at a port of the loopback, whether somebody listens there or not."""

    def use(port):
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.SITE_URL = "https://suggestions.example"

    return use


def with_mail(world, *names):
    for name in names or ("member",):
        world[name].user.email = f"{name}@example.org"
        world[name].user.save()


def send_back(world):
    perform(world.submitted(), "send_back", actor=world["staff"], opinion="请写明几号楼")
    outbox.empty()
    return Notice.objects.filter(channel=Channel.EMAIL)


def send(minutes=0):
    now = timezone.now() + timedelta(minutes=minutes)
    return jobs.send(timezone.localdate(now), now=now)


def closed_port():
    with Sink() as sink:
        return sink.port


def test_a_mail_arrives_once_although_send_runs_twice(world, server):
    with_mail(world)
    with Sink() as sink:
        server(sink.port)
        mail = send_back(world).get()
        assert send() == ["发出 1 条"]
        assert send() == send(minutes=90) == []
    assert len(sink.mails) == 1
    message = message_from_bytes(sink.mails[0])
    assert message["To"] == "member@example.org"
    assert str(make_header(decode_header(message["Subject"]))).startswith("【云江政协】请补充：“修剪西外街")
    body = message.get_payload(decode=True).decode()
    assert body.startswith("member委员，您好：")
    assert f"https://suggestions.example{mail.url}" in body
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.leased_until) == (State.SENT, 1, None)


def test_a_mail_waits_while_the_server_is_down_and_arrives_when_it_is_up(world, server):
    with_mail(world)
    port = closed_port()
    server(port)
    mail = send_back(world).get()
    assert send() == []
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.QUEUED, 1)
    assert "ConnectionRefusedError" in mail.last_error
    with Sink(port) as sink:
        assert send() == [], "the back-off has not passed"
        assert send(minutes=1) == ["发出 1 条"]
    assert len(sink.mails) == 1


def test_the_inbox_does_not_wait_for_the_mail_server(world, server):
    with_mail(world)
    server(closed_port())
    send_back(world)
    assert Notice.objects.get(channel=Channel.IN_APP).state == State.SENT


def test_after_the_last_try_it_is_given_up_and_listed(world, server):
    with_mail(world)
    server(closed_port())
    mail = send_back(world).get()
    for hours in range(jobs.MAX_ATTEMPTS):
        report = send(minutes=61 * hours)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.FAILED, jobs.MAX_ATTEMPTS)
    assert report == [f"未能发出 #{mail.pk} 邮件 member suggestions_send_back"]
    assert send(minutes=61 * 100) == []
    listed = jobs.send(timezone.localdate(), now=timezone.now(), dry_run=True)
    assert len(listed) == 1
    assert "未能发出" in listed[0]


def test_one_address_that_is_refused_does_not_hold_up_the_others(world, server):
    with_mail(world, "member", "member2")
    with Sink(refuses=b"<member@") as sink:
        server(sink.port)
        item = world.submitted()
        item.authorships.create(member=world["member2"].post.member, name="member2", order=1)
        perform(item, "send_back", actor=world["staff"], opinion="请写明几号楼")
        outbox.empty()
        assert send() == ["发出 1 条"]
    assert [message_from_bytes(mail)["To"] for mail in sink.mails] == ["member2@example.org"]


def test_a_dead_server_is_asked_a_few_times_not_for_every_mail(world, server):
    with_mail(world)
    server(closed_port())
    for _ in range(jobs.STREAK + 2):
        send_back(world)
    send()
    assert Notice.objects.filter(channel=Channel.EMAIL, attempts=1).count() == jobs.STREAK


def test_a_sender_that_died_loses_nothing_and_the_mail_says_it_may_be_the_second(world, server):
    with_mail(world)
    with Sink() as sink:
        server(sink.port)
        mail = send_back(world).get()
        jobs.claim(Channel.EMAIL, timezone.now())  # and the process is killed here
        assert send() == [], "the lease still runs"
        assert send(minutes=3) == ["发出 1 条"]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.SENT, 2)
    assert mail.last_error == "上次发送中断，可能已经发出"
    assert message_from_bytes(sink.mails[0])["Message-ID"].startswith(f"<notice-{mail.pk}-")


def test_two_senders_do_not_take_the_same_mail(world, server):
    with_mail(world)
    server(closed_port())
    send_back(world)
    now = timezone.now()
    assert jobs.claim(Channel.EMAIL, now) is not None
    assert jobs.claim(Channel.EMAIL, now) is None


def test_a_sender_that_wakes_after_its_lease_changes_nothing(world, server):
    with_mail(world)
    server(closed_port())
    mail = send_back(world).get()
    slow = jobs.claim(Channel.EMAIL, timezone.now())
    quick = jobs.claim(Channel.EMAIL, timezone.now() + timedelta(minutes=3))
    jobs.mark(quick, state=State.SENT, sent_at=timezone.now())
    jobs.put_off(slow, OSError("late"), timezone.now())
    mail.refresh_from_db()
    assert mail.state == State.SENT


def test_without_a_mail_server_or_an_address_there_is_the_inbox(world):
    send_back(world)
    with_mail(world)
    send_back(world)
    assert set(Notice.objects.values_list("channel", flat=True)) == {Channel.IN_APP}


@pytest.mark.django_db(transaction=True)
def test_mail_leaves_right_after_the_event_without_waiting_for_the_timetable(world, server):
    with_mail(world)
    with Sink() as sink:
        server(sink.port)
        send_back(world)
    assert len(sink.mails) == 1


def test_whoever_can_no_longer_see_the_matter_gets_no_mail(world, server):
    with_mail(world)
    with Sink() as sink:
        server(sink.port)
        mail = send_back(world).get()
        mail.subject.authorships.update(state="declined")
        assert send() == ["不再需要 1 条"]
    assert sink.mails == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_each_mail_once(world, server):
    with_mail(world)
    with Sink() as sink:
        server(closed_port())
        for _ in range(3):
            send_back(world)
        server(sink.port)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(sweep, range(4)))
    assert len(sink.mails) == 3


def sweep(_):
    try:
        return send(minutes=2)
    finally:
        connection.close()
