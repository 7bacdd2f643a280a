"""Health pages: open to machines, names only; and the server that runs everything in one process."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from weijianyi.views.health import OLDEST_BEAT, OLDEST_ROW
from weijianyi.work import outbox, runs, timetable
from weijianyi.work.models import Outbox


def test_alive_is_said_without_the_database_and_without_a_sign_in(client):
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz/", "/healthz/ready/"])
def test_health_pages_take_no_input(client, path):
    assert client.post(path).status_code == 405


@pytest.fixture
def ready(db, client):
    """Ask the page; the timetable has just ticked."""
    runs.run(timetable.find("tick"), timezone.now())

    def ask():
        answer = client.get("/healthz/ready/")
        return answer.status_code, answer.json()["failing"]

    return ask


def test_ready_when_everything_works(ready):
    outbox.put("note", "fresh")
    assert ready() == (200, [])


def test_not_ready_when_nobody_drains(ready):
    outbox.put("note", "old", {"secret": "text"}, delay=-OLDEST_ROW)
    assert ready() == (503, ["outbox"])
    Outbox.objects.update(attempts=Outbox.MAX_ATTEMPTS)  # given up: listed for people, no alarm for ever
    assert ready() == (200, [])


def test_not_ready_when_the_timetable_stands_still(ready):
    runs.JobRun.objects.filter(name="tick").update(finished_at=timezone.now() - OLDEST_BEAT)
    assert ready() == (503, ["timetable"])
    assert timedelta(minutes=5) >= OLDEST_BEAT


def test_not_ready_when_the_database_does_not_answer(ready):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE work_outbox RENAME TO elsewhere")
    assert ready() == (503, ["database"])


# -- manage.py serve -------------------------------------------------------------------------------


@pytest.fixture
def manage(tmp_path):
    """manage(*arguments) starts manage.py on an empty database of its own, without a broker."""
    started = []
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "REDIS_URL": ""}

    def start(*arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.long
def test_one_process_serves_ticks_and_leaves_at_once(manage):
    assert manage("migrate", "-v0").wait(240) == 0
    for stop in (signal.SIGTERM, signal.SIGINT):
        port = free_port()
        server = manage("serve", "--port", port)
        assert until_ready(f"http://127.0.0.1:{port}/healthz/ready/") == 200
        server.send_signal(stop)
        began = time.monotonic()
        output, complaint = server.communicate(timeout=10)
        assert (server.returncode, complaint) == (0, "")
        assert time.monotonic() - began < 2
        assert output.splitlines() == [f"微建议已在 http://127.0.0.1:{port}/ 运行，按 Ctrl+C 停止。"]


def until_ready(address, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(address) as answer:
                return answer.status
        except URLError:  # not listening yet, or 503 before the first tick
            time.sleep(0.1)
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_taken_port_is_said_in_a_sentence(manage):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        server = manage("serve", "--port", port)
        _, complaint = server.communicate(timeout=30)
    assert server.returncode == 1
    assert complaint.startswith(f"CommandError: 端口 {port} 打不开")
    assert len(complaint.splitlines()) == 1


@pytest.mark.long
def test_a_database_of_another_version_is_refused_in_a_sentence(manage):
    assert manage("migrate", "-v0").wait(240) == 0
    stranger = "MigrationRecorder(connection).record_applied('dispatch', '0099_from_elsewhere')"
    imports = "from django.db import connection; from django.db.migrations.recorder import MigrationRecorder"
    assert manage("shell", "-v0", "-c", f"{imports}; {stranger}").wait(60) == 0
    _, complaint = manage("serve", "--demo", "--port", free_port()).communicate(timeout=60)
    assert complaint.startswith("CommandError: 这个数据库是另一个版本建立的（dispatch.0099_from_elsewhere）")
