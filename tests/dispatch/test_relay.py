"""The relay office: its own desk and clock, then the departments get theirs."""

import pytest

from tests import world as w
from tests.dispatch.test_reply import act, again

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def desks(world):
    lead = world.dispatched(relay=world.departments["电政办"])
    return lead, lead.item.desks.get(role="relay")


def test_the_department_gets_its_desk_when_the_relay_passes_it_on(world, desks, client):
    lead, relay = desks
    client.force_login(world["handler"].user)
    assert client.get(lead.get_absolute_url()).status_code == 404
    client.force_login(world["relay"].user)
    page = client.get("/desks/").content.decode()
    assert "转交" in page
    assert "城管局" in client.get(relay.get_absolute_url()).content.decode()
    assert act(client, relay, "forward", next="/desks/")["Location"] == "/desks/"
    assert (again(relay).state, again(lead).state) == ("done", "offered")
    assert "上次转交" in client.get("/desks/").content.decode()
    assert client.get(relay.get_absolute_url()).status_code == 200
    client.force_login(world["handler"].user)
    assert client.get(lead.get_absolute_url()).status_code == 200


def test_passing_on_twice_has_one_effect(world, desks, client):
    lead, relay = desks
    client.force_login(world["relay"].user)
    seen = again(relay).version
    for _ in range(2):
        assert act(client, relay, "forward", version=seen, key="once").status_code == 302
    assert act(client, relay, "forward").status_code == 409
    assert lead.item.desks.count() == 2


def test_nobody_else_passes_it_on(world, desks, client):
    _, relay = desks
    for who, status in (("handler", 404), ("staff", 403), ("leader", 403)):
        client.force_login(world[who].user)
        assert act(client, relay, "forward").status_code == status
    assert again(relay).state == "offered"


def test_the_relay_signs_for_no_department(world, desks, client):
    lead, relay = desks
    client.force_login(world["relay"].user)
    assert client.get(lead.get_absolute_url()).status_code == 404
    assert act(client, relay, "sign").status_code == 403
