"""Drill: drainers are killed with SIGKILL again and again; every effect still happens exactly once.

Run as a program it is one of the processes: `put`, `drain` (until killed or nothing waits) or `count`.
"""

import os
import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
import pytest
from django.db import connection

ROWS, DRAINERS, KILLS = 1500, 3, 40
ROOT = Path(__file__).parents[2]


@pytest.fixture
def database(tmp_path):
    """The address of an empty database that other processes can open, too."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/db.sqlite3"
        return
    given = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(given._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS work_drill")
        server.execute("CREATE DATABASE work_drill")
        yield given._replace(path="/work_drill").geturl()
        server.execute("DROP DATABASE work_drill WITH (FORCE)")


@pytest.mark.drill
def test_forty_kills_lose_nothing_and_double_nothing(database):
    environment = os.environ | {"DATABASE_URL": database, "REDIS_URL": ""}
    start(environment, "manage.py", "migrate", "-v0").communicate()
    start(environment, __file__, "put").communicate()
    drainers = [start(environment, __file__, "drain") for _ in range(DRAINERS)]
    dice, hits = random.Random(20261124), 0
    for _ in range(KILLS):
        victim = dice.randrange(DRAINERS)
        drainers[victim].stdout.readline()  # it has begun
        time.sleep(dice.uniform(0, 0.2))
        hits += drainers[victim].poll() is None
        drainers[victim].kill()
        drainers[victim].communicate()
        drainers[victim] = start(environment, __file__, "drain")
    for drainer in drainers:
        drainer.communicate(timeout=120)
    assert hits > KILLS / 2, "the work was over before the kills"
    effects, different, waiting = count(environment)
    assert (effects, different, waiting) == (ROWS, ROWS, 0)


def count(environment):
    output, _ = start(environment, __file__, "count").communicate()
    return tuple(map(int, output.split()))


def start(environment, *command):
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": os.pathsep.join([str(ROOT), environment.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
        text=True,
    )


def put():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effect (row_key varchar(200))")
    outbox.put_many("note", {str(n): None for n in range(ROWS)})


def drain():
    outbox.LEASE = timedelta(seconds=2)
    outbox.register("note", effect)
    print("begun", flush=True)
    while Outbox.objects.waiting().exists():
        outbox.empty(seconds=1)
        time.sleep(0.05)


def effect(row):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect (row_key) VALUES (%s)", [row.key])
    time.sleep(0.003)  # room for a kill between the effect and the done mark


def report():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT row_key) FROM effect")
        print(*cursor.fetchone(), Outbox.objects.waiting().count())


if __name__ == "__main__":
    django.setup()
    from weijianyi.work import outbox
    from weijianyi.work.models import Outbox

    {"put": put, "drain": drain, "count": report}[sys.argv[1]]()
