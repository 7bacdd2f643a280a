"""The index under search and look-alikes: FTS5 with triggers on SQLite, GIN on PostgreSQL; two thin adapters."""

# ruff: noqa: S608 -- the statements are put together from the names below, never from what people write

from django.db import connection, connections, transaction

TABLE, INDEX, VOCABULARY = "suggestions_item", "suggestions_item_fts", "suggestions_item_vocab"
ROWS = "string_to_array(search_grams, ' ')"
SQLITE_TRIGGERS = {
    f"{INDEX}_insert": f"""AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {INDEX}(rowid, search_grams) VALUES (new.id, new.search_grams); END""",
    f"{INDEX}_delete": f"""AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, search_grams) VALUES ('delete', old.id, old.search_grams); END""",
    f"{INDEX}_update": f"""AFTER UPDATE OF search_grams ON {TABLE} WHEN old.search_grams <> new.search_grams BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, search_grams) VALUES ('delete', old.id, old.search_grams);
        INSERT INTO {INDEX}(rowid, search_grams) VALUES (new.id, new.search_grams); END""",
}


def create(sender=None, using="default", **kwargs):
    """Idempotent; connected to post_migrate, since SQLite loses triggers when a migration rebuilds the table."""
    held = connections[using]
    if TABLE not in held.introspection.table_names():
        return
    with held.cursor() as cursor:
        if held.vendor == "postgresql":
            cursor.execute(f"CREATE INDEX IF NOT EXISTS item_grams ON {TABLE} USING gin (({ROWS}))")
        else:
            create_on_sqlite(cursor)


def create_on_sqlite(cursor):
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5("
        f"search_grams, content='{TABLE}', content_rowid='id', tokenize='unicode61')"
    )
    cursor.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {VOCABULARY} USING fts5vocab({INDEX}, row)")
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    missing = set(SQLITE_TRIGGERS) - {name for (name,) in cursor.fetchall()}
    for name in missing:
        cursor.execute(f"CREATE TRIGGER {name} {SQLITE_TRIGGERS[name]}")
    if missing:
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


def holding_all(phrases, most):
    """Ids of at most `most` items that hold every phrase (PostgreSQL: every pair of it, in any order)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            wanted = sorted({pair for phrase in phrases for pair in phrase})
            statement = f"SELECT id FROM {TABLE} WHERE {ROWS} @> %s::text[] LIMIT %s"
            cursor.execute(statement, [wanted, most])
        else:
            match = " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
            cursor.execute(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT %s", [match, most])
        return [pk for (pk,) in cursor.fetchall()]


def holding_any(pairs, most):
    """Ids of at most `most` items that hold one of these pairs, newest first."""
    if connection.vendor == "postgresql":
        statement = f"SELECT id FROM {TABLE} WHERE {ROWS} && %s::text[] LIMIT %s"
        # Without this the planner now and then scans the table for seconds.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(statement, [sorted(pairs), most])
            found = [pk for (pk,) in cursor.fetchall()]
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
        return found
    match = " OR ".join(f'"{pair}"' for pair in sorted(pairs))
    statement = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s ORDER BY rowid DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [match, most])
        return [pk for (pk,) in cursor.fetchall()]


def frequencies(pairs):
    """{pair: roughly how many items hold it}; PostgreSQL knows the frequent ones from its statistics only."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT s.gram, s.share * greatest(c.reltuples, 0) FROM pg_stats,"
                " unnest(most_common_elems::text::text[], most_common_elem_freqs) AS s(gram, share), pg_class c"
                " WHERE tablename = 'item_grams' AND c.oid = to_regclass(%s) AND s.gram = ANY(%s)",
                [TABLE, sorted(pairs)],
            )
        else:
            marks = ", ".join(["%s"] * len(pairs))
            cursor.execute(f"SELECT term, doc FROM {VOCABULARY} WHERE term IN ({marks})", sorted(pairs))
        return dict(cursor.fetchall())
