"""What a member's phone loads the first time: page, styles, scripts and pictures of each page, compressed."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests import world as w

pytestmark = pytest.mark.django_db
MOST = 60 * 1024
LINKED = re.compile(rf'(?:href|src)="{settings.STATIC_URL}([^"?#]+\.(?:css|js|svg))')
PAGES = ["home", "write", "item"]


@pytest.fixture
def addresses(client):
    world = w.build()
    desk = world.released()
    for number in range(5):
        world.submitted(title=f"第{number}条建议")
    client.force_login(world["member"].user)
    return {
        "home": reverse("home"),
        "write": reverse("item-new", args=["suggestion"]),
        "item": reverse("item-detail", args=[desk.item.slug]),
    }


def weights(client, address):
    """{file: compressed bytes} of the page itself and of every file of ours its HTML names."""
    answer = client.get(address)
    assert answer.status_code == 200
    names = set(LINKED.findall(answer.content.decode()))
    files = {name: compressed(Path(finders.find(name)).read_bytes()) for name in names}
    return {address: compressed(answer.content)} | files


def compressed(content):
    return len(gzip.compress(content, 9, mtime=0))


@pytest.mark.parametrize("name", PAGES)
def test_the_first_load_is_at_most_60_kb(client, addresses, name):
    found = weights(client, addresses[name])
    assert {"app.css", "app.js", "logo.svg", "icons.svg"} <= found.keys(), "the pattern finds what pages link"
    assert sum(found.values()) <= MOST, found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_nothing_of_other_sites(client, addresses, name):
    html = client.get(addresses[name]).content.decode()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', html)
