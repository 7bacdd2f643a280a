"""领办: applied for or invited, approved, planned, recorded, concluded, rated by both; never in place of the unit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.models import Assignment, Rating
from suggestions.claims import claiming
from suggestions.models import Claim, Item
from tests import pressed
from tests import world as w
from tests.weijianyi.files.making import pdf, photo
from tests.weijianyi.telling import digest, told
from weijianyi import rulebook
from weijianyi.audit.models import EventCredit
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment
from weijianyi.workflow import BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


# -- who and when --------------------------------------------------------------------------------------
def test_another_member_applies_once_and_the_office_is_told(world):
    claim = pressed.applied(world)
    assert pressed.applied(world, claim.item) == claim
    assert (claim.state, claim.name, Claim.objects.count()) == ("applied", "member2", 1)
    digest()
    assert ("staff", "suggestions_claim_apply") in told()
    assert not {name for name, text in told() if text == "suggestions_claim_apply"} & {"member", "handler"}


def test_neither_its_author_nor_who_works_in_the_unit_nor_another_committee_leads_it(world):
    item = world.working().item
    with pytest.raises(Forbidden):
        pressed.applied(world, item, "member")
    user = world["member2"].user
    post = world["handler"].post
    post.user = user
    post.save()
    with pytest.raises(Forbidden):
        pressed.applied(world, item)
    with pytest.raises(NotVisible):
        claiming.invite(item, actor=world["county"], reason="请", member=world["member2"].post.member)


def test_only_what_is_in_hand_and_open_to_all_is_led(world):
    with pytest.raises(NotVisible):
        pressed.applied(world, world.submitted())
    with pytest.raises(NotNow):
        pressed.invited(world, world.submitted())
    with pytest.raises(NotNow):
        pressed.invited(world, world.working(world.dispatched(world.submitted(open_consent=False))).item)
    with pytest.raises(NotNow):
        pressed.applied(world, world.closed().item)
    proposal = world.handed_out(world.filed(world.proposal())).item
    assert pressed.applied(world, Item.objects.get(pk=proposal.pk)).kind == "proposal"


def test_one_leads_at_a_time(world):
    item = world.working().item
    by_group = pressed.applied(world, item, "operator")
    claim = pressed.led(world, item)
    with pytest.raises(NotNow):
        perform(by_group, "approve", actor=world["staff"])
    with pytest.raises(NotNow, match="member2"):
        claiming.invite(item, actor=world["staff"], reason="请", collective=world.committee)
    perform(claim, "terminate", actor=world["head"], opinion="委员调离。")
    assert perform(by_group, "approve", actor=world["staff"]).state == "active", "a collective leads"


def test_an_invitation_is_answered_by_the_invited_and_may_be_repeated(world):
    claim = pressed.invited(world)
    digest()
    assert ("member2", "suggestions_claim_invite") in told()
    with pytest.raises(Forbidden):
        perform(claim, "accept_invitation", actor=world["staff"])
    claim = perform(claim, "decline_invitation", actor=world["member2"], opinion="近期出差。")
    claim = perform(claim, "invite_again", actor=world["staff"], reason="请再考虑。")
    claim = perform(claim, "accept_invitation", actor=world["member2"])
    assert (claim.state, claim.due_on is not None) == ("active", True)
    group = claiming.invite(
        world.working().item, actor=world["staff"], reason="请", collective=world.committee
    )
    assert perform(group, "accept_invitation", actor=world["staff"]).state == "active", "told by telephone"


# -- the way -------------------------------------------------------------------------------------------
def test_it_has_a_limit_of_its_own_and_stops_no_other_clock(world):
    desk = world.working()
    before = (
        desk.due_on,
        Item.objects.get(pk=desk.item_id).next_due,
        Item.objects.get(pk=desk.item_id).holder,
    )
    claim = pressed.visited(world, pressed.planned(world, pressed.led(world, desk.item)))
    running = dict(Deadline.objects.running().of(claim).values_list("code", "due_on"))
    assert running == {"claim": claim.due_on}
    desk, item = Assignment.objects.get(pk=desk.pk), Item.objects.get(pk=desk.item_id)
    assert (desk.due_on, item.next_due, item.holder) == before
    perform(claim, "conclude", actor=world["member2"], outcome="已办好。")
    assert not Deadline.objects.running().of(claim).exists()
    assert Assignment.objects.get(pk=desk.pk).state == "working"


def test_the_acts_credit_the_leading_member_and_no_other(world):
    claim = pressed.concluded(world)
    credits = EventCredit.objects.filter(role="claimant").values_list("event__step", "member__name")
    assert set(credits) == {(step, "member2") for step in ("approve", "record_activity", "conclude")}
    assert claim.outcome
    group = pressed.led(world, None, "operator")
    assert not EventCredit.objects.filter(event=group.event).exists()


def test_no_outcome_without_a_plan_and_no_day_to_come(world):
    claim = pressed.led(world)
    with pytest.raises(NotNow):
        perform(claim, "conclude", actor=world["member2"], outcome="好")
    with pytest.raises(BadFacts):
        perform(
            claim, "record_activity", actor=world["member2"], text="x",
            form=rulebook.entry(world.city, "claim_form", "visit"),
            held_on=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
    with pytest.raises(Forbidden):
        perform(claim, "set_plan", actor=world["staff"], plan="代写")


def test_both_rate_once_and_the_satisfaction_figures_do_not_know(world):
    claim = pressed.concluded(world)
    digest()
    assert ("member", "suggestions_claim_rate") in told()
    with pytest.raises(BadFacts):
        perform(claim, "rate", actor=world["member"], grade="dissatisfied")
    for name in ("member", "member2"):
        perform(claim, "rate", actor=world[name], grade="satisfied")
        with pytest.raises(BadFacts):
            perform(claim, "rate", actor=world[name], grade="mostly")
    assert [r.authorship_id is None for r in claim.ratings.all()] == [False, True]
    assert not Rating.objects.exists()


# -- pages ---------------------------------------------------------------------------------------------
def page(client, world, name, url):
    client.force_login(world[name].user)
    return client.get(url)


def test_the_members_page_has_what_they_lead_and_what_they_may_lead(client, world):
    claim, free = pressed.planned(world), world.working().item
    mine = page(client, world, "member2", "/claims/")
    assert [row[0] for row in mine.context["rows"]] == [claim]
    assert "记录进展" in mine.content.decode()
    assert list(page(client, world, "member2", "/claims/?tab=free").context["items"]) == [
        Item.objects.get(pk=free.pk)
    ]
    assert not page(client, world, "member", "/claims/?tab=free").context["items"], "one's own"
    assert "您没有领办事项，可在案例中认领" in page(client, world, "member", "/claims/").content.decode()


def test_apply_approve_and_record_on_the_pages(client, world):
    item = world.working().item
    assert "申请领办" in page(client, world, "member2", item.get_absolute_url()).content.decode()
    url = f"/items/{item.slug}/claim/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "我来推动"}).status_code == 302
    claim = Claim.objects.get()
    client.get(claim.get_absolute_url())  # where the message is shown
    assert "申请领办" not in client.get(item.get_absolute_url()).content.decode()
    office = page(client, world, "staff", "/claims/")
    assert [row[0] for row in office.context["rows"]] == [claim]
    assert client.post(f"/steps/claim/{claim.slug}/approve/", {"version": claim.version}).status_code == 302
    page(client, world, "member2", claim.get_absolute_url())
    form = rulebook.entry(world.city, "claim_form", "visit")
    posted = {"form": form.pk, "held_on": timezone.localdate(), "text": "看了现场", "key": "once"}
    url = f"/claims/{claim.slug}/record/"
    assert client.post(url, posted | {"text": ""}).status_code == 422
    papers = {"photos": photo(), "minutes": pdf("座谈会记录.pdf")}
    assert client.post(url, posted | papers).status_code == 302
    assert client.post(url, posted).status_code == 302
    activity = claim.activities.get()
    assert Attachment.objects.of(activity).photos().count() == 1
    assert Attachment.objects.of(activity).documents().get().purpose == "minutes"
    assert "座谈会记录.pdf" in page(client, world, "member2", claim.get_absolute_url()).content.decode()
    file = client.get(f"/files/{Attachment.objects.of(activity).photos().get().slug}/")
    assert b"".join(file.streaming_content), "read to its end: closed"
    assert "看了现场" in page(client, world, "member", claim.get_absolute_url()).content.decode(), (
        "its author"
    )
    assert page(client, world, "handler", claim.get_absolute_url()).status_code == 200


def test_everybody_who_sees_the_item_is_told_who_leads_it_and_no_more(client, world):
    world.person("member3", "member")
    claim = pressed.planned(world)
    public = page(client, world, "member3", claim.item.get_absolute_url()).content.decode()
    assert "member2正在领办" in public
    assert claim.get_absolute_url() not in public
    assert page(client, world, "member3", claim.get_absolute_url()).status_code == 404
    waiting = pressed.applied(world)
    assert "member2" not in page(client, world, "member", waiting.item.get_absolute_url()).content.decode()
    assert page(client, world, "member", waiting.get_absolute_url()).status_code == 404, "not decided yet"


def test_an_invitation_names_one_member_or_one_collective(client, world):
    item = world.working().item
    client.force_login(world["staff"].user)
    url, member = f"/items/{item.slug}/claim/invite/", world["member2"].post.member
    assert "member2" in client.get(url).content.decode()
    both = {"member": member.pk, "collective": world.committee.pk, "reason": "请"}
    assert client.post(url, both).status_code == 422
    assert client.post(url, {"member": world["member"].post.member.pk, "reason": "请"}).status_code == 422, (
        "author"
    )
    assert client.post(url, {"member": member.pk, "reason": "请您推动"}).status_code == 302
    assert Claim.objects.get().state == "invited"


def test_the_lists_ask_as_much_for_many_as_for_few(client, world):
    pressed.visited(world)
    world.working()
    urls = {"staff": ["/claims/?tab=active"], "member2": ["/claims/", "/claims/?tab=free"]}

    def asked():
        found = {}
        for name, pages in urls.items():
            for url in pages:
                page(client, world, name, url)
                with CaptureQueriesContext(connection) as queries:
                    client.get(url)
                found[url] = len(queries)
        return found

    few = asked()
    for _ in range(3):
        pressed.visited(world)
        world.working()
    many = asked()
    assert many == few
    assert max(many.values()) <= 9, many
