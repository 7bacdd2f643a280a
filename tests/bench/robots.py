"""10,000 robot posts on the public page, as fast as they go, while staff work: how much slower their pages become.

Run by `make bench`, or by hand: python -m tests.bench.robots [how many]. Builds a database of its own on the server
of DATABASE_URL and drops it. Robots and staff share one process here, which is worse than in production; the time of
one post says what share of a process 10,000 posts in ten minutes take.
"""

import os
import statistics
import sys
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
ROBOTS, LOOKS, TEN_MINUTES = 10_000, 40, 600
PAGES = ("/opinions/", "/review/", "/handouts/")


def main(count):
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- after the set-up
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from members.models import Opinion, User  # noqa: PLC0415
    from tests import opinions, world  # noqa: PLC0415

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        city = world.build()
        User.objects.update(welcomed_at=timezone.now())
        for n in range(10):
            opinions.received(city, f"第 {n} 件真实的事：路灯不亮。")
        url, staff = f"/s/{opinions.code(city).token}/", Client()
        staff.force_login(city["staff"].user)
        looked_at(staff, 1)  # caches and templates
        quiet = looked_at(staff, LOOKS)
        posted = {"n": 0, "seconds": 0.0, "refused": 0}
        robot = threading.Thread(target=flood, args=(url, count, posted))
        robot.start()
        loud = []
        while robot.is_alive():
            loud += looked_at(staff, 1)
        robot.join()
        shown(count, posted, quiet, loud)
        reached = Opinion.objects.sorted_out().count() - 10
        apart = Opinion.objects.doubtful().count()
        print(f"reached the list {reached}, kept apart {apart}, refused {posted['refused']}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def flood(url, count, posted):
    """A simple robot: opens the form once in a while, posts at once, varies its words a little."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from members import receipts  # noqa: PLC0415

    client, token = Client(), url.split("/")[2]
    for n in range(count):
        said = {"text": f"低价办证，加微信 {n} 咨询。", "reply_by": "code", "second": "1234", "adult": "on"}
        begun = time.perf_counter()
        answer = client.post(url, said | {"form_key": receipts.form_key(token)})
        posted["seconds"] += time.perf_counter() - begun
        posted["n"] += 1
        posted["refused"] += answer.status_code >= 400
    connection.close()


def looked_at(client, times):
    found = []
    for _ in range(times):
        for page in PAGES:
            begun = time.perf_counter()
            assert client.get(page).status_code == 200
            found.append(time.perf_counter() - begun)
    return found


def p95(seconds):
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]


def shown(count, posted, quiet, loud):
    each = posted["seconds"] / posted["n"]
    print(f"{count} robot posts, {each * 1000:.1f} ms each in the shared process, {os.cpu_count()} cores")
    for label, ask in (("median", statistics.median), ("p95", p95)):
        print(f"staff pages {label}: {ask(quiet) * 1000:.0f} ms quiet, {ask(loud) * 1000:.0f} ms loud, "
              f"ratio {ask(loud) / ask(quiet):.2f}")  # fmt: skip
    print(f"at {ROBOTS} posts in ten minutes: {each * ROBOTS / TEN_MINUTES:.0%} of one process")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROBOTS)
