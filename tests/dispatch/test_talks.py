"""三方会谈: after the last round proposer, unit and office sit down together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.models import Assignment
from tests import proposals as p
from tests import world as w
from tests.dispatch.test_proposal_handling import page, send
from weijianyi import rulebook
from weijianyi.clock.models import Deadline
from weijianyi.clock.templatetags.clock import cn_date
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def test_dissatisfied_after_the_last_round_leads_to_a_talk_of_three(world, client):
    desk = p.released(world)
    for _ in range(2):
        desk = perform(desk, "rate", actor=world["member"], work="satisfied", result="dissatisfied",
                       comment="只建了一处，远远不够用。")  # fmt: skip
        if desk.rounds_left:
            desk = perform(desk, "grant_redo", actor=world["staff"])
            assert Deadline.objects.running().of(desk).get(code="handle").value == 30
            desk = p.contacted(world, desk)
            desk = perform(send(world, desk), "sign_reply", actor=world["unitlead"])
            desk = perform(desk, "pass_check", actor=world["supervisor"])
    perform(desk, "close", actor=w.SYSTEM_ACTOR)
    assert Assignment.objects.get(pk=desk.pk).supervisions.get().reason == "dissatisfied"
    for who in ("member", "staff"):
        assert "转三方会谈" in page(client, world, who, desk.item.get_absolute_url())
    assert "三方会谈" not in page(client, world, "member2", desk.item.get_absolute_url())
    the_talk_is_fixed_and_held(world, client, desk.item)


def the_talk_is_fixed_and_held(world, client, item):
    """By the office or the unit; the form knows the three parties, the page says the day and afterwards that it was."""
    address = f"/meetings/new/?item={item.slug}&kind=three_party"
    for who in ("staff", "handler"):
        assert address.replace("&", "&amp;") in page(client, world, who, item.get_absolute_url())
    assert address.replace("&", "&amp;") not in page(client, world, "member", item.get_absolute_url())
    client.force_login(world["staff"].user)
    form = client.get(address).context["form"]
    assert form["kind"].value() == "three_party"
    units = {line.partition("，")[2] for line in form["participants"].value().splitlines()}
    assert units == {"提案人", "城管局", world.city.short_name}
    fixed = timezone.localdate() + timedelta(days=3)
    known = {name: form[name].value() for name in ("kind", "title", "participants")}
    typed = known | {"form": rulebook.entry(world.city, "meeting_form", "forum").pk, "held_on": str(fixed)}
    assert client.post(address, typed).status_code == 302
    for who in ("member", "staff"):
        shown = page(client, world, who, item.get_absolute_url())
        assert f"定于{cn_date(fixed)}召开三方会谈" in shown
        assert address.replace("&", "&amp;") not in shown
    item.meetings.update(minutes="单位答应年内再建两处。")
    assert f"{cn_date(fixed)}已召开三方会谈" in page(client, world, "member", item.get_absolute_url())
