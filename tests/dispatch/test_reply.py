"""The reply: contact, draft, signature, release; what is refused and what stays typed."""

import pytest
from django.utils import timezone

from dispatch.models import Assignment, Contact, Reply
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def act(client, desk, name, **data):
    return client.post(f"/desks/{desk.slug}/act/{name}/", {"version": again(desk).version, **data})


def again(desk):
    return Assignment.objects.get(pk=desk.pk)


def contact_facts(world):
    form = rulebook.entry(world.city, "contact_form", "phone")
    return {"stage": "before", "form": form.pk, "held_on": timezone.localdate(), "summary": "约定现场查看"}


def reply_facts(world, **fields):
    facts = world.reply() | fields
    return {k: getattr(v, "pk", v) for k, v in facts.items()}


def test_from_the_list_to_the_member(world, client):
    desk = world.dispatched()
    client.force_login(world["handler"].user)
    assert client.get("/desks/").status_code == 200
    assert act(client, desk, "sign").status_code == 302
    assert act(client, desk, "record_contact", **contact_facts(world)).status_code == 302
    answer = act(client, desk, "send_for_signature", **reply_facts(world))
    assert answer.status_code == 302
    assert again(desk).state == "signing"
    client.force_login(world["unitlead"].user)
    page = client.get(desk.get_absolute_url()).content.decode()
    assert "当日修剪伸入阳台的枝条" in page
    assert act(client, desk, "sign_reply").status_code == 302
    assert again(desk).state == "released"
    page = client.get(desk.get_absolute_url()).content.decode()
    assert "签发" in page
    assert client.get("/desks/answered/").status_code == 200
