"""督办: proposed by rule, decided by people; pressed in one of its forms, answered, closed; its effect is counted."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from dispatch import supervising, supervision_effect
from dispatch.models import Assignment, Supervision, SupervisionAction, SupervisionProposal
from suggestions.models import Item
from tests import keyed, pressed, situations
from tests import world as w
from tests.weijianyi.files.making import pdf
from tests.weijianyi.telling import digest, told
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment
from weijianyi.rulebook import cache
from weijianyi.workflow import SYSTEM_ACTOR, BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def clocks(supervision):
    return dict(Deadline.objects.running().of(supervision).values_list("code", "due_on"))


def later(days):
    return timezone.localdate() + timedelta(days=days)


# -- proposed ------------------------------------------------------------------------------------------
def test_a_rule_proposes_once_per_desk_round_and_reason_and_the_office_is_told(world):
    desk = world.working()
    row = supervising.propose(desk, "late", detail="超期五个工作日。")
    assert supervising.propose(desk, "late", detail="又一次") == row
    assert supervising.propose(desk, "key") != row
    event = Event.objects.filter(step="propose_supervision").first()
    assert (event.internal, event.note, event.thread) == (True, "超期五个工作日。", desk.thread)
    digest()
    assert {
        ("staff", "dispatch_propose_supervision"),
        ("supervisor", "dispatch_propose_supervision"),
    } <= told()
    assert not any(name in ("handler", "member") for name, _ in told("propose_supervision"))


def test_the_decision_is_a_persons_and_a_refusal_says_why(world):
    row = pressed.proposed(world)
    for name, error in (("leader", Forbidden), ("handler", NotVisible), ("county", NotVisible)):
        with pytest.raises(error):
            perform(row, "take_up", actor=world[name], request="请说明")
    row = perform(row, "dismiss", actor=world["supervisor"], reason="单位已约好委员。")
    assert (row.state, row.opinion, Supervision.objects.count()) == ("declined", "单位已约好委员。", 0)
    assert supervising.propose(row.desk, "late").state == "declined", "not put forward again in this round"
    with pytest.raises(NotNow):
        perform(row, "take_up", actor=world["staff"], request="请说明")


def test_what_is_taken_up_is_a_supervision_with_its_answer_clock_and_the_item_keeps_its_own(world):
    row = pressed.proposed(world)
    due = Item.objects.get(pk=row.item.pk).next_due
    perform(row, "take_up", actor=world["staff"], request="三日内答复。", addressee="城管局主要负责人")
    supervision = Supervision.objects.get()
    assert (supervision.reason, supervision.addressee) == ("late", "城管局主要负责人")
    assert set(clocks(supervision)) == {"supervision"}
    assert Item.objects.get(pk=row.item.pk).next_due == due
    digest()
    assert ("handler", "dispatch_take_up") in told()
    assert supervising.propose(row.desk, "late") is None, "it is under supervision for that"


def test_a_paperless_link_is_never_proposed(world):
    item = perform(
        world.submitted(), "pass_on", actor=world["staff"], organisation=world.county, note="区级事权"
    )
    assert supervising.propose(item.desks.get(), "late") is None


def test_after_the_last_round_it_opens_by_itself_and_both_sides_are_told(world):
    desk = perform(situations.dissatisfied_twice(world), "close", actor=SYSTEM_ACTOR)
    supervision = Supervision.objects.get()
    assert (supervision.reason, supervision.opened_by, supervision.desk) == ("dissatisfied", None, desk)
    assert "supervision" in clocks(supervision)
    digest()
    assert {
        ("handler", "dispatch_supervision_by_itself"),
        ("staff", "dispatch_supervision_by_itself"),
    } <= told()


# -- opened by hand ------------------------------------------------------------------------------------
def test_opened_by_hand_once_per_reason_and_what_the_rule_said_is_thereby_settled(world):
    desk = world.working()
    row = pressed.proposed(world, desk, "key")
    supervision = pressed.placed(world, desk)
    row.refresh_from_db()
    assert (row.state, supervision.opened_by, supervision.addressee) == (
        "done",
        world["staff"].post,
        "城管局",
    )
    with pytest.raises(BadFacts):
        pressed.placed(world, desk)
    pressed.placed(world, desk, "supervisor", "late")
    for name in ("handler", "member"):
        with pytest.raises(Forbidden):
            pressed.placed(world, desk, name)
    digest()
    assert ("unitlead", "dispatch_supervise") in told()


def test_a_leader_opens_one_leads_it_and_instructs(world):
    supervision = pressed.placed(world, None, "leader", "leader", request="月底前见效。")
    assert supervision.leader == world["leader"].post
    perform(supervision, "instruct", actor=world["leader"], text="每周报一次进度。")
    acts = list(supervision.actions.values_list("form__code", "text"))
    assert acts == [("instruction", "月底前见效。"), ("instruction", "每周报一次进度。")]
    other = perform(pressed.placed(world), "lead", actor=world["leader"])
    assert (other.leader, other.actions.count()) == (world["leader"].post, 0)
    digest()
    assert ("handler", "dispatch_supervision_instruct") in told()


# -- pressed, answered, closed -------------------------------------------------------------------------
def test_acts_have_form_day_person_and_a_letter_its_number(world):
    supervision = pressed.placed(world)
    for code in ("letter", "phone", "joint_audit", "letter"):
        pressed.acted(world, supervision, code)
    year = timezone.localdate().year
    assert list(supervision.actions.values_list("letter_number", flat=True)) == [
        f"云江政协督函〔{year}〕1号", "", "", f"云江政协督函〔{year}〕2号",
    ]  # fmt: skip
    digest()
    assert ("handler", "dispatch_supervision_letter") in told("record")
    for day in (later(1), later(-1)):
        with pytest.raises(BadFacts):
            pressed.acted(world, supervision, held_on=day)
    with pytest.raises(Forbidden):
        pressed.acted(world, supervision, actor="handler")


def test_the_unit_answers_and_its_promise_runs_on_a_clock(world):
    supervision = pressed.placed(world)
    with pytest.raises(BadFacts):
        perform(supervision, "respond", actor=world["handler"], answer="好", promised_on=later(-1))
    supervision = pressed.answered(world, supervision, days=9)
    assert supervision.state == "answered"
    assert list(clocks(supervision)) == ["supervision_promise"]
    assert clocks(supervision)["supervision_promise"] >= later(9)
    with pytest.raises(NotNow):
        perform(supervision, "respond", actor=world["handler"], answer="再答")
    supervision = perform(supervision, "insist", actor=world["supervisor"], request="请写明责任人。")
    assert (supervision.state, list(clocks(supervision))) == ("open", ["supervision"])
    digest()
    supervision = perform(supervision, "close", actor=world["staff"], opinion="已办好，销号。")
    assert (supervision.state, clocks(supervision)) == ("closed", {})
    with pytest.raises(NotNow):
        pressed.acted(world, supervision)
    digest()
    texts = {text for name, text in told() if name == "handler"}
    assert {"dispatch_supervision_insist", "dispatch_supervision_close"} <= texts


# -- effect --------------------------------------------------------------------------------------------
def test_the_effect_is_the_units_first_act_after_it_and_no_answer_nor_urging(world):
    supervision = pressed.acted(world)
    perform(supervision.desk, "urge", actor=world["staff"])
    pressed.answered(world, supervision)
    supervision.refresh_from_db()
    assert supervision.moved_at is None
    desk = world.contact(Assignment.objects.get(pk=supervision.desk_id))
    supervision.refresh_from_db()
    assert supervision.moved_at == desk.event.occurred_at == supervision.actions.get().moved_at
    pressed.acted(world, supervision)
    assert supervision.actions.last().moved_at is None, "what came before it is not its effect"


def test_keeping_a_promise_is_movement_too(world):
    promise = keyed.promised(world)
    supervision = pressed.placed(world, promise.desk)
    perform(promise, "keep", actor=world["handler"], text="已装好")
    supervision.refresh_from_db()
    assert supervision.moved_at is not None


def test_which_form_works_counts_median_days_and_share_and_prints_nothing_for_nothing(world):
    moved = pressed.acted(world, code="phone")
    pressed.acted(world, moved, "visit")
    start = timezone.now()
    for days, action in zip((1, 4), moved.actions.all(), strict=True):
        SupervisionAction.objects.filter(pk=action.pk).update(moved_at=start + timedelta(days=7 * days))
    perform(moved, "close", actor=world["staff"], opinion="好")
    pressed.acted(world, pressed.placed(world), "visit")
    lines = {line.label: line for line in supervision_effect.table(world["staff"], later(-1), later(0))}
    phone, visit, forum = lines["电话"], lines["调研"], lines["座谈"]
    assert (phone.number, phone.moved, phone.closed_share) == (1, 1, 1.0)
    assert 4 <= phone.days <= 5
    assert (visit.number, visit.moved, visit.closed_share) == (2, 1, 0.5)
    assert (forum.number, forum.days, forum.closed_share) == (0, None, None)
    assert lines["合计"].number == 3
    assert not supervision_effect.table(world["county"], later(-1), later(0))[-1].number


# -- pages ---------------------------------------------------------------------------------------------
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


def test_as_many_statements_for_many_rows_as_for_few(client, world, monkeypatch):
    monkeypatch.setattr(cache, "LIFETIME", 3600.0)
    supervision = pressed.acted(world, pressed.placed(world, late(world)))
    pressed.proposed(world, late(world))
    keyed.promised(world, days=3)
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
    many = {}
    for name, urls in pages.items():
        client.force_login(world[name].user)
        many |= {url: statements(client, url) for url in urls}
    assert many == few
    assert many.pop("/supervision/led/") <= 13, "four lists on one page"
    assert max(many.values()) <= 10, many


def test_the_proposals_of_another_side_are_not_found(world):
    row = pressed.proposed(world)
    world.departments["城管局"].side = "party"
    world.departments["城管局"].save()
    assert not SupervisionProposal.objects.visible_to(world["supervisor"]).exists()
    assert SupervisionProposal.objects.visible_to(world["leader"]).get() == row
