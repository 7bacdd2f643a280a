"""Events are written once, digested once and never changed: the database itself refuses."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests import world as w
from weijianyi.audit import triggers
from weijianyi.audit.models import Event, EventCredit
from weijianyi.notices.models import Notice
from weijianyi.work import outbox
from weijianyi.work.models import Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def raw(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET note = 'other'",
        "DELETE FROM audit_event",
        "UPDATE audit_eventcredit SET role = 'co'",
        "DELETE FROM audit_eventcredit",
    ],
)
def test_the_database_refuses_to_change_what_happened(world, statement):
    world.submitted()
    before = list(Event.objects.values()), list(EventCredit.objects.values())
    assert all(before)
    with pytest.raises(DatabaseError, match="append-only"):
        raw(statement)
    assert (list(Event.objects.values()), list(EventCredit.objects.values())) == before


@pytest.mark.postgres
@pytest.mark.parametrize("table", triggers.TABLES)
def test_the_database_refuses_to_truncate_what_happened(world, table):
    world.submitted()
    raw("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked would stop it first
    with pytest.raises(DatabaseError, match="append-only"):
        raw(f"TRUNCATE {table} CASCADE")


def test_the_check_fails_when_a_trigger_is_missing_and_migrate_brings_it_back():
    call_command("check", tags=["database"], databases=["default"])
    name = triggers.wanted(connection)[0][0]
    on_table = " ON audit_event" if connection.vendor == "postgresql" else ""
    raw(f"DROP TRIGGER {name}{on_table}")
    assert triggers.missing() == [name]
    with pytest.raises(SystemCheckError, match=name):
        call_command("check", tags=["database"], databases=["default"])
    call_command("migrate", skip_checks=True, verbosity=0)
    assert triggers.missing() == []


@pytest.mark.postgres
def test_a_trigger_that_is_switched_off_counts_as_missing():
    raw("ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_update")
    assert triggers.missing() == ["audit_event_no_update"]


def test_dropping_makes_all_of_them_missing():
    triggers.drop()
    assert triggers.missing() == [name for name, _, _ in triggers.wanted(connection)]
    triggers.create()
    assert triggers.missing() == []


@pytest.mark.django_db(transaction=True)
def test_emptying_the_test_database_leaves_the_triggers_in_place(world):
    world.submitted()
    with pytest.raises(Exception, match="flush"):
        call_command("flush", interactive=False, verbosity=0)
    assert Event.objects.exists(), "nobody empties the log by accident"
    triggers.drop()
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    assert triggers.missing() == []


def test_every_event_is_digested_once(world):
    item = world.submitted()
    world.dispatched(item)
    later = timezone.now() + timezone.timedelta(minutes=1)
    events = Event.objects.count()
    assert Outbox.objects.filter(topic="event").count() == events
    outbox.empty(now=later)
    assert Outbox.objects.filter(topic="event", done_at=None).count() == 0
    told = Notice.objects.count()
    assert told
    outbox.empty(now=later)
    assert Notice.objects.count() == told


def test_a_listener_that_fails_leaves_the_event_to_be_read_again(world, settings):
    world.working()
    listeners = settings.EVENT_LISTENERS
    settings.EVENT_LISTENERS = [*listeners, "tests.weijianyi.test_audit.stumble"]
    later = timezone.now() + timezone.timedelta(minutes=1)
    outbox.empty(now=later)
    assert not Notice.objects.exists(), "all listeners or none"
    settings.EVENT_LISTENERS = listeners
    outbox.empty(now=later + timezone.timedelta(hours=1))
    assert Notice.objects.exists()


def stumble(event):
    raise RuntimeError("the listener fell")
