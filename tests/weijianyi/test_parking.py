"""Whatever form was sent after the session had ended, its text is there after the sign-in and can be sent on."""

import re

import pytest
from django.conf import settings
from django.utils.html import escape

from dispatch.models import Contact, Rating, Reply
from suggestions.models import Review
from tests import world as w
from tests.dispatch.test_reply import reply_facts

pytestmark = pytest.mark.django_db
TEXT = "写了半个小时、不能丢的话𠮷<b>。"


@pytest.fixture
def world():
    return w.build()


def contact(world):
    desk = world.working()
    facts = {"stage": "before", "held_on": "2026-01-05", "people": "王某"}
    return "handler", desk, f"/desks/{desk.slug}/act/record_contact/", facts | {"summary": TEXT}


def reply(world):
    desk = world.working()
    desk = world.contact(desk)
    return (
        "handler",
        desk,
        f"/desks/{desk.slug}/act/send_for_signature/",
        reply_facts(world) | {"facts": TEXT * 3},
    )


def draft(world):
    desk = world.working()
    return "handler", desk, f"/desks/{desk.slug}/reply/save/", {"facts": TEXT}


def rating(world):
    desk = world.released()
    facts = {"work": "satisfied", "result": "mostly", "comment": TEXT}
    return "member", desk, f"/desks/{desk.slug}/rate/", facts


def review(world):
    item = world.submitted()
    return "staff", item, f"/review/{item.slug}/send_back/", {"opinion": TEXT}


def step(world):
    desk = world.working()
    return "handler", desk, f"/steps/desk/{desk.slug}/ask_extension/", {"reason": TEXT, "until": "2026-01-05"}


@pytest.mark.parametrize("form", [contact, reply, draft, rating, review, step])
def test_text_of_every_form_waits_through_the_sign_in(client, world, form):
    who, subject, url, facts = form(world)
    frame = {"post": str(world[who].post.pk), "version": str(subject.version), "key": "k" * 32}
    client.force_login(world[who].user)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert (
        "/login/"
        in client.post(url, facts | frame, headers={"Referer": "http://testserver/desks/"})["Location"]
    )
    assert TEXT not in str(list(Contact.objects.values()) + list(Reply.objects.values()))

    client.login(username=world[who].user.username, password="demo")
    for back in (url, "/desks/"):
        page = client.get(back).content.decode()
        assert "登录前填写的内容还在" in page
        assert page.count(escape(TEXT)) >= 2, "to read, and to send on"
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert "password" not in kept
    assert {name: kept[name] for name in ("post", "version")} == {n: frame[n] for n in ("post", "version")}
    answer = client.post(url, facts | frame)
    assert answer.status_code in (200, 302, 422)
    assert "登录前填写的内容还在" not in client.get(url, follow=True).content.decode()


def test_sent_on_it_is_stored(client, world):
    who, desk, url, facts = rating(world)
    client.post(url, facts | {"post": world[who].post.pk, "version": desk.version, "password": "geheim"})
    assert "geheim" not in str(dict(client.session))
    client.post("/login/", {"username": "member", "password": "demo"})
    page = client.get(url).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    fields = {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in fields.items()}
    assert client.post(url, fields).status_code == 302
    assert Rating.objects.filter(comment=TEXT).count() == 2


def test_another_person_never_sees_it_and_its_writer_may_drop_it(client, world):
    who, item, url, facts = review(world)
    client.post(url, facts | {"post": world[who].post.pk, "version": item.version})
    client.login(username="staff2", password="demo")
    assert TEXT not in client.get(url).content.decode()
    client.logout()
    client.post(url, facts | {"post": world[who].post.pk, "version": item.version})
    client.login(username="staff", password="demo")
    assert "登录前填写的内容还在" in client.get(url).content.decode()
    assert client.post("/parked/drop/", {"back": url})["Location"] == url
    assert "登录前填写的内容还在" not in client.get(url).content.decode()
    assert client.post("/parked/drop/", {"back": "https://elsewhere.example/"})["Location"] == "/"
    assert not Review.objects.exists()


def test_a_mere_button_leaves_nothing_behind(client, world):
    desk = world.dispatched()
    client.post(f"/desks/{desk.slug}/act/sign/", {"post": world["handler"].post.pk, "version": desk.version})
    assert "parked" not in client.session
