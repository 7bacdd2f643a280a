"""A matter is led to the committee of the county whose name stands in it; a person hands it over."""

import pytest
from django.urls import reverse

from members.models import Opinion, Organisation
from members.opinions import receipts
from members.opinions import routing as opinion_routing
from tests import opinions, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world.build()


@pytest.mark.parametrize(
    ("text", "county"),
    [("大安区金富巷的路坏了", True), ("金富巷的路坏了", False), ("云江到大安区的班车太少", False)],
)
def test_the_place_in_the_words_says_which_county_it_belongs_to(w, client, text, county):
    opinion = opinions.received(w, text)
    client.force_login(w["liaison"].user)
    page = client.get(opinion.get_absolute_url()).content.decode()
    assert ("移交给那里办理" in page) == county
    form = client.get(reverse("step", args=["opinion", opinion.slug, "hand_over"])).content.decode()
    assert ("已替您选上" in form) == county


def chosen(client, w, county):
    """A resident sends the public form with this county."""
    token = opinions.code(w).token
    key = receipts.form_key(token)
    said = {"text": "金富巷的路坏了", "reply_by": "code", "second": "2468", "adult": "on", "form_key": key}
    return client.post(reverse("opinion-new", args=[token]), said | {"county": county})


def test_the_resident_may_choose_the_county_and_none_is_chosen_beforehand(w, client):
    page = client.get(reverse("opinion-new", args=[opinions.code(w).token])).content.decode()
    assert f'<option value="{w.county.pk}">大安区</option>' in page
    assert '<option value="" selected>不选</option>' in page
    assert chosen(client, w, "").status_code == 302
    assert Opinion.objects.get().county is None


def test_what_was_chosen_counts_before_what_the_words_seem_to_say(w, client):
    assert chosen(client, w, w.county.pk).status_code == 302
    opinion = Opinion.objects.get()
    assert opinion_routing.belongs_to(opinion) == w.county
    other = Organisation.objects.create(
        code="y", name="政协西林区委员会", short_name="西林区政协", level="county", parent=w.city
    )
    opinion.text = "西林区的路坏了"
    assert opinion_routing.belongs_to(opinion) == w.county
    opinion.county = None
    assert opinion_routing.belongs_to(opinion) == other
    Opinion.objects.update(suspicion="")
    client.force_login(w["liaison"].user)
    page = client.get(opinion.get_absolute_url()).content.decode()
    assert "群众选的县区由政协大安区委员会管" in page
    form = client.get(reverse("step", args=["opinion", opinion.slug, "hand_over"])).content.decode()
    assert "群众选的是“大安区”" in form
    assert f'value="{w.county.pk}" selected' in form


def test_the_own_county_chosen_leads_nowhere_whatever_the_words_name(w):
    opinion = opinions.received(w, "西林区的路坏了", county=w.city)
    Organisation.objects.create(
        code="y", name="政协西林区委员会", short_name="西林区政协", level="county", parent=w.city
    )
    assert opinion_routing.belongs_to(opinion) is None


def test_a_county_that_is_none_of_ours_is_refused_and_the_words_stay(w, client):
    answer = chosen(client, w, w.province.pk)
    assert answer.status_code == 422
    assert "金富巷的路坏了" in answer.content.decode()


def test_where_there_is_no_other_county_nothing_is_asked(w, client):
    Organisation.objects.filter(pk=w.county.pk).update(active=False)
    page = client.get(reverse("opinion-new", args=[opinions.code(w).token])).content.decode()
    assert "哪个县区" not in page
    assert chosen(client, w, w.county.pk).status_code == 302


def test_the_county_goes_with_the_rest_when_the_time_is_over(w):
    assert opinions.erased(opinions.received(w, county=w.county)).county is None
