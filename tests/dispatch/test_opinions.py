"""四步答复法: the four answers, their clocks, what flows back, who is told, what is deleted, what is counted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dispatch.figures import opinions as figures
from dispatch.figures import period
from members.models import Opinion, OpinionContact, Studio, User
from members.opinions import jobs as opinion_jobs
from suggestions import drafting
from suggestions.models import Item
from tests import opinions, world
from tests.weijianyi.telling import digest, told
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment
from weijianyi.workflow import NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world.build()


def fresh(opinion):
    return Opinion.objects.get(pk=opinion.pk)


def clocks(opinion):
    return {c.code: (c.value, c.outcome) for c in Deadline.objects.of(opinion)}


def client(w, name):
    User.objects.update(welcomed_at=timezone.now())
    found = Client()
    found.force_login(w[name].user)
    return found


# -- the four answers ------------------------------------------------------------------------------
def test_the_clocks_are_two_five_and_ten_workdays(w):
    opinion = opinions.received(w)
    assert clocks(opinion) == {"first_contact": (2, ""), "steps_1_2": (5, "")}
    opinion = opinions.asked(w, opinion)
    assert clocks(opinion) == {"first_contact": (2, "kept"), "steps_1_2": (5, "kept"), "step_3": (10, "")}
    assert fresh(opinion).handled_at
    assert not fresh(opinion).answered_at


def test_explaining_and_answering_write_what_the_resident_reads(w):
    opinion = perform(opinions.received(w), "explain", actor=w["member"], text="按规定这里不能设停车位。")
    assert opinion.state == "explained"
    assert opinion.taken_by == w["member"].post
    assert opinions.answered(w).answers.get().text.startswith("低保")
    assert not Deadline.objects.running().of(opinion).exists()


def test_who_is_slower_reads_a_sentence(w):
    opinion = opinions.taken(w)
    with pytest.raises(NotNow, match="处理中"):
        perform(opinion, "take_up", actor=w["member"])


def test_a_department_answers_through_its_ordinary_desk_and_the_studio_passes_it_on(w):
    opinion = opinions.asked(w)
    desk = opinions.inquiry_desk(opinion)
    assert desk.item.kind == "inquiry"
    assert desk.state == "offered"
    assert desk.item.holder.startswith("城管局")
    w.released(w.working(desk))
    digest()
    opinion = fresh(opinion)
    assert opinion.state == "heard"
    assert ("liaison", "members_opinion_hear") in told("hear")
    assert Item.objects.get(pk=desk.item_id).holder == "委员工作室（转告结果）"
    opinion = perform(opinion, "answer", actor=w["liaison"], text="城管局已经修补，请看看。")
    assert opinion.answers.get().kind == "asked"
    assert Item.objects.get(pk=desk.item_id).state == "closed"
    assert clocks(opinion)["step_3"][1] != ""


def test_turning_needs_a_look_on_the_spot_and_leaves_the_person_out(w):
    opinion = opinions.taken(w, opinions.received(w, "请打 13755550186 找我，巷子没有灯。"))
    facts = {"into": "suggestion", "member": w["member"].post.member, "title": "给小巷装灯"}
    with pytest.raises(NotNow, match="现场核实"):
        perform(opinion, "turn", actor=w["liaison"], **facts)
    opinion = opinions.look(w, opinion, pictures=0)
    with pytest.raises(NotNow, match="照片"):
        perform(opinion, "turn", actor=w["liaison"], **facts)
    perform(opinions.look(w, opinion), "turn", actor=w["liaison"], **facts)
    draft = opinion.made.get().item
    assert draft.state == "draft"
    assert Item.objects.visible_to(w["member"]).filter(pk=draft.pk).exists()
    assert "没有灯" in draft.situation
    assert "13755550186" not in draft.situation
    assert opinions.NAME not in draft.situation
    assert not Item.objects.visible_to(w["liaison"]).exists()
    assert not Item.objects.visible_to(w["staff"]).exists()


@pytest.mark.parametrize("into", ["suggestion", "report", "proposal"])
def test_each_kind_of_draft_can_be_made(w, into):
    assert opinions.turned(w, into=into, by="member").made.get().item.kind == into


def test_the_result_flows_back_to_the_resident(w):
    opinion = opinions.turned(w)
    complete(opinion)
    item = perform(
        Item.objects.get(pk=opinion.made.get().item_id), "submit", actor=w["member"], declared=True
    )
    desk = w.released(w.working(w.dispatched(item)))
    digest()
    opinion = fresh(opinion)
    assert opinion.state == "answered"
    assert "城管局：已解决" in opinion.answers.get().text
    assert opinion.solved
    perform(w.rated(desk), "close", actor=world.SYSTEM_ACTOR)
    digest(2)
    assert fresh(opinion).state == "closed"
    assert fresh(opinion).solved


def complete(opinion):
    """The member adds what a suggestion needs."""
    from weijianyi import rulebook  # noqa: PLC0415 -- only here

    item = opinion.made.get().item
    item.advice, item.open_consent, item.place = "请修复路面。", True, "罗溪巷"
    item.category = rulebook.entry(item.organisation_id, "category", "city")
    item.save()


def test_a_draft_thrown_away_brings_the_opinion_back(w):
    opinion = opinions.turned(w)
    drafting.discard(Item.objects.get(pk=opinion.made.get().item_id), actor=w["member"])
    opinion = fresh(opinion)
    assert opinion.state == "taken"
    assert opinion.made.get().item is None
    assert clocks(opinion)["steps_1_2"]


def test_a_declined_suggestion_brings_it_back_too(w):
    opinion = opinions.turned(w)
    complete(opinion)
    item = perform(
        Item.objects.get(pk=opinion.made.get().item_id), "submit", actor=w["member"], declared=True
    )
    perform(item, "withdraw", actor=w["member"], reason="另行反映")
    digest()
    assert fresh(opinion).state == "taken"


def test_withdrawing_frees_the_department(w):
    opinion = opinions.asked(w)
    desk = opinions.inquiry_desk(opinion)
    opinions.by_resident(opinion, "withdraw")
    desk.refresh_from_db()
    assert desk.state == "cancelled"
    assert fresh(opinion).state == "withdrawn"


def test_handed_over_it_is_the_countys_and_its_clocks_begin_there(w):
    opinion = perform(
        opinions.received(w), "hand_over", actor=w["liaison"], organisation=w.county, note="在大安区"
    )
    assert opinion.organisation == w.county
    assert opinion.state == "received"
    with pytest.raises(NotVisible):
        perform(opinion, "take_up", actor=w["liaison"])
    perform(opinion, "take_up", actor=w["county"])
    digest()
    assert Event.objects.get(step="hand_over").data == {"to": w.county.pk}
    assert Deadline.objects.running().of(opinion).get(code="steps_1_2").organisation == w.county


def test_the_community_tries_first_and_then_asks_the_members(w):
    opinion = opinions.received(w)
    digest()
    assert opinion.level == "community"
    assert told("arrive") == {("liaison", "members_opinion_arrive")}
    perform(opinion, "raise_to_member", actor=w["liaison"], note="社区没有维修资金")
    digest(2)
    assert ("member", "members_opinion_raise") in told("raise_to_member")


# -- jobs ------------------------------------------------------------------------------------------
def later(days):
    now = timezone.now() + timedelta(days=days)
    return timezone.localdate(now), now


def test_reminders_go_out_once(w):
    opinion = opinions.received(w, at=timezone.now() - timedelta(days=20))
    on = Deadline.objects.of(opinion).latest("due_on").due_on
    while on.weekday() > 4 or on == Deadline.objects.of(opinion).latest("due_on").due_on:
        on += timedelta(days=1)
    now = timezone.now()
    assert opinion_jobs.remind(on, now=now, dry_run=True)
    assert not told()
    for _ in range(2):
        opinion_jobs.remind(on, now=now)
    rows = [row for row in told() if row[1] == "members_opinion_late"]
    assert rows == [("liaison", "members_opinion_late")]


def test_answered_without_objection_it_closes_by_itself(w):
    opinion = opinions.answered(w)
    assert opinion_jobs.close_answered(*[later(14)[0]], now=later(14)[1]) == []
    opinion_jobs.close_answered(later(15)[0], now=later(15)[1])
    assert fresh(opinion).state == "closed"
    assert fresh(opinion).solved is None


def test_when_the_time_is_over_nothing_of_the_person_is_left(w):
    opinion = opinions.visited(w)
    doubtful = opinions.received(w, "机器提交", marks=["quick"])
    on, now = later(366)
    assert len(opinion_jobs.expire(on, now=now, dry_run=True)) == 2
    assert OpinionContact.objects.count() == 2
    opinion_jobs.expire(on, now=now)
    gone = fresh(opinion)
    assert gone.receipt is None
    assert gone.second == gone.origin == ""
    assert "罗溪" not in gone.text + gone.visits.get().note
    assert not OpinionContact.objects.exists()
    assert not Attachment.objects.exists()
    assert not Opinion.objects.filter(pk=doubtful.pk).exists()
    assert opinion_jobs.expire(on, now=now) == []


# -- figures ---------------------------------------------------------------------------------------
def test_the_figures_of_the_article_come_out_of_a_world_built_to_them(w):
    """1,867 received, 1,738 handled, 1,623 solved, 43 online in two months, 36 studios, 18 people taking turns."""
    from members.states import Role  # noqa: PLC0415 -- only here

    now, member = timezone.now(), w["member"].post
    people = [w.person(f"liaison{n}", Role.LIAISON).post for n in range(18)]
    studios = [
        Studio.objects.create(
            organisation=w.city,
            name=f"第{n}工作室",
            level="village",
            liaison=people[n % 18],
            opened_on="2020-01-01",
        )
        for n in range(36)
    ]
    start = period.Period(timezone.localdate(now) - timedelta(days=900), timezone.localdate(now), now)
    rows = []
    for n in range(1867):
        fields = {"handled_at": now, "taken_by": member} if n < 1738 else {}
        if n < 1623:
            fields |= {"state": "closed", "closed_at": now, "solved": True}
        online = n % 43 == 0 and n // 43 < 43
        at = now - timedelta(days=30 if online else 400)
        rows.append(
            Opinion(
                organisation=w.city,
                studio=studios[n % 36],
                text="事",
                receipt=f"{n:08d}",
                received_at=at,
                channel="online" if online else "onsite",
                delete_after=timezone.localdate(),
                **fields,
            )
        )
    Opinion.objects.bulk_create(rows, batch_size=500)
    opinions.received(w, "机器", marks=["quick"])  # neither this nor what is void counts
    opinions.spam(w)
    counts = figures.counted(w["leader"], start)
    assert [counts[k] for k in ("received", "handled", "solved")] == [1867, 1738, 1623]
    two_months = period.Period(timezone.localdate(now) - timedelta(days=60), timezone.localdate(now), now)
    assert figures.counted(w["leader"], two_months)["online"] == 43
    shares = {m.key: share for m, _, share, *_ in figures.table(w["leader"], start)}
    assert [float(shares[k]) for k in ("handled", "solved")] == [93.1, 86.9]
    places = figures.places(w["leader"], timezone.localdate(now))
    assert places == {"studios": 37, "people": 19}  # 36 and 18, and the one studio every test has
    for measure in figures.MEASURES:
        assert measure.rows(w["leader"], start).distinct().count() == counts[measure.key]
    assert sum(r["received"] for r in figures.by_studio(w["leader"], start)) == 1867


def test_an_empty_period_prints_a_dash(w):
    page = client(w, "leader").get("/figures/opinions/?period=month").content.decode()
    assert "—" in page
    assert "0.0%" not in page
