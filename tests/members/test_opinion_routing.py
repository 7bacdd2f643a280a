"""A matter is led to the committee of the county whose name stands in it; a person hands it over."""

import pytest
from django.urls import reverse

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
