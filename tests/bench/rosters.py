"""A list of 10,000 members: read and checked, written portion by portion, given out, taken in again unchanged.

Run by `make bench`, or by hand: python -m tests.bench.rosters [how many]. Builds a database of its own on the server of
DATABASE_URL and drops it. Beside the seconds of the wall clock stand those of this process alone.
"""

import os
import sys
import time
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
ROWS = 10_000


def main(count):
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- after the set-up

    from tests import world  # noqa: PLC0415

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        print(f"{count} members on {connection.vendor}, {os.cpu_count()} cores")
        measure(world.build(), count)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure(city, count):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from dispatch.people.rosters import running, workbook  # noqa: PLC0415
    from members.models import Member, Membership, User  # noqa: PLC0415
    from tests.rostered import member_row, sheet  # noqa: PLC0415

    upload = sheet("members", *(member_row(f"委员{n}", f"139{n:08d}") for n in range(count)))
    before = Member.objects.count(), User.objects.count()
    with timed("read and checked"):
        roster = running.upload(city["staff"], "members", upload)
    assert not roster.problems, roster.problems[:3]
    with timed("written"):
        portions = carried_out(roster, city["staff"])
    print(f"{len(portions)} portions, the longest {max(portions):.2f} s: the progress bar moves with each")
    made = Member.objects.count() - before[0], User.objects.count() - before[1]
    assert made == (count, count), made
    assert Membership.objects.count() >= 2 * count
    with timed("given out"):
        content, number = workbook.exported("members", city.city)
    with timed("checked again"):
        again = running.upload(city["staff"], "members", SimpleUploadedFile("again.xlsx", content))
    print(f"{number} rows given out, read again: {again.counts}")
    assert again.counts.get("new", 0) == 0


def carried_out(roster, actor):
    """Seconds of each portion, as the outbox takes them up."""
    from dispatch.people.rosters import running  # noqa: PLC0415
    from weijianyi.work import outbox  # noqa: PLC0415

    running.confirm(roster, actor)
    spent = []
    while not (roster.refresh_from_db() or roster.finished_at):
        begun = time.perf_counter()
        assert outbox.drain(limit=1), "nothing is due and the list is not in"
        spent.append(time.perf_counter() - begun)
    return spent


@contextmanager
def timed(label):
    begun, used = time.perf_counter(), time.process_time()
    yield
    spent, used = time.perf_counter() - begun, time.process_time() - used
    print(f"{label:<18}{spent:8.2f} s{used:8.2f} s own")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
