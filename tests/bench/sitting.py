"""A session's proposals in one sitting: the last reading, filing with numbers, the hand-out; server time of each.

Run by `make bench`, or by hand: python -m tests.bench.sitting [how many]. Builds a database of its own on
the server of DATABASE_URL and drops it. Seconds are of the wall clock; those of this process alone stand beside
them, for machines on which others work too.
"""

import os
import sys
import time
from itertools import cycle

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SESSION = 400


def main(count):
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- after the set-up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from tests import world  # noqa: PLC0415
    from weijianyi.workflow import perform_many  # noqa: PLC0415

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        city = world.build()
        items = [city.proposal(title=f"关于第 {n} 件事情的建议") for n in range(1, count + 1)]
        for reader in ("staff", "staff2"):
            items = perform_many(items, "read", actor=city[reader], opinion="同意").done
        units = cycle(city.departments[unit] for unit in ("城管局", "交通局", "住建局"))
        leads = {item.pk: {"lead": next(units), "assists": [city.departments["供电公司"]]} for item in items}
        print(f"{count} proposals on {connection.vendor}, {os.cpu_count()} cores")
        total = own = 0
        for step, who, facts in (
            ("read", "head", {"facts_of": {}, "opinion": "同意立案"}),
            ("accept", "head", {"facts_of": {}}),
            ("dispatch", "staff", {"facts_of": leads}),
        ):
            with CaptureQueriesContext(connection) as queries:
                begun, used = time.perf_counter(), time.process_time()
                made = perform_many(items, step, actor=city[who], **facts)
                spent, used = time.perf_counter() - begun, time.process_time() - used
            assert len(made.done) == count, made.refused[:3]
            items, total, own = made.done, total + spent, own + used
            print(f"{step:<10}{spent:8.2f} s{used:8.2f} s own{len(queries):8} statements")
        print(f"{'together':<10}{total:8.2f} s{own:8.2f} s own")
        assert sorted(item.number for item in items) == list(range(1, count + 1)), "gaps in the numbers"
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SESSION)
