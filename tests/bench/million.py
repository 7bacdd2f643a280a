"""A million items with desks, answers, clocks and verdicts: what the leader's overview and a quarter's figures take.

Run by `make bench`, or by hand: python -m tests.bench.million [how many] [years]. Needs PostgreSQL in DATABASE_URL,
builds a database of its own on that server and drops it. All items belong to one organisation, spread evenly over
the years. The reference is a bare count of the same year by its index; ratios to it hold on busy machines.
"""

import os
import statistics
import sys
import time
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
MILLION, YEARS, ROUNDS = 1_000_000, 10, 3
ZERO = {"CharField": "''", "TextField": "''", "SlugField": "''", "FSMField": "''", "JSONField": "'{}'"}


class NoMigrations:
    """Tables straight from the models: faster, the same tables."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


def insert(model, source, **columns):
    """INSERT … SELECT of every column: those given as SQL, the others empty."""
    from django.db import connection  # noqa: PLC0415 -- after the set-up

    names, values = [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.name not in columns and not field.is_relation:
            continue
        if field.name in columns:
            value = columns[field.name]
        elif field.null:
            value = "NULL"
        elif field.get_internal_type() in ("BooleanField",):
            value = "false"
        elif field.get_internal_type() in ZERO or field.get_internal_type() not in (
            "DateTimeField",
            "DateField",
        ):
            value = ZERO.get(field.get_internal_type(), "1")
        else:
            value = "now()"
        names.append(f'"{field.column}"')
        values.append(value)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {source}"
        )
        print(f"{model._meta.model_name:<12}{cursor.rowcount:>10} rows")


def fill(city, number, years):
    """Nine of ten are handed out, most of them answered, judged and closed; one of fifty is late."""
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 -- after the set-up
    from django.db import connection  # noqa: PLC0415 -- after the set-up

    from dispatch.models import Assignment, Department, Rating, Reply  # noqa: PLC0415 -- after the set-up
    from suggestions.models import Authorship, Case, Item  # noqa: PLC0415 -- after the set-up
    from weijianyi import rulebook  # noqa: PLC0415 -- after the set-up
    from weijianyi.clock.models import Deadline  # noqa: PLC0415 -- after the set-up

    Department.objects.bulk_create(
        Department(organisation=city.city, name=f"第{n}局", short_name=f"{n}局") for n in range(60)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SELECT min(id), count(*) FROM dispatch_department")
        first, units = cursor.fetchone()
    category = [w.pk for w in rulebook.entries(city.city, "category")]
    solved = {code: rulebook.entry(city.city, "result_class", code).pk for code in ("solved", "in_progress")}
    signer, member = city["unitlead"].post.pk, city["member"].post.member_id
    series = f"generate_series(1, {number}) g"
    when = f"(now() - (g * interval '{years * 365 * 86400 / number:.3f} seconds'))"
    insert(Case, series, code="'m' || g", created_at="now()")
    open_one, handed = "(g <= 3000 AND g % 3 = 0 OR g % 2000 = 0)", "g % 10 <> 0"
    state = f"CASE WHEN NOT {handed} THEN 'declined' WHEN {open_one} THEN 'handling' ELSE 'closed' END"
    insert(
        Item, "suggestions_case c CROSS JOIN LATERAL (SELECT substr(c.code, 2)::int g) s WHERE c.code LIKE 'm%'",
        case="c.id", organisation=str(city.city.pk), kind="'suggestion'", slug="'m' || g", state=state,
        title="'第' || g || '件'", category=f"(ARRAY{category})[1 + g % {len(category)}]", number_year="2000",
        number="g", submitted_at=when, review_on=f"({when} + interval '2 days')::date",
        reviewed_at=f"{when} + interval '1 day'",
        accepted_at=f"CASE WHEN {handed} THEN {when} + interval '1 day' END",
        declined_at=f"CASE WHEN NOT {handed} THEN {when} + interval '1 day' END",
        dispatched_at=f"CASE WHEN {handed} THEN {when} + interval '1 day' END",
        answered_at=f"CASE WHEN {handed} AND NOT {open_one} THEN {when} + interval '6 days' END",
        closed_at=f"CASE WHEN {handed} AND NOT {open_one} THEN {when} + interval '9 days' END",
        holder_kind=f"CASE WHEN {handed} AND {open_one} THEN 'unit' ELSE '' END", created_at=when,
    )  # fmt: skip
    items = "suggestions_item i CROSS JOIN LATERAL (SELECT substr(i.slug, 2)::int g) s WHERE i.slug LIKE 'm%'"
    insert(Authorship, items, item="i.id", member=str(member), name="'委员'", state="'signed'", order="0")
    insert(
        Assignment, f"{items} AND i.dispatched_at IS NOT NULL", item="i.id", organisation="i.organisation_id",
        department=f"{first} + g % {units}", slug="'m' || g", role="'sole'", round="1",
        state="CASE WHEN i.closed_at IS NULL THEN 'working' ELSE 'done' END", offered_at="i.dispatched_at",
        answered_at="i.answered_at", released_at="i.answered_at", done_at="i.closed_at",
        due_on="(i.dispatched_at + interval '12 days')::date",
    )  # fmt: skip
    desks = (
        "dispatch_assignment d CROSS JOIN LATERAL (SELECT substr(d.slug, 2)::int g) s WHERE d.slug LIKE 'm%'"
    )
    insert(
        Reply, f"{desks} AND d.answered_at IS NOT NULL", desk="d.id", round="1", facts="'已办。'",
        result_class=f"CASE WHEN g % 5 = 0 THEN {solved['in_progress']} ELSE {solved['solved']} END",
        signed_at="d.answered_at", signed_by=str(signer), released_at="d.answered_at",
    )  # fmt: skip
    kind = ContentType.objects.get_for_model(Assignment).pk
    insert(
        Deadline, desks, slug="'m' || g", content_type=str(kind), object_id="d.id", thread="'item-' || d.item_id",
        organisation="d.organisation_id", code="'handle'", unit="'workday'", started_at="d.offered_at",
        due_on="d.due_on", due_at="d.due_on::timestamptz", stopped_at="d.answered_at", calendar_stamp="'x'",
        outcome="CASE WHEN d.answered_at IS NULL THEN '' ELSE 'kept' END",
    )  # fmt: skip
    authors = (
        "dispatch_reply r JOIN dispatch_assignment d ON d.id = r.desk_id"
        " JOIN suggestions_authorship a ON a.item_id = d.item_id"
    )
    for dimension in ("work", "result"):
        insert(
            Rating, f"{authors} WHERE d.slug LIKE 'm%' AND r.id % 8 <> 0", reply="r.id", authorship="a.id",
            dimension=f"'{dimension}'", comment="'好'", entered_by=str(city["member"].post.pk), channel="'online'",
            grade="CASE WHEN r.id % 30 = 0 THEN 'dissatisfied' WHEN r.id % 4 = 0 THEN 'mostly' ELSE 'satisfied' END",
            occurred_at="d.done_at",
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def timed(label, work, bare=None):
    """Median of some rounds in seconds, of the wall clock."""
    from django.db import connection  # noqa: PLC0415 -- after the set-up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- after the set-up

    spent = []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            work()
            spent.append(time.perf_counter() - begun)
    median = statistics.median(spent)
    ratio = f"{median / bare:8.1f} R" if bare else ""
    print(f"{label:<38}{median:8.3f} s{len(queries):4} statements{ratio}", flush=True)
    for query in sorted(queries, key=lambda q: -float(q["time"]))[:6] if os.environ.get("SLOW") else ():
        print(f"    {query['time']} s  {query['sql'][:160]} … {query['sql'][-300:]}")
    return median


def measure(city):
    from django.utils import timezone  # noqa: PLC0415 -- after the set-up

    from dispatch.bulletins import figures as bulletin_figures  # noqa: PLC0415 -- after the set-up
    from dispatch.bulletins.states import BulletinKind, usual_tables  # noqa: PLC0415 -- after the set-up
    from dispatch.figures import ahead, counting, renewing  # noqa: PLC0415 -- after the set-up
    from dispatch.figures.period import Period, current, ended  # noqa: PLC0415 -- after the set-up
    from dispatch.figures.scope import PLAIN  # noqa: PLC0415 -- after the set-up
    from dispatch.views.overview import SHOWN  # noqa: PLC0415 -- after the set-up
    from suggestions.models import Item  # noqa: PLC0415 -- after the set-up

    actor = city["leader"]
    year, quarter = (current(key, timezone.now()) for key in ("year", "quarter"))
    own = Item.objects.filter(organisation=city.city, kind="suggestion").filter(year.within("submitted_at"))
    bare = timed("bare count of the year's items (R)", own.count)

    def overview(key):
        return ahead.counted(actor, current(key, timezone.now()), PLAIN, SHOWN)

    once("the job, everything counted ahead", lambda: renewing.renew(year.today, now=timezone.now()))
    timed("leader's overview, the year", lambda: overview("year"), bare)
    timed("leader's overview, the quarter", lambda: overview("quarter"), bare)
    timed("… from the rows, the year", lambda: counting.counted(actor, year, measures=SHOWN), bare)
    timed("… from the rows, the quarter", lambda: counting.counted(actor, quarter, measures=SHOWN), bare)
    last = Period(*ended("quarter", timezone.localdate()), timezone.now(), frozen=True)
    figures = partial(bulletin_figures.counted, actor, last, BulletinKind.QUARTER)
    timed("figures of last quarter's bulletin", figures, bare)
    tables = usual_tables(BulletinKind.QUARTER)
    made = partial(bulletin_figures.snapshot, actor, BulletinKind.QUARTER, last, tables)
    timed("… the whole bulletin with its tables", made, bare)
    counts = made()["counts"]
    once("… the rows behind it, kept at a draft", lambda: bulletin_figures.basis(actor, last, counts=counts))


def once(label, work):
    begun = time.perf_counter()
    work()
    print(f"{label:<38}{time.perf_counter() - begun:8.3f} s", flush=True)


def main(number, years):
    from django.conf import settings  # noqa: PLC0415 -- after the choice of settings

    settings.MIGRATION_MODULES = NoMigrations()
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- after the set-up

    from tests import world  # noqa: PLC0415 -- after the set-up

    if connection.vendor != "postgresql":
        print("million: not measured, needs PostgreSQL in DATABASE_URL")
        return
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False, autoclobber=True)
    try:
        city = world.build()
        begun = time.perf_counter()
        fill(city, number, years)
        print(
            f"{number} items over {years} years, filled in {time.perf_counter() - begun:.0f} s, {os.cpu_count()} cores"
        )
        measure(city)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main(*(int(arg) for arg in (sys.argv[1:] + [MILLION, YEARS][len(sys.argv) - 1 :])))
