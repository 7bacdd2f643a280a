"""包联: a leader and a group; a visit entered wrongly is void and stays; the patronage ends, its visits stay."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.people import groups
from members.models import Collective, Patronage
from tests import stationed
from tests import world as w
from weijianyi.audit.models import Event

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def city():
    return w.build()


def patronage(city, **fields):
    group = Collective.objects.create(organisation=city.city, kind="sgroup", name="一组")
    return Patronage.objects.create(leader=city["leader"].post, collective=group, **fields)


def test_a_visit_entered_wrongly_is_void_with_a_reason_and_stays_in_the_record(client, city):
    row = patronage(city)
    wrong = groups.visit(city["staff"], row, TODAY, "去错了组")
    groups.visit(city["leader"], row, TODAY, "听取意见")
    address, listed = reverse("patron-visit-void", args=[wrong.pk]), reverse("patronage-list")
    client.force_login(city["member"].user)
    assert client.post(address, {"reason": "x"}).status_code == 403
    client.force_login(city["leader"].user)
    page = client.post(address, {"reason": ""})
    assert page.status_code == 422
    assert "去错了组" in page.content.decode()
    client.post(address, {"reason": "那天去的是二组"})
    page = client.get(listed).content.decode()
    assert "走访 1 次" in page
    assert "<del>" in page
    assert "那天去的是二组" in page
    assert client.post(address, {"reason": "再来一次"}).status_code == 409
    wrong.refresh_from_db()
    assert (wrong.void_reason, wrong.voided_by) == ("那天去的是二组", city["leader"].post)
    told = Event.objects.get(step="void_visit")
    assert told.data == {"visit": wrong.pk}  # what people wrote is in no event


def test_the_studio_names_the_leader_who_looks_after_it(client, city):
    studio = stationed.studio(city)
    client.force_login(city["member"].user)
    assert "包联领导" not in client.get(studio.get_absolute_url()).content.decode()
    row = Patronage.objects.create(leader=city["leader"].post, studio=studio)
    assert "包联领导" in client.get(studio.get_absolute_url()).content.decode()
    groups.end_patronage(city["staff"], row)
    Patronage.objects.update(valid_from=TODAY - timedelta(days=9), valid_to=TODAY - timedelta(days=1))
    assert "包联领导" not in client.get(studio.get_absolute_url()).content.decode()


def test_a_patronage_ends_today_its_visits_stay_and_no_further_one_is_entered(client, city):
    row = patronage(city, valid_from=TODAY - timedelta(days=90))
    groups.visit(city["leader"], row, TODAY, "听取意见")
    client.force_login(city["leader"].user)
    assert client.post(reverse("patronage-end", args=[row.pk])).status_code == 403
    client.force_login(city["staff"].user)
    assert client.post(reverse("patronage-end", args=[row.pk])).status_code == 302
    assert client.post(reverse("patronage-end", args=[row.pk])).status_code == 409
    row.refresh_from_db()
    assert row.valid_to == TODAY
    Patronage.objects.update(valid_to=TODAY - timedelta(days=1))
    assert client.get(reverse("patron-visit", args=[row.pk])).status_code == 409
    assert "听取意见" in client.get(reverse("patronage-list")).content.decode()
