"""Extra fields in a form (state, organisation, number, whose, when) change nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Assignment, Rating, Reply
from members.models import User
from suggestions.models import Authorship, Item
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event

pytestmark = pytest.mark.django_db
FORGED = {
    "state": "closed", "organisation": "1", "organisation_id": "1", "number": "999", "number_year": "1999",
    "slug": "aaaaaaaaaaaa", "kind": "report", "case": "1", "voided_at": "2026-01-01", "entered_by": "1",
    "holder": "别人", "reviewed_at": "2026-01-01", "accepted_at": "2026-01-01", "round": "7", "item": "1",
    "department": "1", "signed_by": "1", "signed_at": "2026-01-01", "released_at": "2026-01-01",
    "sent_at": "2026-01-01",
    "drafted_by": "1", "reply": "1", "entered_from": "伪造", "channel": "paper", "occurred_at": "2020-01-01",
    "actor": "1", "user": "1", "at": "2020-01-01", "act": "1", "state_id": "1", "holder_officer": "1",
    "first": "1", "member_id": "1", "search_grams": "x", "submitted_at": "2020-01-01", "complexity": "urgent",
}  # fmt: skip


@pytest.fixture
def world():
    built = w.build()
    User.objects.update(welcomed_at=timezone.now())
    return built


@pytest.fixture
def enter(world, client):
    def sign_in(name):
        client.force_login(world[name].user)
        return client

    return sign_in


def kept(row, but=()):
    """All columns of a row, but those the form itself may change."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in but}


def test_extra_fields_of_the_form_of_an_item_change_nothing(world, enter):
    draft, other = world.draft(), world.submitted("member2")
    mine = (
        "title",
        "saved_at",
        "version",
        "search_grams",
        "found_via",
        "wished_unit",
        "place",
        "district",
        "closed_reason",
    )
    before, others = kept(draft, mine), kept(Item.objects.get(pk=other.pk))
    typed = {
        "title": "换一个标题", "situation": draft.situation, "advice": draft.advice, "open_consent": "yes",
        "category": str(rulebook.entry(None, "category", "city").pk), "version": draft.version,
        "draft": other.slug, "author": world["member2"].post.member_id, "member": world["member2"].post.member_id,
    }  # fmt: skip
    client = enter("member")
    client.post(f"/items/{draft.slug}/edit/", FORGED | typed)
    client.post(f"/items/{draft.slug}/autosave/", FORGED | typed)
    draft = Item.objects.get(pk=draft.pk)
    assert draft.title == "换一个标题"
    assert kept(draft, mine) == before
    assert kept(Item.objects.get(pk=other.pk)) == others
    assert set(Authorship.objects.filter(item=draft).values_list("member", flat=True)) == {
        world["member"].post.member_id
    }


def test_a_new_item_belongs_to_its_writer_whatever_the_form_says(world, enter):
    other = world.submitted("member2")
    before = kept(Item.objects.get(pk=other.pk))
    typed = {"title": "新写的一件", "situation": "情况", "advice": "建议", "draft": other.slug,
             "member": world["member2"].post.member_id}  # fmt: skip
    enter("member").post("/items/new/suggestion/", FORGED | typed)
    made = Item.objects.get(title="新写的一件")
    assert (made.state, made.kind, made.organisation, made.number, made.entered_by, made.voided_at) == (
        "draft", "suggestion", world.city, None, None, None,
    )  # fmt: skip
    assert made.first_author.member == world["member"].post.member
    assert kept(Item.objects.get(pk=other.pk)) == before


def test_extra_fields_of_a_reply_change_nothing(world, enter):
    desk, other = world.working(), world.working()
    mine = ("facts", "measures", "saved_at")
    client = enter("handler")
    client.post(f"/desks/{desk.slug}/reply/save/", {"facts": "先写的", "measures": ""})
    row = Reply.objects.get(desk=desk)
    before, desks = kept(row, mine), [kept(d) for d in Assignment.objects.order_by("pk")]
    client.post(f"/desks/{desk.slug}/reply/save/", FORGED | {"facts": "伪造的", "desk": other.pk, "id": "99"})
    row.refresh_from_db()
    assert row.facts == "伪造的"
    assert kept(row, mine) == before
    assert [kept(d) for d in Assignment.objects.order_by("pk")] == desks
    assert not Reply.objects.filter(desk=other).exists()


def test_extra_fields_of_a_rating_change_nothing(world, enter):
    desk = world.released()
    other = Authorship.objects.create(
        item=desk.item, member=world["member2"].post.member, name="member2", order=1, signed_at=timezone.now()
    )
    client = enter("member")
    session = client.session
    session["proved"] = timezone.now().timestamp()
    session.save()
    typed = {
        "work": "satisfied",
        "result": "satisfied",
        "authorship": other.pk,
        "happened_at": "2020-01-01T00:00",
    }
    answer = client.post(reverse("desk-rate", args=[desk.slug]), FORGED | typed | {"grade": "dissatisfied"})
    assert answer.status_code == 302
    for rating in Rating.objects.all():
        assert rating.authorship.member == world["member"].post.member
        assert (rating.channel, rating.grade, rating.voided_at) == ("online", "satisfied", None)
        assert rating.reply.desk == desk
        assert rating.occurred_at.date() == timezone.now().date()
    assert Rating.objects.count() == 2
    assert Event.objects.filter(step="rate").get().user == world["member"].user


def test_nobody_sets_the_version_of_others(world, enter):
    """A version from the future is as stale as one from the past."""
    desk = world.dispatched()
    client = enter("handler")
    for version in (desk.version + 1, desk.version - 1, "x"):
        assert client.post(f"/desks/{desk.slug}/act/sign/", {"version": version}).status_code == 409
    assert Assignment.objects.get(pk=desk.pk).version == desk.version
