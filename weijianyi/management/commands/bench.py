"""`manage.py bench`: statements, time and weight of the pages in each demo user's navigation."""

import gzip
import re
import statistics
import time
from collections import Counter

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

USERS = ["member", "staff", "unit", "unitlead", "leader"]
NAVIGATION = re.compile(r"<nav\b.*?</nav>", re.S)
LINK = re.compile(r'href="(/[^"#]*)"')
ROUNDS = 20


class Command(BaseCommand):
    help = "Measures the main pages on the demo data: SQL statements, median time, gzip size."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("bench signs in as demo users; it does not run in production.")
        self.stdout.write(f"{'user':<10}{'SQL':>5}{'same':>6}{'ms':>8}{'KB':>8}  page")
        for name in USERS:
            client = Client(headers={"host": "127.0.0.1"})
            client.force_login(self.demo_user(name), "django.contrib.auth.backends.ModelBackend")
            for address in pages(client):
                self.measure(name, client, address)

    def demo_user(self, name):
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"No demo user {name}: run manage.py seed first.")
        return user

    def measure(self, name, client, address):
        client.get(address)  # warms caches and templates
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        if response.status_code != 200 or response.streaming:
            return
        texts = Counter(re.sub(r"'[^']*'|\b\d+\b", "?", query["sql"]) for query in queries)
        count, same = texts.total(), max(texts.values(), default=0)  # the log is emptied by the next request
        weight = len(gzip.compress(response.content)) / 1024
        milliseconds = statistics.median(timed(client, address) for _ in range(ROUNDS)) * 1000
        self.stdout.write(f"{name:<10}{count:>5}{same:>6}{milliseconds:>8.1f}{weight:>8.1f}  {address}")


def pages(client):
    """The home page and what its navigation leads to, in that order."""
    home = reverse("home")
    text = client.get(home, follow=True).content.decode()
    return dict.fromkeys([home, *LINK.findall("".join(NAVIGATION.findall(text)))])


def timed(client, address):
    begun = time.perf_counter()
    client.get(address)
    return time.perf_counter() - begun
