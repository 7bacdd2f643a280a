"""Calendar links: valid iCalendar, stable entries, dead once stopped or once the right is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from members.duties import calendar as duty_calendar
from members.models import Post
from tests import stationed
from tests import world as w
from weijianyi.workflow import perform


@pytest.fixture
def world(db):
    return w.build()


def entries(client, feed):
    answer = client.get(f"/duty/calendar/{feed.secret}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    book = Calendar.from_ical(answer.content)
    assert not book.errors
    assert (book["VERSION"], bool(book["PRODID"])) == ("2.0", True)
    assert b"\r\n" in answer.content
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    return list(book.walk("VEVENT"))


def test_a_phone_reads_the_own_duties_without_signing_in(client, world):
    duty = stationed.duty(world, topic="医保咨询；请带 2 份材料")
    stationed.duty(world, 4, "member2")
    (entry,) = entries(client, stationed.feed(world))
    assert entry["UID"].startswith(f"duty-{duty.slug}@")
    assert str(entry["SUMMARY"]) == "值班：西流湾委员工作室"
    assert entry.decoded("DTSTART") == duty.moment(duty.starts)
    assert entry.decoded("DTSTART") < entry.decoded("DTEND")
    assert (entry["STATUS"], int(entry["SEQUENCE"])) == ("CONFIRMED", 0)


def test_a_swap_moves_the_entry_and_a_cancelled_one_says_so(client, world):
    swap = stationed.asked(world)
    perform(swap, "agree", actor=world["member2"])
    assert entries(client, stationed.feed(world)) == []
    (entry,) = entries(client, stationed.feed(world, "member2"))
    assert int(entry["SEQUENCE"]) == 1
    perform(stationed.duty(world, 7, "member2"), "cancel", actor=world["liaison"], reason="停电")
    assert [e["STATUS"] for e in entries(client, stationed.feed(world, "member2"))] == [
        "CONFIRMED",
        "CANCELLED",
    ]


def test_the_studio_s_feed_holds_everybody_and_the_gaps(client, world):
    stationed.duty(world)
    stationed.duty(world, 4, member=None)
    found = entries(client, stationed.feed(world, "liaison", stationed.studio(world)))
    assert [str(e["SUMMARY"]) for e in found] == ["值班：member", "值班：缺人"]


def test_a_stopped_link_a_wrong_one_and_one_whose_issuer_has_left_are_alike(client, world):
    feed = stationed.feed(world)
    url = f"/duty/calendar/{feed.secret}.ics"
    assert client.get(url).status_code == 200
    client.force_login(world["member"].user)
    client.post("/duty/feed/", {"stop": "1"})
    client.logout()
    assert client.get(url).status_code == 404
    assert client.get("/duty/calendar/nonsense.ics").status_code == 404
    again = stationed.feed(world)
    assert again.secret != feed.secret
    Post.objects.filter(pk=world["member"].post.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert client.get(f"/duty/calendar/{again.secret}.ics").status_code == 404


def test_opening_twice_gives_the_same_link(world):
    assert duty_calendar.open_feed(world["member"].post) == duty_calendar.open_feed(world["member"].post)
