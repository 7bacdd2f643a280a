"""The inbox: unread first, one row per matter; looking changes nothing, opening does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import world as w
from weijianyi.notices import inbox
from weijianyi.notices.models import Notice
from weijianyi.work import outbox
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def client(world):
    return signed_in(world, "member")


def signed_in(world, name):
    client = Client()
    client.force_login(world[name].user)
    return client


def told(world, title="修剪西外街家属区旁大树"):
    """One matter about which the author has a message."""
    item = perform(world.submitted(title=title), "send_back", actor=world["staff"], opinion="请写明几号楼")
    outbox.empty()
    return item


def told_again(world, item):
    """The office sends it back a second time."""
    item = perform(item, "submit", actor=world["member"], declared=True)
    item = perform(item, "send_back", actor=world["staff"], opinion="还差照片")
    outbox.empty()
    return item


def unread(world, name="member"):
    return inbox.unread_count(world[name].user)


def page(client, query=""):
    return client.get(reverse("inbox") + query).content.decode()


def test_an_empty_inbox_says_so(client):
    assert "没有新消息" in page(client)


def test_looking_at_the_inbox_changes_nothing(world, client):
    told(world)
    before = list(Notice.objects.values())
    assert "请补充：“修剪西外街家属区旁大树”" in page(client)
    assert list(Notice.objects.values()) == before
    assert unread(world) == 1


@pytest.mark.parametrize("name", ["inbox-open", "inbox-read-all"])
def test_reading_is_a_post(world, client, name):
    told(world)
    args = [Notice.objects.get().pk] if name == "inbox-open" else []
    assert client.get(reverse(name, args=args)).status_code == 405
    assert unread(world) == 1


def test_opening_reads_the_whole_matter_and_leads_there(world, client):
    item = told(world)
    other = told(world, "路灯不亮")
    later = Notice.objects.latest("pk")
    Notice.objects.create(
        **{f.attname: getattr(later, f.attname) for f in Notice._meta.fields if f.attname != "id"}
        | {"event_id": None, "key": "reminder:1"}
    )
    assert unread(world) == 3
    answer = client.post(reverse("inbox-open", args=[later.pk]))
    assert (answer.status_code, answer["Location"]) == (302, other.get_absolute_url())
    assert unread(world) == 1
    assert Notice.objects.for_user(world["member"].user).unread().get().thread == item.thread


def test_who_acts_on_a_matter_has_read_what_waited_there(world, client):
    item = told(world)
    perform(item, "submit", actor=world["member"], declared=True)
    outbox.empty()
    assert unread(world) == 0


def test_messages_of_others_are_not_there(world):
    told(world)
    notice = Notice.objects.get()
    assert signed_in(world, "member2").post(reverse("inbox-open", args=[notice.pk])).status_code == 404
    assert "没有新消息" in page(signed_in(world, "staff"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_with_the_post_its_messages_are_gone(world):
    told(world)
    post = world["member"].post
    post.valid_to = timezone.localdate() - timedelta(days=1)
    post.save()
    assert unread(world) == 0


def test_opening_a_message_of_another_post_changes_the_hat(world):
    told(world)
    head = world["head"].post
    head.user, head.valid_from = world["member"].user, w.START
    head.save()
    client = signed_in(world, "member")
    client.post(reverse("hat-switch"), {"post": head.pk, "password": "demo"})
    client.post(reverse("inbox-open", args=[Notice.objects.get().pk]))
    assert client.session["post"] == world["member"].post.pk
    assert "云江政协·委员" in page(client)


def test_a_matter_is_one_row_with_all_that_is_unread(world, client):
    item = told(world)
    Notice.objects.filter(thread=item.thread).update(read_at=None)
    told_again(world, item)
    Notice.objects.update(read_at=None)
    rows, _ = inbox.page_of(world["member"].user)
    assert [(row["unread"], len(row["more"])) for row in rows] == [(2, 1)]
    assert page(client).count('<form method="post" action="/inbox/') == 2, "the row, and read all"


def test_unread_matters_come_first_and_pages_follow_without_gaps(world, client, monkeypatch):
    items = [told(world, f"第{n}件") for n in range(7)]
    Notice.objects.filter(thread__in=[items[6].thread, items[1].thread]).update(read_at=timezone.now())
    monkeypatch.setattr(inbox, "PAGE", 3)
    seen, after = [], None
    for _ in range(3):
        rows, following = inbox.page_of(world["member"].user, after=after)
        seen += [row["head"].thread for row in rows]
        after = inbox.cursor(following)
    assert seen == [items[n].thread for n in (5, 4, 3, 2, 0, 6, 1)]
    assert after is None
    rows, _ = inbox.page_of(world["member"].user, unread_only=True)
    assert [row["head"].thread for row in rows] == seen[:3]


@pytest.mark.parametrize("text", ["", "x", "2-1", "1-", "1--5", "1-" + "9" * 40, "1-3x"])
def test_a_spoilt_page_address_shows_the_first_page(world, client, text):
    told(world)
    assert "修剪西外街" in page(client, f"?after={text}")


def test_the_filter_stands_in_the_address(world, client):
    told(world)
    client.post(reverse("inbox-open", args=[Notice.objects.get().pk]))
    assert "没有新消息" in page(client, "?show=unread")
    assert "修剪西外街" in page(client)


def test_read_all_spares_what_arrived_after_the_page_was_shown(world, client):
    told(world)
    shown = Notice.objects.get().pk
    told(world, "路灯不亮")
    client.post(reverse("inbox-read-all"), {"until": shown})
    assert Notice.objects.for_user(world["member"].user).unread().get().title == "请补充：“路灯不亮”"


def test_the_badge_costs_one_statement_and_the_page_a_fixed_number(
    world, client, django_assert_num_queries, django_assert_max_num_queries
):
    for n in range(6):
        told(world, f"第{n}件")
    page(client)  # the session learns its device
    with django_assert_num_queries(1):
        assert unread(world) == 6
    with django_assert_max_num_queries(10):
        page(client)


def test_texts_are_escaped_on_the_page(world, client):
    told(world, "<b>大树</b>&")
    assert "&lt;b&gt;大树&lt;/b&gt;&amp;" in page(client)
