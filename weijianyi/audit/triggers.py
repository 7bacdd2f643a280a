"""Append-only triggers of the audit tables: the database itself refuses to change or delete what happened."""

from django.db import connections

TABLES = ("audit_event", "audit_eventcredit", "members_scoreentry")
# TRUNCATE passes by the triggers of rows; SQLite has none.
ACTS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}

SQLITE = """CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""
POSTGRES = """CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table}
FOR EACH {each} EXECUTE FUNCTION audit_append_only()"""

IN_PLACE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgenabled <> 'D' AND pg_table_is_visible(pg_class.oid)""",
}


def wanted(connection):
    """[(name, act, table)] for the tables that exist."""
    tables = set(connection.introspection.table_names()) & set(TABLES)
    return [(f"{table}_no_{act}", act, table) for table in sorted(tables) for act in ACTS[connection.vendor]]


def create(sender=None, using="default", **kwargs):
    """Put every trigger in place; connected to post_migrate, since SQLite loses them when a table is rebuilt."""
    connection = connections[using]
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(POSTGRES_FUNCTION)
        for name, act, table in wanted(connection):
            each = "STATEMENT" if act == "truncate" else "ROW"
            statement = POSTGRES if postgres else SQLITE
            cursor.execute(statement.format(name=name, act=act.upper(), table=table, each=each))


def drop(using="default"):
    """For whoever empties a whole database (tests, demo data); `create` or post_migrate brings them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, _, table in wanted(connection):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(using="default"):
    """Names of the triggers that are not in place or switched off."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(IN_PLACE[connection.vendor])
        held = {name for (name,) in cursor.fetchall()}
    return [name for name, _, _ in wanted(connection) if name not in held]
