"""The outbox: written with the change, done exactly once inside the database, kept until done."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from weijianyi.work import outbox
from weijianyi.work.models import JobRun, Outbox

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def done(monkeypatch):
    """The topic "note": its effect is a row in the database, so that a rollback takes it back."""
    monkeypatch.setattr(outbox, "handlers", {"note": write_note})
    return lambda: sorted(JobRun.objects.filter(name="note").values_list("period", flat=True))


def write_note(row):
    JobRun.objects.create(name="note", period=row.key, started_at=NOW)


@pytest.fixture
def later():
    """Rows are available from now on; a drain a second later sees them."""
    return timezone.now() + timedelta(seconds=1)


def test_a_row_is_done_once_and_stays_done(done, later):
    outbox.put("note", "a")
    assert outbox.drain(now=later) == 1
    assert outbox.drain(now=later + timedelta(hours=2)) == 0
    assert done() == ["a"]
    assert Outbox.objects.get().done_at == later


def test_the_same_key_is_written_once_and_the_first_payload_stays():
    outbox.put("note", "a", {"first": 1})
    outbox.put("note", "a", {"second": 2})
    assert [row.payload for row in Outbox.objects.all()] == [{"first": 1}]


def test_a_key_done_or_cancelled_is_not_done_again_by_writing_it_again(done, later):
    outbox.put("note", "a")
    outbox.drain(now=later)
    outbox.put("note", "b", delay=timedelta(seconds=15))
    outbox.cancel(["b"])
    outbox.put_many("note", {"a": None, "b": None, "c": None})
    assert outbox.empty(now=later + timedelta(minutes=1)) == 1
    assert done() == ["a", "c"]


def test_a_repeated_key_does_not_break_the_business_transaction(done):
    with transaction.atomic():
        outbox.put("note", "a")
        outbox.put("note", "a")
        write_note(Outbox(key="the change"))
    assert Outbox.objects.count() == 1
    assert done() == ["the change"]


@pytest.mark.django_db(transaction=True)
def test_a_change_rolled_back_leaves_no_row():
    with transaction.atomic():
        outbox.put("note", "a")
        transaction.set_rollback(True)
    assert not Outbox.objects.exists()


def test_a_row_with_a_delay_waits(done, later):
    outbox.put("note", "a", delay=timedelta(seconds=15))
    assert outbox.drain(now=later) == 0
    assert outbox.drain(now=later + timedelta(seconds=15)) == 1


def test_an_undone_act_is_never_announced(done, later):
    outbox.put("note", "a", delay=timedelta(seconds=15))
    outbox.put("note", "b", delay=timedelta(seconds=15))
    assert outbox.cancel(["a", "unknown"]) == 1
    outbox.empty(now=later + timedelta(minutes=1))
    assert done() == ["b"]


def test_what_is_done_cannot_be_cancelled(done, later):
    outbox.put("note", "a")
    outbox.drain(now=later)
    assert outbox.cancel(["a"]) == 0


def test_the_database_refuses_a_row_both_done_and_cancelled(done):
    outbox.put("note", "a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Outbox.objects.update(done_at=NOW, cancelled_at=NOW)


def test_a_failing_row_blocks_no_other_and_is_tried_again(done, later):
    outbox.handlers["broken"] = fail
    outbox.put("broken", "1")
    outbox.put("note", "2")
    assert outbox.empty(now=later) == 2
    assert done() == ["2"]
    row = Outbox.objects.get(key="1")
    assert (row.attempts, row.available_at) == (1, later + outbox.FIRST_RETRY)
    assert row.last_error == "ZeroDivisionError: first line"

    outbox.handlers["broken"] = write_note
    assert outbox.empty(now=later + timedelta(seconds=9)) == 0
    assert outbox.empty(now=later + timedelta(seconds=10)) == 1
    assert done() == ["1", "2"]
    assert Outbox.objects.get(key="1").last_error == ""


def fail(row):
    raise ZeroDivisionError("first line\nDETAIL: Key (phone)=(13800000000)")


def test_a_failure_takes_back_what_the_handler_had_written(done, later):
    def write_and_fail(row):
        write_note(row)
        fail(row)

    outbox.handlers["half"] = write_and_fail
    outbox.put("half", "a")
    outbox.drain(now=later)
    assert done() == []


def test_a_topic_nobody_handles_is_a_failure_not_a_loss(done, later):
    outbox.put("unknown", "a")
    outbox.drain(now=later)
    assert Outbox.objects.waiting().get().last_error == "KeyError: 'unknown'"


def test_the_wait_doubles_up_to_an_hour_and_ends_after_twelve_attempts(done, later):
    outbox.handlers["broken"] = fail
    outbox.put("broken", "a")
    waits, now = [], later
    while outbox.drain(now=now):
        available_at = Outbox.objects.get().available_at
        waits.append((available_at - now).total_seconds())
        now = available_at
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]
    assert [row.key for row in Outbox.objects.stuck()] == ["a"]


def test_rows_given_up_are_listed_and_can_start_again(done, later, capsys):
    outbox.put("note", "a")
    Outbox.objects.update(attempts=Outbox.MAX_ATTEMPTS, last_error="ValueError: x")
    assert outbox.drain(now=later) == 0
    call_command("job", "--stuck")
    line = capsys.readouterr().out.strip().split("\t")
    assert (line[0], line[1], line[3]) == ("a", "note", "ValueError: x")
    call_command("job", "--retry", "a")
    assert outbox.drain(now=timezone.now() + timedelta(seconds=1)) == 1
    call_command("job", "--stuck")
    assert capsys.readouterr().out.endswith("没有停止重试的待办消息。\n")


def test_only_waiting_rows_given_up_can_start_again(done, later):
    outbox.put("note", "a")
    assert outbox.retry(["a"]) == 0


# -- death in the middle ---------------------------------------------------------------------------


def test_the_row_of_a_killed_worker_is_free_after_the_lease(done, later):
    outbox.put("note", "a")
    outbox._claim(later)  # and then the process dies
    assert outbox.drain(now=later + outbox.LEASE - timedelta(seconds=1)) == 0
    assert outbox.drain(now=later + outbox.LEASE) == 1
    assert done() == ["a"]


def test_a_row_that_kills_its_worker_is_given_up_in_the_end(done, later):
    outbox.put("note", "a")
    now = later
    while outbox._claim(now):
        now += outbox.LEASE
    assert Outbox.objects.stuck().count() == 1
    assert now - later == outbox.LEASE * Outbox.MAX_ATTEMPTS


def test_who_wakes_after_its_lease_finds_the_row_gone(done, later):
    outbox.put("note", "a")
    zombie = outbox._claim(later)
    outbox.drain(now=later + outbox.LEASE)
    outbox._handle(zombie, later)
    assert done() == ["a"]


def test_who_wakes_after_its_lease_leaves_the_new_owner_alone(done, later):
    outbox.put("note", "a")
    zombie = outbox._claim(later)
    owner = outbox._claim(later + outbox.LEASE)
    outbox._handle(zombie, later)
    assert done() == []
    outbox._handle(owner, later)
    assert done() == ["a"]


def test_a_row_cancelled_between_claim_and_work_is_not_done(done, later):
    outbox.put("note", "a")
    row = outbox._claim(later)
    outbox.cancel(["a"])
    outbox._handle(row, later)
    assert done() == []


def test_an_exit_in_the_handler_leaves_the_row_to_the_next_one(done, later):
    def leave(row):
        write_note(row)
        raise SystemExit

    outbox.handlers["leave"] = leave
    outbox.put("leave", "a")
    with pytest.raises(SystemExit):
        outbox.drain(now=later)
    assert done() == []
    outbox.handlers["leave"] = write_note
    assert outbox.drain(now=later + outbox.LEASE) == 1
    assert done() == ["a"]


@pytest.mark.django_db(transaction=True)
def test_a_drain_inside_a_transaction_is_refused():
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.drain()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_three_drainers_at_once_do_every_row_exactly_once(done):
    outbox.put_many("note", {str(n): None for n in range(200)})
    taken = in_threads(3, lambda: outbox.empty(now=timezone.now() + timedelta(seconds=1)))
    assert sum(taken) == 200
    assert min(taken) > 0, "one drainer did all the work: nothing was raced"
    assert len(done()) == 200
    assert set(Outbox.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_handler_slower_than_its_lease_is_not_overtaken(done):
    started, go_on = threading.Event(), threading.Event()

    def slow(row):
        started.set()
        assert go_on.wait(20)
        write_note(row)

    outbox.handlers["slow"] = slow
    outbox.put("slow", "a")
    now = timezone.now() + timedelta(seconds=1)

    def overtake():
        assert started.wait(20)
        taken = outbox.drain(now=now + outbox.LEASE * 2)
        go_on.set()
        return taken

    tasks = iter([lambda: outbox.drain(now=now), overtake])
    assert sorted(in_threads(2, lambda: next(tasks)())) == [0, 1]
    assert done() == ["a"]


def in_threads(count, work):
    results, ready = [], threading.Barrier(count)

    def one():
        try:
            ready.wait(20)
            results.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_a_topic_has_one_handler(done):
    outbox.register("note", write_note)
    with pytest.raises(ValueError, match="handler already"):
        outbox.register("note", fail)
