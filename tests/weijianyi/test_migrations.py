"""Other tests build their tables from the models; the migrations must lead to the same tables, on both databases."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "weijianyi_from_zero"
# Django's migrations give the second a wider key than its models do.
NOT_OURS = ("django_migrations", "auth_group_permissions")
DESCRIBE = """
import django, json
django.setup()
from django.db import connection
from tests.weijianyi.test_migrations import described
print(json.dumps(described(connection)))
"""


def described(database):
    """{table: {columns, names}}: columns without their order, indexes and constraints that we name ourselves."""
    found = {}
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            columns = database.introspection.get_table_description(cursor, table)
            names = database.introspection.get_constraints(cursor, table)
            found[table] = {
                "columns": sorted([c.name, str(c.type_code).lower(), bool(c.null_ok)] for c in columns),
                "names": sorted(n for n in names if len(n) < 31 and "__" not in n),
            }
    for table in NOT_OURS:
        found.pop(table, None)
    return found


@contextmanager
def empty_database(tmp_path):
    """DATABASE_URL of a database with nothing in it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'zero.sqlite3'}"
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{NAME}"))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def test_migrations_from_zero_make_the_tables_of_the_models(tmp_path):
    with empty_database(tmp_path) as url:
        environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(tmp_path)}
        environment["DJANGO_SETTINGS_MODULE"] = "weijianyi.settings"
        run = {"cwd": settings.BASE_DIR, "env": environment, "check": True, "timeout": 240}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], **run)
        answer = subprocess.run([sys.executable, "-c", DESCRIBE], capture_output=True, **run)
    made, wanted = json.loads(answer.stdout), json.loads(json.dumps(described(connection)))
    assert set(made) == set(wanted)
    assert {t: d for t, d in made.items() if d != wanted[t]} == {}
