"""The timetable: one table for beat and the embedded thread; daily jobs run once a day, missed ones too."""

import threading
from datetime import date, datetime, timedelta

import pytest
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from weijianyi.celery import app, beat_schedule
from weijianyi.work import jobs, outbox, runs, tasks, timetable
from weijianyi.work.checks import check_timetable
from weijianyi.work.embedded import Timekeeper
from weijianyi.work.models import JobRun, Outbox
from weijianyi.work.timetable import JOBS, Job

HERE = __name__
calls = []


def note(on, *, now, dry_run=False):
    calls.append((on, dry_run))
    return [f"记下 {on}"]


def fail(on, *, now, dry_run=False):
    calls.append((on, dry_run))
    raise ZeroDivisionError("no report today")


DAILY = Job("note", f"{HERE}.note", "记一笔", at=("09:00", None))
REVIEW = Job("review", f"{HERE}.note", "审核日", at=("08:30", (0, 2, 4)))
OFTEN = Job("often", f"{HERE}.note", "常做", every=10)
BROKEN = Job("broken", f"{HERE}.fail", "总是失败", at=("09:00", None))


@pytest.fixture(autouse=True)
def _no_calls_yet():
    calls.clear()


def local(text):
    return timezone.make_aware(datetime.fromisoformat(text))


# -- the table -------------------------------------------------------------------------------------


def test_beat_sends_exactly_the_jobs_of_the_table():
    schedule = app.conf.beat_schedule
    assert {entry["args"][0] for entry in schedule.values()} == {job.name for job in JOBS}
    assert len(schedule) == len(JOBS)
    for job in JOBS:
        entry = schedule[job.name]
        assert entry["task"] == tasks.run.name
        assert entry["schedule"] == (job.every or crontab_of(job))


def crontab_of(job):
    weekdays = {(day + 1) % 7 for day in job.weekdays} or set(range(7))  # Celery counts from Sunday
    return crontab(hour=job.time.hour, minute=job.time.minute, day_of_week=weekdays)


def test_beat_means_the_weekdays_and_the_clock_of_the_table():
    schedule = beat_schedule([REVIEW])["review"]["schedule"]
    assert str(app.timezone) == "Asia/Shanghai"
    assert schedule.day_of_week == {1, 3, 5}  # Monday, Wednesday, Friday
    assert (schedule.hour, schedule.minute) == ({8}, {30})


def test_every_job_of_the_table_can_be_loaded():
    assert check_timetable() == []


@pytest.mark.parametrize(
    ("job", "code"),
    [
        (Job("a", "weijianyi.nowhere.jobs.a", "", every=1), "work.E002"),
        (Job("a", "weijianyi.work.jobs.nothing", "", every=1), "work.E002"),
        (Job("a", "weijianyi.work.timetable.JOBS", "", every=1), "work.E002"),
        (Job("a", f"{HERE}.note", ""), "work.E003"),
        (Job("a", f"{HERE}.note", "", every=1, at=("09:00", None)), "work.E003"),
        (Job("a", f"{HERE}.note", "", at=("9 o'clock", None)), "work.E003"),
        (Job("a", f"{HERE}.note", "", at=("09:00", (7,))), "work.E003"),
        (DAILY, "work.E001"),
    ],
)
def test_a_wrong_line_of_the_table_is_found_before_the_start(job, code):
    assert [error.id for error in check_timetable(jobs=[DAILY, job])] == [code]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23 08:29", "2026-11-20"),  # Monday before the hour: Friday's
        ("2026-11-23 08:30", "2026-11-23"),
        ("2026-11-24 12:00", "2026-11-23"),
        ("2026-11-25 08:30", "2026-11-25"),
    ],
)
def test_the_latest_due_day_of_a_weekday_job(now, due):
    assert REVIEW.last_due(local(now)) == date.fromisoformat(due)


# -- daily jobs ------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_daily(monkeypatch):
    monkeypatch.setattr(timetable, "JOBS", [DAILY, OFTEN])


def test_a_daily_job_runs_once_a_day_with_two_schedulers(only_daily):
    now = local("2026-11-24 09:00")
    assert [runs.run(DAILY, now), runs.run(DAILY, now + timedelta(seconds=1))] == [True, False]
    assert runs.run_missed(now + timedelta(hours=10)) == []
    assert calls == [(date(2026, 11, 24), False)]
    run = JobRun.objects.get()
    assert (run.period, run.report, run.error) == ("2026-11-24", "记下 2026-11-24", "")
    assert runs.run(DAILY, local("2026-11-25 09:00"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_three_schedulers_at_the_same_moment_run_a_daily_job_once():
    now, ready, ran = local("2026-11-24 09:00"), threading.Barrier(3), []

    def scheduler():
        try:
            ready.wait(20)
            ran.append(runs.run(DAILY, now))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=scheduler) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(ran) == [False, False, True]
    assert len(calls) == 1


def test_a_machine_off_for_days_makes_up_for_the_last_day_only(only_daily):
    runs.run(DAILY, local("2026-11-20 09:00"))
    back = local("2026-11-24 07:00")
    assert runs.run_missed(back) == ["note"]
    assert runs.run_missed(back + timedelta(seconds=30)) == []
    assert runs.run_missed(local("2026-11-24 09:00")) == ["note"]
    assert [on.day for on, _ in calls] == [20, 23, 24]


def test_a_failing_daily_job_is_noted_and_tried_again_after_a_while():
    now = local("2026-11-24 09:00")
    runs.run(BROKEN, now)
    run = JobRun.objects.get()
    assert (run.finished_at, run.error) == (None, "ZeroDivisionError: no report today")
    assert not runs.run(BROKEN, now + runs.RETRY)
    assert runs.run(BROKEN, now + runs.RETRY + timedelta(seconds=1))
    assert len(calls) == 2


def test_a_daily_job_whose_process_was_killed_runs_again_the_same_day(only_daily):
    now = local("2026-11-24 09:00")
    JobRun.objects.create(name="note", period="2026-11-24", started_at=now)
    assert runs.run_missed(now + timedelta(minutes=10)) == []
    assert runs.run_missed(now + timedelta(minutes=16)) == ["note"]


def test_a_repeating_job_keeps_one_row_with_its_latest_run():
    for second in range(3):
        assert runs.run(OFTEN, local(f"2026-11-24 09:00:0{second}"))
    run = JobRun.objects.get()
    assert (run.period, timezone.localtime(run.started_at).second) == ("", 2)
    assert len(calls) == 3


def test_a_failing_repeating_job_recovers_and_its_error_goes():
    now = local("2026-11-24 09:00")
    runs.run(Job("often", f"{HERE}.fail", "", every=10), now)
    assert JobRun.objects.get().error == "ZeroDivisionError: no report today"
    runs.run(OFTEN, now)
    run = JobRun.objects.get()
    assert run.error == ""
    assert run.finished_at is not None


def test_the_tick_makes_up_for_missed_jobs(only_daily):
    now = local("2026-11-24 09:30")
    assert jobs.tick(now.date(), now=now) == ["补做 note"]
    assert jobs.tick(now.date(), now=now) == []


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_is_safe_to_run_twice_and_a_dry_run_changes_nothing(job):
    now = timezone.now()
    on = timezone.localdate(now)
    job.load()(on, now=now, dry_run=True)
    assert not JobRun.objects.exists()
    first = job.load()(on, now=now)
    second = job.load()(on, now=now)
    assert all(isinstance(line, str) for line in [*first, *second])
    assert not Outbox.objects.stuck().exists()


# -- the command -----------------------------------------------------------------------------------


@pytest.fixture
def table(monkeypatch):
    monkeypatch.setattr(timetable, "JOBS", [DAILY, REVIEW, OFTEN, BROKEN])


def test_a_job_runs_by_hand_for_any_day_as_often_as_asked(table, capsys):
    call_command("job", "note", "--on", "2026-12-01")
    call_command("job", "note", "--on", "2026-12-01", "--dry-run")
    assert calls == [(date(2026, 12, 1), False), (date(2026, 12, 1), True)]
    assert capsys.readouterr().out == "记下 2026-12-01\n" * 2
    assert not JobRun.objects.exists()


def test_the_list_says_when_each_job_runs_and_how_it_went(table, capsys):
    runs.run(DAILY, local("2026-11-24 09:00"))
    runs.run(BROKEN, local("2026-11-24 09:00"))
    call_command("job", "--list")
    lines = capsys.readouterr().out.splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "note 每天 09:00 记一笔（2026-11-24 09:00 完成）",
        "review 周一、三、五 08:30 审核日（还没有运行过）",
        "often 每 10 秒 常做（还没有运行过）",
        "broken 每天 09:00 总是失败（2026-11-24 09:00 失败：ZeroDivisionError: no report today）",
    ]


@pytest.mark.parametrize("arguments", [["nothing"], [], ["note", "--on", "yesterday"]])
def test_a_wrong_call_says_what_to_do(table, arguments):
    with pytest.raises(CommandError):
        call_command("job", *arguments)


# -- the embedded thread ---------------------------------------------------------------------------


@pytest.fixture
def no_broker(settings):
    settings.CELERY_BROKER_URL = None
    outbox.bell.clear()


def test_the_embedded_thread_refuses_to_start_beside_a_broker(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with pytest.raises(ImproperlyConfigured):
        Timekeeper()


def test_a_round_runs_what_is_due_and_nothing_else(no_broker):
    keeper = Timekeeper([OFTEN, DAILY])
    keeper.round()
    keeper.round()
    assert len(calls) == 1
    assert 9 < keeper.seconds_left() <= 10


def test_the_bell_drains_at_once(no_broker, monkeypatch):
    done = []
    monkeypatch.setattr(outbox, "handlers", {"note": lambda row: done.append(row.key)})
    keeper = Timekeeper([])
    outbox.put("note", "a")
    keeper.round()
    assert done == []
    outbox.bell.set()
    keeper.round()
    assert done == ["a"]
