import pytest
from django.utils import timezone
from tests import rounds, world, test_routes as r, test_canaries as c
from suggestions.models.item import ItemQuerySet
from dispatch.models.assignment import AssignmentQuerySet
pytestmark = pytest.mark.django_db
GUARDS = {
 "items": lambda m: m.setattr(ItemQuerySet, "visible_to", lambda self, actor: self),
 "desks": lambda m: m.setattr(AssignmentQuerySet, "visible_to", lambda self, actor: self),
 "unit_of": lambda m: m.setattr("dispatch.rules.unit_of", lambda a, d: True),
 "reads_text": lambda m: m.setattr("suggestions.rules.reads_text", lambda a, d: True),
 "verdicts": lambda m: m.setattr("dispatch.item_page.reader_of", lambda a, i: "office"),
}
@pytest.mark.parametrize("guard", ["items", "unit_of"])
def test_routes_red(guard, monkeypatch):
    city = world.build()
    walk = r.Walk(rounds.things(city), rounds.clients(city))
    GUARDS[guard](monkeypatch)
    with pytest.raises(AssertionError) as e:
        r.test_every_persona_gets_the_written_answer(walk)
    print(guard, len(walk.wrong), walk.wrong[:2])
@pytest.mark.parametrize("guard", ["items", "desks", "reads_text", "verdicts"])
def test_canaries_red(guard, monkeypatch):
    city = c.City(); c.User.objects.update(welcomed_at=timezone.now())
    GUARDS[guard](monkeypatch)
    typed = [a for a in c.addresses(city.words) if a.startswith(("/items/", "/desks/"))]
    n = {p: len(c.crawl(city, p, typed)[0]) for p in ("member2", "handler2")}
    print(guard, n); assert any(n.values())
