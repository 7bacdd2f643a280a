"""委员名册 as a Word file: what the list shows, by sector, without a phone; for the readers of the directory."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.views import people
from members.models import Collective, Member, User
from tests import world
from tests.lettered import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    made = world.build()
    User.objects.update(welcomed_at=timezone.now())
    Member.objects.filter(pk=made["member"].post.member_id).update(phone="13700001234", employer="市一中教师")
    return made


@pytest.fixture
def paper(w, client):
    client.force_login(w["leader"].user)

    def read(**chosen):
        answer = client.get(reverse("member-roster"), chosen)
        assert answer.status_code == 200
        return said(b"".join(answer.streaming_content))

    return read


def test_every_present_member_stands_in_it_and_no_phone(w, paper):
    text = paper()
    present = Member.objects.filter(organisation=w.city, valid_to=None)
    assert all(member.name in text for member in present)
    assert f"共 {present.count()} 人" in text
    assert "市一中教师" in text
    assert "13700001234" not in text


def test_it_follows_the_filters_of_the_list_and_says_so(w, paper):
    member, other = w["member"].post.member, w["member2"].post.member
    sector = Collective.objects.create(organisation=w.city, kind="sector", name="独一界")
    Member.objects.filter(pk=member.pk).update(sector=sector)
    text = paper(sector=sector.pk)
    assert "范围：界别 独一界；共 1 人" in text
    assert other.name not in text
    w.left("member")
    assert "独一界" not in paper()
    assert "情况 已离任；共 1 人" in paper(state="left")


def test_the_list_leads_to_it_with_its_filters(w, client):
    client.force_login(w["staff"].user)
    page = client.get(reverse("member-list"), {"state": "all"}).content.decode()
    assert f"{reverse('member-roster')}?state=all" in page


def test_too_many_are_not_printed_while_somebody_waits(w, client, monkeypatch):
    monkeypatch.setattr(people, "MOST_ON_PAPER", 1)
    client.force_login(w["staff"].user)
    answer = client.get(reverse("member-roster"))
    assert answer.status_code == 409
    assert "请先筛选" in answer.content.decode()


def test_members_themselves_do_not_get_it(w, client):
    client.force_login(w["member"].user)
    assert client.get(reverse("member-roster")).status_code == 403
