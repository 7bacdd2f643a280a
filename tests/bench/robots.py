"""10,000 robot posts in ten minutes on the public page of a served site, while staff work: what becomes of both.

Run by `make bench`, or by hand: python -m tests.bench.robots [seconds]. Sixty seconds are the short mode: the same
rate, fewer posts. Builds a database of its own on the server of DATABASE_URL (PostgreSQL, to be told anything) and
drops it; the site is `manage.py serve` on a free port, one process with its background work. Every other robot posts
at once; the rest are patient and come from hundreds of addresses: neither time nor address gives them away.
"""

import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
ROBOTS, TEN_MINUTES = 10_000, 600
HANDS, ADDRESSES, LATE = 8, 300, 0.5  # posts at once; seconds after which a post was later than planned
QUIET, PAUSE, PATIENCE = 20, 0.2, 30
PAGES = ("/opinions/", "/review/", "/handouts/")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def main(seconds):
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- after the set-up

    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"robots_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        cookie, token = prepared()
        with served(connection.settings_dict["NAME"]) as port:
            site = Site(port, token)
            quiet, loud, posts = measured(site, cookie, seconds)
        shown(connection.vendor, seconds, quiet, loud, posts)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def prepared():
    """(the cookie of somebody of the office, the code of a poster) in a town with ten real opinions."""
    from django.conf import settings  # noqa: PLC0415 -- after the set-up
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from members.models import User  # noqa: PLC0415
    from tests import opinions, world  # noqa: PLC0415

    city = world.build()
    User.objects.update(welcomed_at=timezone.now())
    for n in range(10):
        opinions.received(city, f"第 {n} 件真实的事：路灯不亮。")
    staff = Client()
    staff.force_login(city["staff"].user)
    cookie = settings.SESSION_COOKIE_NAME
    return f"{cookie}={staff.cookies[cookie].value}", opinions.code(city).token


@contextmanager
def served(database):
    """The product's own server on that database, until the block ends; yields its port."""
    from django.conf import settings  # noqa: PLC0415 -- after the set-up

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, _, query = settings.DATABASE_URL.partition("?")
    own = (
        f"sqlite:///{database}"
        if address.startswith("sqlite")
        else f"{address.rpartition('/')[0]}/{database}"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "weijianyi.settings", "PROXIES": "1"}
    env["DATABASE_URL"] = f"{own}?{query}" if query else own
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        answers(server, port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)


def answers(server, port):
    for _ in range(PATIENCE * 5):
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        try:
            if Site(port).ask("GET", "/healthz/")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


class Site:
    """Requests over the wire, a connection each, as strangers make them."""

    def __init__(self, port, token=""):
        self.port, self.path = port, f"/s/{token}/"
        self.token = token

    def ask(self, method, path, body=None, headers=None):
        """(status, text, headers)"""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, headers or {})
            answer = line.getresponse()
            return answer.status, answer.read().decode(errors="replace"), answer.headers
        finally:
            line.close()

    def opened(self):
        """What a robot keeps of the form it has opened once: the cookie and the hidden token."""
        _, page, headers = self.ask("GET", self.path)
        cookie = next(value for value in headers.get_all("Set-Cookie") if "csrf" in value)
        hidden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        return cookie.partition(";")[0], hidden


class Robots:
    """Post number n is due at its second of the plan; so many hands take them one after the other."""

    def __init__(self, site, count, rate):
        from members.opinions import receipts  # noqa: PLC0415 -- after the set-up

        self.site, self.count, self.rate = site, count, rate
        self.cookie, self.hidden = site.opened()
        self.fresh = receipts.form_key
        self.patient = [receipts.form_key(site.token) for _ in range(count // 2 + 1)]
        self.lock, self.next = threading.Lock(), 0
        self.answers, self.late, self.worst, self.seconds = Counter(), 0, 0.0, []

    def run(self):
        self.begun = time.perf_counter()
        hands = [threading.Thread(target=self.work) for _ in range(HANDS)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()

    def work(self):
        while (n := self.taken()) is not None:
            due = self.begun + n / self.rate
            time.sleep(max(0.0, due - time.perf_counter()))
            begun = time.perf_counter()
            status = self.post(n)
            with self.lock:
                self.answers[status] += 1
                self.late += begun - due > LATE
                self.worst = max(self.worst, begun - due)
                self.seconds.append(time.perf_counter() - begun)

    def taken(self):
        with self.lock:
            if self.next == self.count:
                return None
            self.next += 1
            return self.next - 1

    def post(self, n):
        key = self.patient[n // 2] if n % 2 else self.fresh(self.site.token)
        said = {
            "text": f"低价办证，加微信 {n} 咨询。", "reply_by": "code", "second": "1234", "adult": "on",
            "form_key": key, "csrfmiddlewaretoken": self.hidden,
        }  # fmt: skip
        sender = f"10.0.{n % ADDRESSES // 250}.{n % ADDRESSES % 250 + 1}"
        headers = FORM | {"Cookie": self.cookie, "X-Forwarded-For": sender}
        try:
            return self.site.ask("POST", self.site.path, urlencode(said), headers)[0]
        except OSError:
            return 0  # not answered at all


def measured(site, cookie, seconds):
    """(seconds of staff pages without load, with it, the robots)"""
    looks(site, cookie, 1)  # caches and templates
    quiet = looks(site, cookie, QUIET)
    robots = Robots(site, round(ROBOTS * seconds / TEN_MINUTES), ROBOTS / TEN_MINUTES)
    time.sleep(4)  # the patient ones wait longer than a person needs to write
    flood = threading.Thread(target=robots.run)
    flood.start()
    loud = []
    while flood.is_alive():
        loud += looks(site, cookie, 1)
    flood.join()
    return quiet, loud, robots


def looks(site, cookie, times):
    found = []
    for _ in range(times):
        for page in PAGES:
            begun = time.perf_counter()
            status = site.ask("GET", page, headers={"Cookie": cookie})[0]
            found.append(time.perf_counter() - begun)
            if status != 200:
                raise SystemExit(f"{page} answered {status}")
            time.sleep(PAUSE)
    return found


def p95(seconds):
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]


def shown(vendor, seconds, quiet, loud, robots):
    from members.models import Opinion  # noqa: PLC0415 -- after the set-up

    listed, apart = Opinion.objects.sorted_out().count() - 10, Opinion.objects.doubtful().count()
    refused = robots.count - robots.answers[302]
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{robots.count} robot posts in {seconds} s on {vendor}; {os.cpu_count()} cores, load {load}")
    print(f"refused {refused}, listed {listed}, kept apart {apart}; answers {dict(robots.answers)}")
    each = (
        f"one post {statistics.median(robots.seconds) * 1000:.0f} ms, p95 {p95(robots.seconds) * 1000:.0f} ms"
    )
    print(
        f"begun more than {LATE} s later than planned: {robots.late}, at worst {robots.worst:.1f} s; {each}"
    )
    for label, ask in (("median", statistics.median), ("p95", p95)):
        print(f"staff pages {label}: {ask(quiet) * 1000:.0f} ms without load, {ask(loud) * 1000:.0f} ms with it "
              f"({len(quiet)} and {len(loud)} pages)")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TEN_MINUTES)
