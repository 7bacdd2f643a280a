"""Pages of 督办: the board, one supervision, the unit's answer, the leader's own, the letter, 交督一览."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from dispatch.models import Assignment, Supervision
from tests import keyed, pressed, situations
from tests import world as w
from tests.weijianyi.files.making import pdf
from weijianyi.files.models import Attachment
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def later(days):
    return timezone.localdate() + timedelta(days=days)


def late(world):
    desk = world.working()
    Assignment.objects.filter(pk=desk.pk).update(due_on=later(-3))
    return desk


def listed(client, world, name, tab):
    client.force_login(world[name].user)
    page = client.get(f"/supervision/?tab={tab}")
    assert page.status_code == 200
    return page


def test_the_board_has_its_tabs_with_numbers_and_a_unit_its_own(client, world):
    desk, near = late(world), world.working()
    Assignment.objects.filter(pk=near.pk).update(due_on=later(0))
    redo, promise = situations.redo_asked(world), keyed.promised(world, days=3)
    proposal, supervision = pressed.proposed(world, desk), pressed.placed(world, world.working())
    closed = perform(pressed.placed(world), "close", actor=world["staff"], opinion="好")
    perform(desk, "urge", actor=world["staff"])
    expected = {
        "late": [desk], "near": [near], "again": [redo], "promises": [promise], "proposals": [proposal],
        "open": [supervision], "closed": [closed],
    }  # fmt: skip
    for tab, rows in expected.items():
        page = listed(client, world, "supervisor", tab)
        found = [row[0] for row in page.context["rows"]] if tab == "promises" else list(page.context["rows"])
        assert found == rows, tab
    counts = {t["label"]: t["count"] for t in page.context["tabs"]}
    assert counts == {
        "临期": 1, "超期": 1, "不满意重办": 1, "B 类到期": 1, "建议督办": 1, "督办中": 1, "已销号": 1,
    }  # fmt: skip
    assert "催办 1 次" in listed(client, world, "staff", "late").content.decode()
    page = listed(client, world, "handler", "proposals")
    assert [t["label"] for t in page.context["tabs"]] == ["督办中", "已销号"]
    assert list(page.context["rows"]) == [supervision]
    assert not listed(client, world, "handler2", "open").context["rows"]
    assert "没有超期" in listed(client, world, "county", "late").content.decode()
    assert not listed(client, world, "staff", "late&q=没有这样的标题").context["rows"]


def test_the_unit_finds_it_on_its_desk_and_answers(client, world):
    supervision = pressed.placed(world)
    client.force_login(world["handler"].user)
    assert supervision.get_absolute_url() in client.get(supervision.desk.get_absolute_url()).content.decode()
    assert "回应督办" in client.get(supervision.get_absolute_url()).content.decode()
    url = f"/steps/supervision/{supervision.pk}/respond/"
    answer = client.post(url, {"answer": "", "promised_on": "2020-01-01"})
    assert answer.status_code == 422
    answer = client.post(url, {"answer": "很快办好", "promised_on": "2020-01-01"})
    assert (answer.status_code, "很快办好" in answer.content.decode()) == (422, True)
    assert client.post(url, {"answer": "很快办好", "version": supervision.version}).status_code == 302
    assert client.post(url, {"answer": "再来"}).status_code == 409
    assert client.get("/steps/supervision/nonsense/respond/").status_code == 404


def test_an_act_is_recorded_once_with_its_paper_and_authors_do_not_read_it(client, world):
    supervision = pressed.placed(world)
    client.force_login(world["staff"].user)
    url = f"/supervision/{supervision.pk}/record/"
    posted = {
        "form": pressed.form(world, "forum").pk, "held_on": later(0), "text": "座谈商定先修剪。", "key": "k1",
        "version": supervision.version,
    }  # fmt: skip
    assert client.post(url, {**posted, "text": ""}).status_code == 422
    assert client.post(url, {**posted, "documents": pdf()}).status_code == 302
    assert client.post(url, posted).status_code == 302
    act = supervision.actions.get()
    assert Attachment.objects.of(act).count() == 1
    assert "座谈商定" in client.get(supervision.get_absolute_url()).content.decode()
    client.force_login(world["member"].user)
    page = client.get(supervision.get_absolute_url()).content.decode()
    assert ("座谈" in page, "座谈商定" in page) == (True, False)
    assert client.get(f"/files/{Attachment.objects.of(act).get().slug}/").status_code == 403


def test_the_letter_names_addressee_request_and_day(client, world):
    supervision = pressed.acted(world, code="letter", text="请三日内书面说明。")
    client.force_login(world["handler"].user)
    answer = client.get(f"/supervision/{supervision.pk}/letter/")
    text = "\n".join(p.text for p in Document(io.BytesIO(b"".join(answer.streaming_content))).paragraphs)
    for part in (
        "督函〔",
        "城管局：",
        supervision.item.title,
        "请三日内书面说明。",
        "前书面回应",
        "因“重点事项”",
    ):
        assert part in text, part
    assert "{" not in text


def test_the_leaders_page_shows_what_is_led_and_what_may_be_taken_over(client, world):
    led = pressed.placed(world, None, "leader", "leader")
    desk, other = late(world), pressed.placed(world)
    client.force_login(world["leader"].user)
    page = client.get("/supervision/led/")
    assert (list(page.context["page"].rows), list(page.context["others"])) == ([led], [other])
    assert list(page.context["late"]) == [desk]
    url = f"/steps/desk/{desk.slug}/supervise/"
    assert "批示" in client.get(url).content.decode()
    assert client.post(url, {"request": "请抓紧。"}).status_code == 302
    assert Supervision.objects.get(desk=desk).leader == world["leader"].post


# -- 交督一览 ------------------------------------------------------------------------------------------
def test_nothing_handed_out_is_out_of_sight_and_the_numbers_add_up(client, world):
    late(world)
    world.dispatched()
    situations.return_asked(world)
    world.released()
    world.closed()
    world.signing()
    pressed.placed(world)
    handed = Assignment.objects.exclude(state__in=["planned", "cancelled"]).count()
    client.force_login(world["staff"].user)
    page = client.get("/supervision/pressure/")
    counts = {chip["label"]: chip["count"] for chip in page.context["chips"]}
    assert counts.pop("全部") == handed == sum(counts.values())
    wanted = ("督办中", "超期", "待签收", "待决定或核对", "已答复待评价", "办结")
    assert {label: counts[label] for label in wanted} == dict.fromkeys(wanted, 1)
    assert counts["临期"] + counts["期限内"] == 1
    for state, number in (("late", 1), ("done", 1), ("nonsense", handed)):
        assert len(client.get(f"/supervision/pressure/?pressure={state}").context["page"].rows) == number
    assert not client.get("/supervision/pressure/?urged=on").context["page"].rows
    assert not client.get("/supervision/pressure/?to=2020-01-01").context["page"].rows
    workbook = client.get("/supervision/pressure/export/?pressure=late")
    assert workbook.content[:2] == b"PK"
    client.force_login(world["supervisor"].user)
    assert client.get("/supervision/pressure/").context["total"] == handed


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)


@pytest.mark.long
def test_as_many_statements_for_many_rows_as_for_few(client, world, monkeypatch):
    supervision = pressed.acted(world, pressed.placed(world, late(world)))
    pressed.proposed(world, late(world))
    keyed.promised(world, days=3)
    late(world)
    perform(pressed.placed(world, late(world)), "lead", actor=world["leader"])
    pages = {
        "staff": ["/supervision/?tab=late", "/supervision/?tab=proposals", "/supervision/?tab=open",
                  "/supervision/?tab=promises", "/supervision/pressure/", supervision.get_absolute_url(),
                  "/supervision/effect/"],
        "leader": ["/supervision/led/"], "handler": ["/supervision/"],
    }  # fmt: skip
    few = {}
    for name, urls in pages.items():
        client.force_login(world[name].user)
        few |= {url: statements(client, url) for url in urls}
    for _ in range(2):
        pressed.acted(world, pressed.placed(world, late(world)))
        pressed.acted(world, supervision)
        pressed.proposed(world, late(world))
        keyed.promised(world, days=3)
        late(world)
        perform(pressed.placed(world, late(world)), "lead", actor=world["leader"])
    many = {}
    for name, urls in pages.items():
        client.force_login(world[name].user)
        many |= {url: statements(client, url) for url in urls}
    assert many == few
    assert max(many.values()) <= 9, many


def test_an_author_does_not_read_the_words_of_anothers_verdict(client, world):
    """A supervision after the last round quotes the dissatisfied author to office and unit only."""
    perform(situations.dissatisfied_twice(world), "close", actor=SYSTEM_ACTOR)
    url = Supervision.objects.get().get_absolute_url()
    for name, reads in (("handler", True), ("staff", True), ("member", False)):
        client.force_login(world[name].user)
        assert ("第二次仍然没有解决" in client.get(url).content.decode()) == reads, name
