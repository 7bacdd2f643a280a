"""The unit's list and the page of a desk: who sees what, in which order, at what price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dispatch.models import Assignment
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def enter(world, client):
    """Sign in as somebody of the city."""

    def sign_in(name):
        client.force_login(world[name].user)
        return client

    return sign_in


def again(desk):
    return Assignment.objects.get(pk=desk.pk)


def test_list_to_release(world, enter):
    desk = world.dispatched()
    client = enter("handler")
    page = client.get("/desks/").content.decode()
    assert desk.item.title in page
    answer = client.get(desk.get_absolute_url())
    assert "签收" in answer.content.decode()
