"""`manage.py verify`: every check before a commit, in order, stopping at the first red one."""

import base64
import os
import secrets
import shutil
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
# The settings a real installation must have; the checks open no connection.
PRODUCTION = {
    "PROFILE": "production",
    "DEBUG": "0",
    "ALLOWED_HOSTS": "suggestions.example",
    "SITE_URL": "https://suggestions.example",
    "DATABASE_URL": "postgres://weijianyi@localhost/weijianyi",
    "REDIS_URL": "redis://localhost/0",
}
STAGES = [
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "."], {}),
    ("lint", [PYTHON, "-m", "ruff", "check", "."], {}),
    ("system checks", [*MANAGE, "check", "--fail-level", "WARNING"], {}),
    ("production checks", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("missing migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
    ("tests", [PYTHON, "-m", "pytest"], {}),
]
LEFT_OUT = "the long suites were left to CI; here: CI=true make test, or make drill for everything"
NO_CHROMIUM = "!!! NO CHROMIUM HERE: THE BROWSER TESTS WERE SKIPPED (apt-get install chromium fonts-noto-cjk)"
NO_LIBREOFFICE = (
    "!!! NO LIBREOFFICE HERE: NO LETTER WAS DRAWN AND LOOKED AT (apt-get install --no-install-recommends"
    " libreoffice-writer poppler-utils fonts-noto-cjk, then CI=true make test)"
)


def throw_away_secrets():
    """What a real installation keeps outside the tree, made anew for one run of the checks."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "CONTACT_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def find_chromium():
    """Where the browser of the browser tests is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def can_draw_letters():
    """Whether the tests can turn a letter into a picture."""
    return bool(shutil.which("soffice") and shutil.which("pdftoppm"))


class Command(BaseCommand):
    help = "Format, lint, system checks, missing migrations and tests; stops at the first failure."
    requires_system_checks = []

    def handle(self, **options):
        begun = time.monotonic()
        for title, command, extra in STAGES:
            self.run_stage(title, command, extra)
        self.say(f"all green in {time.monotonic() - begun:.0f} s")
        if os.environ.get("CI") != "true":
            self.say(LEFT_OUT)
        if not find_chromium():
            self.say(NO_CHROMIUM)
        if not can_draw_letters():
            self.say(NO_LIBREOFFICE)

    def run_stage(self, title, command, extra):
        self.say(f"── {title}")
        begun = time.monotonic()
        environment = {**os.environ, **extra, **(throw_away_secrets() if extra else {})}
        environment.pop("DJANGO_SETTINGS_MODULE", None)  # set by manage.py; pytest has its own
        done = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, check=False)  # noqa: S603
        if done.returncode:
            raise CommandError(f"{title}: failed after {time.monotonic() - begun:.1f} s")
        self.say(f"   {title}: {time.monotonic() - begun:.1f} s")

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
