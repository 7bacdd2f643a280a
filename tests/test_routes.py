"""Every address × every persona × GET and an empty POST: the written answer, never a 5xx, and no trace of a refusal.

A row says who is let in; the rest is refused with the code after the bar. An address without a row fails.
"""

import re
from itertools import count

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.urls import URLPattern, get_resolver, reverse
from qsessions.models import Session

from dispatch.models import Assignment, Reply
from suggestions.models import Item
from tests import rounds, world
from tests.conftest import DRILL
from tests.machine_addresses import MACHINE
from tests.rounds import PERSONAS
from tests.routes import PUBLIC, ROWS

pytestmark = pytest.mark.django_db
PARTS = 4  # so that every core has some of it
# One persona in so many is asked at each address, another at the next; the drill asks all of them.
SHARE = 5


READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|SET|EXPLAIN)\b", re.IGNORECASE)


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from names(pattern.url_patterns)


def test_every_address_has_a_row_and_every_row_an_address():
    assert {name for name, _, _ in ROWS} == set(names(get_resolver().url_patterns))


def test_the_public_addresses_are_these_and_no_others():
    """LoginRequiredMiddleware refuses every view that is not marked; who is marked stands in PUBLIC or MACHINE."""
    open_ones = {
        row[0] for row, answers in ROWS.items()
        if any(isinstance(a, dict) and a["anonymous"] != "login" for a in answers)
    }  # fmt: skip
    assert open_ones == PUBLIC | MACHINE


@pytest.fixture
def walk():
    city = world.build()
    return Walk(rounds.things(city), rounds.clients(city))


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_every_persona_gets_the_written_answer(walk, part):
    for row, (get, post) in sorted(ROWS.items())[part::PARTS]:
        personas = PERSONAS if DRILL else walk.some()
        for method, written in (("get", get), ("post", post)):
            for persona in personas:
                walk.ask(row, persona, method, expected(row[0], written, persona))
    assert not walk.wrong, "\n".join(walk.wrong)


def expected(name, written, persona):
    if written == "405":
        return "login" if persona == "anonymous" and name not in PUBLIC | MACHINE else "405"
    return written[persona]


class Walk:
    """Goes from address to address; what a permitted POST does is rolled back."""

    def __init__(self, things, clients):
        self.things, self.clients, self.wrong, self.turn = things, clients, [], count()
        self.before = state_of_everything()

    def some(self):
        turn = next(self.turn)
        return [p for n, p in enumerate(PERSONAS) if n % SHARE == turn % SHARE]

    def url(self, row):
        name, thing, more = row
        words = dict(word.split("=") for word in more.split() if not word.startswith("?"))
        return reverse(name, kwargs=self.things.get(thing, {}) | words) + more[more.find("?") :] * (
            "?" in more
        )

    def ask(self, row, persona, method, written):
        client = self.clients[persona]
        cookies, wrote = client.cookies.copy(), []
        with transaction.atomic(), connection.execute_wrapper(noting(wrote)):
            answer = getattr(client, method)(self.url(row))
            got = code_of(answer)
            if got not in written.split("/"):
                self.wrong.append(f"{method} {' '.join(row)} as {persona}: {got}, not {written}")
            refused = got == "login" or (got[0] == "4" and got != "422")  # 422 keeps what was typed
            quiet = method == "get" or (refused and row[0] != "account-logout")
            if quiet and wrote and state_of_everything() != self.before:
                self.wrong.append(f"{method} {' '.join(row)} as {persona}: {got}, but something changed")
            transaction.set_rollback(True)
        client.cookies = cookies


def code_of(answer):
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, so that the file is closed
    login = answer.status_code == 302 and answer.url.startswith(reverse(settings.LOGIN_URL))
    return "login" if login else str(answer.status_code)


def noting(wrote):
    """Notes every statement that may change a row but a session’s: where there was none, nothing need be compared."""
    sessions = connection.ops.quote_name(Session._meta.db_table)

    def execute(run, sql, params, many, context):
        if not READS.match(sql) and not sql.startswith(f"UPDATE {sessions}"):
            wrote.append(sql)
        return run(sql, params, many, context)

    return execute


def state_of_everything():
    """Rows of every table but the sessions, and what of items, desks and replies a step would change."""
    quote = connection.ops.quote_name
    tables = [quote(m._meta.db_table) for m in apps.get_models() if m is not Session and not m._meta.proxy]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT {n}, COUNT(*) FROM {t}" for n, t in enumerate(tables)))
        rows = sorted(cursor.fetchall())
    return (
        rows,
        list(Item.objects.order_by("pk").values_list("pk", "state", "version", "holder", "voided_at")),
        list(Assignment.objects.order_by("pk").values_list("pk", "state", "version", "round", "holder")),
        list(Reply.objects.order_by("pk").values_list("pk", "facts", "saved_at", "sent_at", "released_at")),
    )
