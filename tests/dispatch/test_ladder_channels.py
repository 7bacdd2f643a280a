"""Outside the inbox: one summary a day by mail and short message, urgent ones at once, work chat signed."""

from datetime import timedelta
from email import message_from_bytes
from hashlib import sha256
from hmac import new as hmac

import pytest
import time_machine
from django.utils import timezone

from dispatch.ladder.seeds import SEEDS
from dispatch.models import Digest, LadderRung, Reminder
from tests import world as w
from tests.dispatch.ladder_days import at, day_of, remind, summarise
from tests.gateway import Gateway
from tests.smtp import Sink
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import ExtraReviewDay
from weijianyi.notices import channels, jobs, short
from weijianyi.notices.models import Channel, MutedShort, Notice, State
from weijianyi.rulebook.models import Setting
from weijianyi.work import outbox
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def sms(settings):
    def use(gateway):
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_SIGN = gateway.url, "key", "云江政协"

    return use


def send(minutes=1):
    later = timezone.now() + timedelta(minutes=minutes)
    outbox.empty(now=later)
    return jobs.send(timezone.localdate(later), now=later)


def morning(desk, **where):
    """That morning half past eight, as the machine's own time."""
    return time_machine.travel(at(day_of(desk, **where), "08:31"), tick=True)


def shorts(name="handler"):
    return Notice.objects.filter(channel=Channel.SMS, user__name=name)


# -- the summary -----------------------------------------------------------------------------------
def test_a_morning_brings_one_mail_and_one_short_message_for_all_matters(world, sms, settings):
    world["handler"].user.email = "handler@example.org"
    world["handler"].user.save()
    desks = [world.working(world.dispatched(world.submitted(title=f"第{n}处路灯不亮"))) for n in (1, 2, 3)]
    with Sink() as sink, Gateway() as gateway, morning(desks[0], before=1):
        sms(gateway)
        settings.EMAIL_URL = f"smtp://127.0.0.1:{sink.port}"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        day = timezone.localdate()
        summarise(day)
        summarise(day, "09:00")
        send()
        send(90)
    assert Notice.objects.filter(text="dispatch_reminder", channel=Channel.IN_APP).count() == 3
    [mail] = [message_from_bytes(m) for m in sink.mails if b"handler@" in m]
    body = mail.get_payload(decode=True).decode()
    assert all(f"“第{n}处路灯不亮”：还有 1 个工作日" in body for n in (1, 2, 3))
    [message] = [m for m in gateway.messages if m["phone"] == world["handler"].user.phone]
    assert message["template"] == "near"
    assert message["text"].startswith("【云江政协】“第3处路灯不亮”等3件")


def test_the_summary_drops_what_is_over_and_is_not_sent_when_nothing_is_left(world, sms):
    first, second = (world.working(world.dispatched(world.submitted(title=t))) for t in ("甲路", "乙路"))
    with Gateway() as gateway, morning(first, before=1):
        sms(gateway)
        day = timezone.localdate()
        remind(day, "08:30")
        world.released(first)
        summarise(day)
        world.released(second)  # answered before the message leaves
        send()
    assert Reminder.objects.get(desk=first, rung__code="near_1").left_out_at
    assert Reminder.objects.get(desk=second, rung__code="near_1").digest.user == world["handler"].user
    assert shorts().filter(text="dispatch_digest").get().state == State.DROPPED
    assert [m for m in gateway.messages if m["template"] == "near"] == []


def test_the_summary_leaves_in_the_morning_only_and_of_a_late_riser_too(world):
    desk = world.working()
    Setting.objects.create(
        organisation=world.city, key="reminder_from", value="09:00", valid_from="2020-01-01", basis="试"
    )
    Reminder.objects.all().delete()
    remind(day_of(desk, before=1), "09:05")
    due = day_of(desk)
    assert summarise(due, "03:00") == []
    assert summarise(due, "19:00") == []
    assert Reminder.objects.for_digest().exists()
    assert summarise(day_of(desk, before=1), "08:31") == ["云江政协：1 人"]


def test_late_ones_are_named_first_with_the_words_for_it(world, sms):
    desk = world.working()
    with Gateway() as gateway, morning(desk, after=1):
        sms(gateway)
        summarise(timezone.localdate())
        send()
    told = {m["phone"]: m["text"] for m in gateway.messages if m["template"] == "late"}
    assert set(told) == {world["handler"].user.phone, world["unitlead"].user.phone}
    assert set(told.values()) == {"【云江政协】“修剪西外街家属区旁大树”已超期，请尽快打开“云江政协”办理。"}


# -- at once ---------------------------------------------------------------------------------------
def test_a_new_desk_is_a_short_message_at_once_and_only_one_a_day_for_a_matter(world, sms):
    with Gateway() as gateway:
        sms(gateway)
        desk = world.dispatched()
        send()
        perform(desk, "urge", actor=world["staff"], note="请今天签收")
        send()
    assert [m["template"] for m in gateway.messages] == ["assigned"]
    assert shorts().get(text="dispatch_urge").last_error == "这件事项今天已发过短信"
    headers, _ = gateway.taken[0]
    assert headers["Authorization"] == "Bearer key"
    assert headers["Idempotency-Key"] == gateway.messages[0]["id"]


def test_on_a_review_day_the_office_hears_at_nine_and_at_four(world, sms):
    today = calendar_for(world.city).workday_from(timezone.localdate())
    ExtraReviewDay.objects.create(organisation=world.city, date=today)
    world.submitted()
    with Gateway() as gateway, time_machine.travel(at(today, "09:01"), tick=True) as clock:
        sms(gateway)
        remind(today, "09:01")
        send()
        clock.move_to(at(today, "16:01"))
        remind(today, "16:01")
        send()
    own = [m["text"] for m in gateway.messages if m["phone"] == world["head"].user.phone]
    assert len(own) == 2
    assert own[0].startswith(f"【云江政协】“今日待审”{today.month}月{today.day}日到期")


def test_dissatisfied_reaches_the_work_chat_signed_over_time_and_body(world, settings):
    with Gateway() as chat:
        settings.WEBHOOK_URL, settings.WEBHOOK_KEY = chat.url, "geheim"
        rating = {"work": "mostly", "result": "dissatisfied"}
        world.rated(rating=rating, comment="树枝还是伸进了阳台，没有修剪。")
        send()
    headers, body = chat.taken[0]
    signed = hmac(b"geheim", headers["X-Time"].encode() + b"." + body, sha256).hexdigest()
    assert headers["X-Signature"] == f"sha256={signed}"
    assert {m["to"] for m in chat.messages} == {"staff", "staff2"}
    assert "树枝还是" not in body.decode(), "the text stays in the product"


def test_who_is_only_told_gets_a_short_message_that_names_nothing(world, sms):
    own = vars(next(s for s in SEEDS if s.code == "assigned"))
    own = own | {"to": ["handler", "unit_head"], "organisation": world.city, "valid_from": "2020-01-01"}
    LadderRung.objects.create(**own)
    with Gateway() as gateway:
        sms(gateway)
        desk = world.dispatched()
        send()
    said = {m["phone"]: m for m in gateway.messages}
    assert said[world["handler"].user.phone]["template"] == "assigned"
    [other] = [m for m in gateway.messages if m["phone"] == world["unitlead"].user.phone]
    assert other["template"] == "general"
    assert other["text"] == "【云江政协】您有事项需要查看或者处理，请登录“云江政协”。"
    assert desk.item.title not in str(other)


def test_a_step_may_wait_for_the_mornings_summary_and_is_dropped_when_it_is_over(world, sms):
    own = vars(next(s for s in SEEDS if s.code == "assigned"))
    own = own | {"at_once": False, "organisation": world.city, "valid_from": "2020-01-01"}
    LadderRung.objects.create(**own)
    day = calendar_for(world.city).add_workdays(timezone.localdate(), 1)
    with Gateway() as gateway:
        sms(gateway)
        _, over = (world.dispatched(world.submitted(title=t)) for t in ("甲路", "乙路"))
        send()
        assert gateway.messages == []
        assert world["handler"].user.notices.filter(channel=Channel.IN_APP).count() == 2
        world.working(over)
        with time_machine.travel(at(day, "08:31"), tick=True):
            summarise(day)
            send()
    assert [(m["template"], m["params"]) for m in gateway.messages] == [("general", {})]
    assert Notice.objects.get(text="dispatch_digest", channel=Channel.SMS).body == "“甲路”：交办。"
    assert Reminder.objects.get(desk=over, rung__code="assigned").left_out_at


# -- failures --------------------------------------------------------------------------------------
@pytest.mark.parametrize("failure", [500, 302, "slow"])
def test_a_gateway_that_fails_is_asked_again_and_gets_the_message_once(world, sms, monkeypatch, failure):
    monkeypatch.setattr(channels, "TIMEOUT", 0.2)
    with Gateway(failure) as gateway:
        sms(gateway)
        world.dispatched()
        send()
        message = shorts().get()
        assert (message.state, message.attempts) == (State.QUEUED, 1)
        assert message.last_error
        send(3)
        send(90)
    message.refresh_from_db()
    assert (message.state, len(gateway.messages)) == (State.SENT, 1)
    assert gateway.asked == 2


def test_without_an_address_there_are_no_short_messages_and_no_chat(world):
    world.dispatched()
    send()
    assert set(Notice.objects.values_list("channel", flat=True)) == {Channel.IN_APP}


# -- the person's own switches ---------------------------------------------------------------------
def test_a_person_switches_a_kind_off_and_on(client, world, sms, settings):
    user = world["handler"].user
    client.force_login(user)
    assert "短信：" not in client.get("/me/settings/").content.decode(), "nothing is sent here at all"
    with Gateway() as gateway:
        sms(gateway)
        assert "新交办、重新办理" in client.get("/me/settings/").content.decode()
        client.post("/me/settings/sms/", {"kind": "assigned"})
        world.dispatched()
        send()
        client.post("/me/settings/sms/", {"kind": "assigned"})
        world.dispatched(world.submitted(title="另一件"))
        send()
        client.post("/me/settings/sms/", {"kind": "nonsense"})
    assert [m["params"]["title"] for m in gateway.messages] == ["另一件"]
    assert shorts().get(state=State.DROPPED).last_error == "收件人关闭了这类短信"
    assert not MutedShort.objects.exists()


# -- words -----------------------------------------------------------------------------------------
def test_the_templates_are_of_at_most_seventy_characters_without_a_link(settings):
    settings.SMS_SIGN = "云江市政协提案委员会"
    facts = {
        "title": short.short_title("关于" + "长" * 40 + "的建议"),
        "due": "12月31日",
        "n": "128",
        "code": "123456",
    }
    assert len(facts["title"]) == 18
    for kind in short.Kind:
        text = short.said(kind, facts | {"app": "云江政协"})
        assert len(text) <= 70
        assert text.startswith("【云江市政协提案委员会】")
        assert "http" not in text


def test_a_long_sign_shortens_the_title_not_the_sense(world, sms, settings):
    with Gateway() as gateway:
        sms(gateway)
        settings.SMS_SIGN = "云江市政协提案委员会办公室" * 2
        world.dispatched(world.submitted(title="修剪西外街四公司家属区旁边的十四棵大树"))
        send()
    assert len(gateway.messages[0]["text"]) <= 70
    assert gateway.messages[0]["text"].endswith("请打开“云江政协”签收。")


def test_a_rung_changed_by_the_office_changes_what_a_step_sends(world, sms):
    seed = next(s for s in SEEDS if s.code == "assigned")
    own = vars(seed) | {"channels": [Channel.IN_APP], "organisation": world.city, "valid_from": "2020-01-01"}
    LadderRung.objects.create(**own)
    with Gateway() as gateway:
        sms(gateway)
        world.dispatched()
        send()
    assert gateway.messages == []
    assert not Digest.objects.exists()
