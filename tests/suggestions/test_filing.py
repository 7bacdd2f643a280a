"""立案 and what stands beside it: numbers, merged proposals, letters, the ten grounds, 撤案."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from suggestions.models import Item, NumberSeries, Proposal, Review
from tests import proposals
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi import rulebook
from weijianyi.rulebook.models import DictionaryEntry
from weijianyi.taking import buttons
from weijianyi.workflow import perform, perform_many

pytestmark = pytest.mark.django_db
RATING = {"work": "satisfied", "result": "satisfied"}


@pytest.fixture
def world():
    return w.build()


def again(item):
    return Item.objects.get(pk=item.pk)


# -- numbers ---------------------------------------------------------------------------------------
def test_numbers_run_within_the_session_in_the_order_of_filing(world):
    first, second = world.read(), world.read()
    assert [world.filed(second).reference, world.filed(first).reference] == ["第1号", "第2号"]


def test_many_filed_at_once_follow_each_other(world):
    items = [world.read() for _ in range(5)]
    done = perform_many(items, "accept", actor=world["head"]).done
    assert [item.number for item in done] == [1, 2, 3, 4, 5]


def test_what_is_rolled_back_leaves_no_gap(world):
    items = [world.read() for _ in range(3)]
    with transaction.atomic():
        perform(items[0], "accept", actor=world["head"])
        transaction.set_rollback(True)
    assert [world.filed(again(item)).number for item in items] == [1, 2, 3]
    assert NumberSeries.objects.get(series="proposal").last == 3


# -- 并案 ------------------------------------------------------------------------------------------
def merged(world, main, author="member2"):
    other = world.proposal(author, title="修剪东外街大树")
    return perform(other, "merge", actor=world["staff"], main=main, opinion="同一件事")


def test_a_merged_proposal_prints_the_number_of_the_main_one_and_counts_as_filed(world):
    main = world.proposal()
    other = merged(world, main)
    assert again(other).reference == ""
    world.filed(world.read(main))
    assert again(other).reference == "并入第1号"
    assert set(Item.objects.filed()) == {again(main), again(other)}
    assert (again(other).title, other.authorships.get().name) == ("修剪东外街大树", "member2")


def test_merged_into_a_filed_one_and_in_a_row(world):
    first, middle = world.proposal(), world.proposal()
    last = merged(world, middle)
    world.filed(world.read(first))
    perform(again(middle), "merge", actor=world["staff"], main=again(first), opinion="同一件事")
    assert {again(middle).reference, again(last).reference} == {"并入第1号"}


def test_what_stands_alone_again_has_no_borrowed_number(world):
    main = world.proposal()
    other = merged(world, main)
    main = world.filed(world.read(main))
    perform(main, "withdraw", actor=world["member"], reason="已解决")
    other = perform(again(other), "unmerge", actor=world["staff"])
    assert (again(other).state, again(other).reference) == ("submitted", "")


def test_each_proposer_gets_the_answer_and_rates_it(world):
    main = world.proposal()
    merged(world, main)
    desk = world.handed_out(world.filed(world.read(main)))
    desk = proposals.released(world, world.working(desk))
    digest()
    assert {who for who, _ in told("pass_check")} == {"member", "member2"}
    for who in ("member", "member2"):
        desk = perform(desk, "rate", actor=world[who], **RATING)
    assert {a.name for a in main.authorships.all()} == {"member", "member2"}


# -- other outcomes --------------------------------------------------------------------------------
def test_a_letter_goes_its_way_and_the_proposer_hears(world):
    item = perform(world.proposal(), "to_letter", actor=world["staff"], opinion="一般诉求，转单位答复。")
    letter = item.links_out.get().to_item
    assert (item.state, letter.kind, letter.state) == ("passed_on", "inquiry", "accepted")
    digest()
    assert told("to_letter") == {("member", "suggestions_to_letter")}


def test_a_proposal_is_withdrawn_in_its_own_words(world):
    labels = {b["name"]: b["label"] for b in buttons(world.proposal(), world["member"], "item")}
    assert labels["withdraw"] == "撤案"
    labels = {b["name"]: b["label"] for b in buttons(world.submitted(), world["member"], "item")}
    assert labels["withdraw"] == "撤回"
    item = perform(world.proposal(), "withdraw", actor=world["member"], reason="已解决")
    assert (item.state, item.event.label) == ("withdrawn", "撤案")


def test_withdrawn_on_paper_the_office_enters_it_and_the_proposer_hears(world):
    paper = {"reason": "单位已经解决", "asked_on": timezone.localdate()}
    item = perform(world.proposal(), "withdraw_on_paper", actor=world["staff"], **paper)
    assert (item.state, item.event.label) == ("withdrawn", "按提案者的书面申请撤案")
    assert item.event.note.startswith("单位已经解决（书面申请日期：")
    digest()
    assert told("withdraw_on_paper") == {("member", "suggestions_withdraw_on_paper")}


def test_the_proposer_finds_the_paper_among_what_happened(client, world):
    paper = {"reason": "单位已经解决", "asked_on": timezone.localdate()}
    item = perform(world.proposal(), "withdraw_on_paper", actor=world["staff"], **paper)
    client.force_login(world["member"].user)
    html = client.get(item.get_absolute_url()).content.decode()
    assert "提案委按书面申请" in html
    assert "书面申请日期：" in html


def test_after_the_hand_out_a_paper_is_a_request_and_is_decided_as_one(world):
    paper = {"reason": "单位已经解决", "asked_on": timezone.localdate()}
    item = world.handed_out().item
    item = perform(item, "ask_withdrawal_on_paper", actor=world["staff"], **paper)
    assert item.state == "handling", "the units go on until it is granted"
    assert perform(item, "grant_withdrawal", actor=world["staff2"]).state == "withdrawn"


def test_a_paper_is_not_from_tomorrow(client, world):
    client.force_login(world["staff"].user)
    page = reverse("step", args=["item", world.proposal().slug, "withdraw_on_paper"])
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = client.post(page, {"reason": "单位已经解决", "asked_on": f"{tomorrow:%Y-%m-%d}"})
    assert answer.status_code == 422
    assert "书面申请的日期不能晚于今天" in answer.content.decode()


# -- the ten grounds -------------------------------------------------------------------------------
def test_the_grounds_are_edited_on_the_pages_of_words(client, world):
    client.force_login(world["admin"].user)
    page = client.get(reverse("rules-dictionary", args=["not_filed_reason"]))
    assert len(page.context["rows"]) == 10
    change = reverse("rules-word", args=["not_filed_reason", "academic"])
    data = {"label": "学术讨论", "text": "可送有关部门参考。", "order": 6, "active": "on"}
    assert client.post(change, data).status_code == 302
    assert rulebook.entry(world.city, "not_filed_reason", "academic").label == "学术讨论"


def test_a_ground_that_was_used_is_never_deleted(world):
    reason = rulebook.entry(world.city, "not_filed_reason", "empty")
    Review.objects.all().delete()
    item = world.proposal()
    perform(item, "decline", actor=world["staff"], reason=reason, opinion="请补充具体建议。")
    from weijianyi.audit.models import PendingStep  # noqa: PLC0415
    from weijianyi.workflow.seconding import decide  # noqa: PLC0415

    decide(PendingStep.objects.get(), actor=world["head"], agree=True)
    assert Review.objects.get(item=item, outcome="decline").reason == reason
    with pytest.raises(ProtectedError), transaction.atomic():
        reason.delete()
    assert DictionaryEntry.objects.filter(pk=reason.pk).exists()


# -- 届次 ------------------------------------------------------------------------------------------
def session(**more):
    return {
        "term": 7, "meeting": 1, "opens_on": "2027-01-10", "closes_on": "2027-01-14",
        "cutoff_at": "2027-01-12T18:00", "key": "k", **more,
    }  # fmt: skip


def test_the_administrator_enters_and_corrects_a_session(client, world):
    client.force_login(world["admin"].user)
    assert client.post(reverse("session-new"), session()).status_code == 302
    row = world.city.sessions.get(term=7)
    assert (
        client.post(reverse("session-edit", args=[row.pk]), session(closes_on="2027-01-15")).status_code
        == 302
    )
    assert "七届一次" in client.get(reverse("session-list")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"closes_on": "2027-01-09"}, "闭幕不能早于开幕"), ({"cutoff_at": "2027-01-16T18:00"}, "不能晚于闭幕"),
        ({"term": 0}, "请从 1 开始填写"), ({"term": 6, "meeting": 5}, "这一届次已经登记"),
        ({"term": 9}, "会期重叠"), ({"opens_on": ""}, "请填写“开幕”"),
    ],
)  # fmt: skip
def test_a_wrong_session_comes_back_with_its_sentence(client, world, wrong, sentence):
    client.force_login(world["admin"].user)
    client.post(reverse("session-new"), session(term=8, meeting=2))
    dates = (
        {}
        if wrong == {"term": 9}
        else {"opens_on": "2028-01-10", "closes_on": "2028-01-14", "cutoff_at": "2028-01-12T18:00"}
    )
    if "cutoff_at" in wrong:
        wrong = {"cutoff_at": "2028-01-16T18:00"}
    if "closes_on" in wrong:
        wrong = {"closes_on": "2028-01-09"}
    answer = client.post(reverse("session-new"), session(**dates) | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_sessions_of_others_are_not_found(client, world):
    row = world.city.sessions.get()
    row.pk, row.organisation = None, world.county
    row.save()
    client.force_login(world["admin"].user)
    assert client.get(reverse("session-edit", args=[row.pk])).status_code == 404


def test_who_did_not_sign_the_main_one_comes_in_by_the_own_merged_proposal(world):
    main, seat = world.draft(kind=Proposal), world["member2"].post.member
    main = perform(main, "invite", actor=world["member"], members=[seat])
    main = perform(main, "decline_cosign", actor=world["member2"], opinion="我另写一件")
    main = perform(main, "submit", actor=world["member"], declared=True)
    merged(world, again(main))
    row = again(main).authorships.get(member=seat)
    assert (row.state, row.opinion, row.via_id is not None) == ("signed", "我另写一件", True)
    assert Item.objects.visible_to(world["member2"]).filter(pk=main.pk).exists()
