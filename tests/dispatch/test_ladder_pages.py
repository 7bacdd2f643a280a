"""提醒规则, 提醒记录 and 催办通知书: who may see and change what, what comes next, the letter of a late desk."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.ladder import rungs
from dispatch.letters import filling as letters
from dispatch.models import LadderRung, LetterKind, Reminder
from tests import world as w
from tests.dispatch.ladder_days import at, day_of, remind, said
from tests.gateway import Gateway
from tests.lettered import said as words
from tests.weijianyi.telling import digest as let_it_run
from weijianyi.notices.models import Channel
from weijianyi.templatetags.ui import cn_time
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def desk(world):
    return world.working()


@pytest.fixture
def read(client, world):
    def get(name, url):
        client.logout()
        client.force_login(world[name].user)
        return client.get(url)

    return get


def html(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# -- the record ------------------------------------------------------------------------------------
def test_the_record_says_what_was_sent_through_what_and_with_which_result(world, desk, read, settings):
    with Gateway(500) as gateway:
        settings.SMS_URL = gateway.url
        perform(desk, "urge", actor=world["supervisor"], note="请抓紧")
        let_it_run()
    remind(day_of(desk, before=3))
    page = html(read("staff", f"/desks/{desk.slug}/reminders/"))
    assert "人工催办" in page
    assert "supervisor" in page
    assert "请抓紧" in page
    assert "<b>站内</b> 已发" in page
    assert "<b>短信</b> 待发：HTTPError" in page
    assert "还有 3 个工作日" in page
    assert "已有更近的提醒，不再补发" in page


def test_it_says_what_comes_next_from_rungs_and_clocks(desk, read):
    rows = read("staff", f"/items/{desk.item.slug}/reminders/").context["coming"]
    assert [r.label for r in rows][:4] == ["期限过半", "还有 3 个工作日", "还有 1 个工作日", "今天到期"]
    assert rows[3].moment == at(day_of(desk), "08:30")
    assert rows[3].to == "承办单位经办人"


def test_each_sees_only_what_is_theirs(world, desk, read):
    remind(day_of(desk, after=1))
    remind(day_of(desk, after=3))

    def rungs_seen(name, url=f"/items/{desk.item.slug}/reminders/"):
        return {
            (r.rung.code, r.user and r.user.name)
            for r in read(name, url).context["rows"]
            if r.state == "sent"
        }

    unit = {("late_1", "handler"), ("late_1", "unitlead")}
    assert rungs_seen("handler") == unit
    assert (
        rungs_seen("supervisor")
        == rungs_seen("staff")
        == unit | {("late_3", n) for n in ("supervisor", "staff", "staff2", "head")}
    )
    assert read("handler2", f"/items/{desk.item.slug}/reminders/").status_code == 404
    assert read("member", f"/items/{desk.item.slug}/reminders/").status_code == 403


def test_a_verdict_is_not_given_away_to_the_unit(world, read):
    desk = world.rated(
        rating={"work": "mostly", "result": "dissatisfied"}, comment="树枝还是伸进了阳台，没有修剪。"
    )
    let_it_run()
    day = day_of(desk, "redo_decision", since=1)
    remind(day, "16:05")
    url = f"/desks/{desk.slug}/reminders/"
    assert "重办申请等决定" in html(read("staff", url))
    for name in ("handler", "supervisor"):
        page = html(read(name, url))
        assert "重办申请" not in page
        assert "不满意" not in page


def test_the_way_to_the_record_is_on_both_pages(desk, read):
    assert f"/items/{desk.item.slug}/reminders/" in html(read("staff", desk.item.get_absolute_url()))
    for name in ("handler", "supervisor"):
        assert f"/desks/{desk.slug}/reminders/" in html(read(name, desk.get_absolute_url()))


def test_three_and_thirty_lines_cost_the_same_statements(world, desk, client):
    def statements():
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        return len(found)

    client.force_login(world["staff"].user)

    url = f"/desks/{desk.slug}/reminders/"
    remind(day_of(desk, before=1))
    few = statements()
    one = Reminder.objects.filter(state="sent").first()
    for number in range(20):
        Reminder.objects.create(
            rung=one.rung, organisation=one.organisation, user=one.user, post=one.post, item=one.item, desk=desk,
            clock=one.clock, key=f"x{number}", moment=one.moment, state="sent", created_at=one.moment,
            done_at=one.moment,
        )  # fmt: skip
    assert statements() == few
    assert few <= 9, "four of the frame's included"
    url = f"/items/{desk.item.slug}/reminders/"
    assert statements() <= 9


# -- the rules -------------------------------------------------------------------------------------
CHANGE = {
    "label": "还有 2 个工作日",
        "active": "on", "amount": "2", "at": "09:30", "to": ["handler", "unit_head"], "channels": ["in_app"],
    "wording": "{单位}请注意，{期限}到期。", "basis": "2026 年督查办法",
}  # fmt: skip


def test_the_office_changes_a_rung_by_a_new_version(world, desk, client):
    client.force_login(world["head"].user)
    answer = client.post(
        "/rules/reminders/near_1/", CHANGE | {"valid_from": timezone.localdate().isoformat()}
    )
    assert answer.status_code == 302
    assert LadderRung.objects.filter(code="near_1").count() == 2
    remind(day_of(desk, before=2), "09:00")
    assert said(rung__code="near_1") == set()
    remind(day_of(desk, before=2), "09:35")
    assert said(rung__code="near_1") == {("near_1", "handler"), ("near_1", "unitlead")}
    page = html(client.get("/rules/reminders/near_1/"))
    assert "答复到期前 2 个工作日，09:30；站内" in page
    assert "出厂设置" in page


def test_the_county_keeps_its_own_ladder(world, desk, client):
    client.force_login(world["county"].user)
    client.post(
        "/rules/reminders/due_day/", CHANGE | {"amount": "1", "valid_from": timezone.localdate().isoformat()}
    )
    assert LadderRung.objects.get(code="due_day", organisation=world.county).amount == 1
    remind(day_of(desk))
    assert said() == {("due_day", "handler")}


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"amount": "99"}, "请填写 0 到 60 之间的数。"),
        ({"wording": "{谁}"}, "不认识 {谁}"),
        ({"channels": []}, "请至少选一个渠道"),
        ({"to": []}, "请选择“提醒谁”。"),
        ({"basis": ""}, "请填写“依据”。"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(world, client, bad, sentence):
    client.force_login(world["admin"].user)
    facts = CHANGE | {"valid_from": timezone.localdate().isoformat(), "at": "10:15"} | bad
    answer = client.post("/rules/reminders/near_1/", facts)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert 'value="10:15"' in page


def test_a_rung_on_a_step_always_keeps_the_inbox(world, client):
    client.force_login(world["admin"].user)
    facts = {"channels": [], "valid_from": timezone.localdate().isoformat(), "basis": "会议决定"}
    assert client.post("/rules/reminders/assigned/", facts).status_code == 302
    world.dispatched()
    let_it_run()
    assert set(world["handler"].user.notices.values_list("channel", flat=True)) == {Channel.IN_APP}


def test_the_office_adds_words_of_its_own_to_the_notice_of_a_step(world, client):
    client.force_login(world["admin"].user)
    facts = {"channels": [], "valid_from": timezone.localdate().isoformat(), "basis": "会议决定"}
    wrong = client.post("/rules/reminders/assigned/", facts | {"wording": "还有 {天数} 天"})
    assert wrong.status_code == 422
    assert "不认识 {天数}" in wrong.content.decode()
    said = facts | {"wording": "“{标题}”请{单位}在{期限}前办结，并指定专人负责。"}
    assert client.post("/rules/reminders/assigned/", said).status_code == 302
    desk = world.dispatched()
    let_it_run()
    notice = world["handler"].user.notices.get()
    assert desk.item.title in notice.body
    assert notice.body.endswith(f"”请城管局在{cn_time(desk.due_on)}前办结，并指定专人负责。")
    assert rungs.find(world.county, "assigned", timezone.localdate()).wording == ""


# -- the letter ------------------------------------------------------------------------------------
def test_a_late_desk_has_its_letter_ready_for_the_office_and_the_supervisor(desk, read):
    url = f"/desks/{desk.slug}/letter/urge_notice/"
    assert read("staff", url).status_code == 404, "in time"
    remind(day_of(desk, after=1))
    late = at(day_of(desk, after=2), "10:00")
    with time_machine.travel(late, tick=True):
        for name in ("staff", "supervisor"):
            answer = read(name, url)
            text = words(b"".join(answer.streaming_content))
        for part in ("政协云江市委员会", "催办通知书", "城管局：", "已超期2个工作日", "期间已提醒1次",
                     "抄送：市政府督查室，市政协提案委员会。", "0700-6132"):  # fmt: skip
            assert part in text, part
        assert url in html(read("staff", desk.get_absolute_url()))
        assert url in html(read("staff", "/handouts/?tab=late"))
        assert read("handler", url).status_code == 403
        assert url not in html(read("handler", desk.get_absolute_url()))


def test_the_office_may_replace_the_template_and_try_it(world):
    content = letters.try_out(
        letters.template_for(world.city, LetterKind.URGE_NOTICE).getvalue(), LetterKind.URGE_NOTICE
    )
    assert "已超期2个工作日" in words(content)
    assert io.BytesIO(content).getbuffer().nbytes < 60_000


def test_late_desks_have_a_tab_of_their_own_in_the_handouts(world, desk, read):
    other = world.working(world.dispatched(world.submitted(title="没有超期的")))
    w.Assignment.objects.filter(pk=desk.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    answer = read("supervisor", "/handouts/?tab=late")
    assert [d.pk for d in answer.context["page"].rows] == [desk.pk]
    assert {t["label"]: t["count"] for t in answer.context["tabs"]}["超期"] == 1
    assert other.pk != desk.pk
