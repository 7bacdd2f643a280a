"""Plain records are not written over: whoever was slower hears it, sees what was typed, and nothing is lost."""

import re

import pytest
from django.urls import reverse

from suggestions.models import Research, TopicCall, UpperProposal
from tests import keyed
from tests import rounds_proposals as made
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def research(world):
    row = made.research(world, world.collective_draft())
    facts = {"form": row.form_id, "held_on": "2026-01-05", "finding": "我写的情况。"}
    return "operator", row, reverse("research-edit", args=[row.slug]), facts, Research, {"place": "别处"}


def call(world):
    row = made.call(world)
    facts = {"title": "我改的标题", "opens_on": "2026-01-05", "closes_on": "2026-02-05", "note": "我写的说明"}
    return "staff", row, reverse("topic-call-edit", args=[row.pk]), facts, TopicCall, {"title": "别人改的"}


def upper(world):
    row = made.upper(world)
    facts = {"name": "我改的"}
    return "staff", row, reverse("upper-edit", args=[row.pk]), facts, UpperProposal, {"name": "别人改的"}


def session(world):
    row = world.city.sessions.get()
    facts = {"term": 9}
    return "admin", row, reverse("session-edit", args=[row.pk]), facts, type(row), {"meeting": 3}


def meeting(world):
    row = keyed.met(world)
    facts = {"kind": "consultation", "form": row.form_id, "held_on": "2026-01-05", "minutes": "我写的纪要"}
    return "staff", row, reverse("meeting-edit", args=[row.slug]), facts, type(row), {"place": "别处"}


@pytest.mark.parametrize("case", [research, call, upper, session, meeting])
def test_whoever_was_slower_writes_nothing_over(client, world, case):
    who, row, url, facts, model, change = case(world)
    client.force_login(world[who].user)
    page = client.get(url).content.decode()
    version = re.search(r'name="version" value="(\w{16})"', page).group(1)
    model.objects.filter(pk=row.pk).update(**change)
    post = {"post": world[who].post.pk, "version": version}
    answer = client.post(url, facts | post)
    assert answer.status_code == 409
    assert "刚刚有人改过" in answer.content.decode()
    if case is research:
        assert "我写的情况。" in answer.content.decode()
    stored = model.objects.filter(pk=row.pk, **change)
    assert stored.exists(), "what the other one wrote stands"
    fresh = re.search(r'name="version" value="(\w{16})"', client.get(url).content.decode()).group(1)
    assert client.post(url, facts | post | {"version": fresh}).status_code in (302, 422)
