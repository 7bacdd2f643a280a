"""A member who has left reads what was handed in under the own name and the own file of service; does nothing more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Assignment
from dispatch.people import directory
from members.hats import held_posts, recall
from members.models import Member, Post
from members.states import FORMER, Role
from suggestions.models import Item
from tests import proposals, scored, stationed, world
from tests.weijianyi.files.making import photo
from weijianyi.files.keeping import attach

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def w():
    return world.build()


def gone(w, name="member", days=1):
    """Left by the office's hand, `days` ago."""
    directory.leave(w["staff"], w[name].post.member, TODAY - timedelta(days=days))
    found = Client()
    found.force_login(w[name].user)
    return found


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_own_matters_stay_readable_with_progress_reply_and_letter(w):
    desk = w.working()
    evidence = attach(desk, photo(), kind="photo", actor=w["handler"], purpose="after")
    desk = w.released(desk)
    client = gone(w)
    assert "任期已经结束" in text(client.get("/"))
    assert desk.item.title in text(client.get(reverse("item-list")))
    page = text(client.get(desk.item.get_absolute_url()))
    assert "当日修剪伸入阳台的枝条" in page
    assert desk.item.situation in page
    assert client.get(reverse("files-view", args=[evidence.slug])).status_code == 200
    assert client.get(reverse("export-now", args=["mine"])).status_code == 200


def test_the_letters_to_the_author_of_a_proposal(w):
    desk = proposals.released(w)
    address = reverse("item-letter", args=[desk.slug, "reply_letter"])
    assert gone(w).get(address).status_code == 200
    assert gone(w, "member2").get(address).status_code == 404


def test_no_step_is_offered_and_no_address_writes(w):
    desk = w.released()
    client = gone(w)
    page = text(client.get(desk.item.get_absolute_url()))
    for words in ("作评价", "撤回", "申请领办", "请您评价"):
        assert words not in page
    for address in (
        reverse("step", args=["desk", desk.slug, "rate"]), reverse("item-new", args=["suggestion"]),
        reverse("score-objection-new"),
    ):  # fmt: skip
        assert client.post(address).status_code in (403, 404), address
    assert "提异议" not in text(client.get(reverse("my-scores")))


def test_nothing_of_others_and_no_drafts(w):
    draft, others = w.draft(), w.dispatched(w.submitted("member2"))
    client = gone(w)
    former = recall(w["member"].user.pk, w["member"].post.pk)
    assert former.post.role == FORMER
    assert not Item.objects.visible_to(former).exists()
    assert not Assignment.objects.visible_to(former).exists()
    for item in (draft, others.item):
        assert client.get(item.get_absolute_url()).status_code == 404
    for name in ("case-list", "member-list", "my-contacts", "duty-mine", "opinion-list", "cosign-list"):
        assert client.get(reverse(name)).status_code in (403, 404), name


def test_the_file_of_service_and_the_certificate_of_each_year(w):
    scored.in_force(w)
    scored.record(w, title="视察养老服务")
    client = gone(w)
    assert "视察养老服务" in text(client.get(reverse("my-scores")))
    paper = client.get(reverse("my-certificate"))
    assert paper.status_code == 200
    assert b"".join(paper.streaming_content if paper.streaming else [paper.content])[:2] == b"PK"


def test_the_hat_begins_the_day_after_the_last_and_only_when_the_seat_has_ended(w):
    client = gone(w, days=0)
    assert [p.role for p in held_posts(w["member"].user)] == [Role.MEMBER]
    assert client.get(reverse("item-start")).status_code == 302
    Post.objects.filter(pk=w["member2"].post.pk).update(valid_to=TODAY - timedelta(days=1))
    assert held_posts(w["member2"].user) == []  # the post was taken away, the seat has not ended


def test_an_imported_end_of_the_seat_counts_like_one_by_hand_and_the_row_stays_a_members_post(w):
    w.left("member")
    found = held_posts(w["member"].user)
    assert [p.role for p in found] == [FORMER]
    assert Post.objects.get(pk=found[0].pk).role == Role.MEMBER


def test_whoever_holds_another_post_begins_with_that_and_can_change_over(w):
    other = Post.objects.create(
        user=w["member"].user, organisation=w.city, role=Role.LIAISON, valid_from=world.START
    )
    client = gone(w)
    assert [p.pk for p in held_posts(w["member"].user)] == [other.pk, w["member"].post.pk]
    assert "离任委员" in text(client.get("/"))
    client.post(reverse("hat-switch"), {"post": w["member"].post.pk})
    assert "任期已经结束" in text(client.get("/"))


def test_the_calendar_on_the_phone_ends_with_the_seat(w, client):
    address = f"/duty/calendar/{stationed.feed(w).secret}.ics"
    assert client.get(address).status_code == 200
    w.left("member")
    assert client.get(address).status_code == 404


def test_a_disabled_organisation_shows_its_past_members_nothing(w):
    w.left("member")
    w.city.active = False
    w.city.save()
    assert held_posts(w["member"].user) == []


def test_the_office_reads_beforehand_what_the_person_keeps(w):
    told = " ".join(directory.what_leaving_does(Member.objects.get(pk=w["member"].post.member_id), TODAY))
    assert "只能查看自己提交过的事项和履职档案" in told
