"""What every answer says to the browser, and that the production profile is strict."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests import world as w

pytestmark = pytest.mark.django_db
SIGNED_IN = (
    "/me/",
    "/items/",
    "/inbox/",
    "/me/settings/",
    "/search/?q=树",
    "/nowhere/",
    "/review/",
    "/styleguide/",
)
PUBLIC = ("/login/", "/healthz/", "/me/", "/nowhere/", "/files/signed/nonsense/")
PRODUCTION = {
    "PROFILE": "production", "SECRET_KEY": "k8sQ2v7Zp1Xr5Tn9Lw3Yb6Hd4Gf0Jm_cVuEoAiSxNqRtPzWyBkDgMhF", "DEBUG": "0",
    "ALLOWED_HOSTS": "weijianyi.example", "DATABASE_URL": "postgres://someone@nowhere/database", "REDIS_URL": "redis://nowhere/0",
    "EMAIL_URL": "",
    "SITE_URL": "https://weijianyi.example",
    "CONTACT_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
}  # fmt: skip


@pytest.fixture
def world():
    return w.build()


def answers(client, world):
    """(address, answer) of pages, refusals and errors, signed in and not."""
    desk = world.dispatched()
    for url in PUBLIC:
        yield url, client.get(url)
    client.force_login(world["member"].user)
    for url in (*SIGNED_IN, f"/items/{desk.item.slug}/", f"/desks/{desk.slug}/letter/handover/"):
        yield url, client.get(url)
    yield "405", client.get("/logout/")
    yield "fragment", client.get("/items/", headers={"HX-Request": "true"})
    yield (
        "no token",
        signed_in(world, enforce_csrf_checks=True).post("/items/new/suggestion/", {"title": "树"}),
    )
    client.force_login(world["handler"].user)
    yield "letter", client.get(f"/desks/{desk.slug}/letter/handover/")


def signed_in(world, **options):
    client = Client(**options)
    client.force_login(world["member"].user)
    return client


def policy(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


def test_every_answer_carries_the_headers(client, world):
    for url, answer in answers(client, world):
        rules = policy(answer)
        assert not any(
            "unsafe" in source or source == "*" for sources in rules.values() for source in sources
        ), url
        assert rules["default-src"] == {"'none'"}, url
        assert rules["frame-ancestors"] == {"'none'"}, url
        assert rules["script-src"] == rules["style-src"] == rules["form-action"] == {"'self'"}, url
        assert rules["base-uri"] == {"'none'"}, url
        assert answer["X-Content-Type-Options"] == "nosniff", url
        assert answer["X-Frame-Options"] == "DENY", url
        assert answer["Referrer-Policy"] == "same-origin", url
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", url


def test_no_page_is_kept_by_browsers_or_proxies(client, world):
    for url, answer in answers(client, world):
        assert "no-store" in answer["Cache-Control"], url


def test_an_answer_while_the_application_is_broken_carries_them_too(client, world, monkeypatch):
    client = signed_in(world, raise_request_exception=False)
    monkeypatch.setattr("suggestions.mine.items_of", lambda actor: 1 / 0)
    answer = client.get("/me/")
    assert answer.status_code == 500
    assert "no-store" in answer["Cache-Control"]
    assert policy(answer)["default-src"] == {"'none'"}


def test_pages_hold_no_inline_scripts_or_styles(client, world):
    for url, answer in answers(client, world):
        if answer.get("Content-Type", "").startswith("text/html"):
            text = answer.content.decode()
            assert " style=" not in text, url
            assert "<style" not in text, url
            assert " onclick=" not in text, url
            assert "hx-on" not in text, url
            assert all(" src=" in tag.split(">")[0] for tag in text.split("<script")[1:]), url


def test_cookies_are_closed_to_scripts_and_to_other_sites(client, world):
    client.get("/login/")
    answer = client.post("/login/", {"username": "member", "password": "demo"})
    session = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    token = client.cookies[settings.CSRF_COOKIE_NAME]
    assert token["samesite"] == "Lax"


def in_production(*arguments, tmp_path, **more):
    environment = {
        **os.environ,
        **PRODUCTION,
        "VAR_DIR": str(tmp_path),
        "FILES_DIR": str(tmp_path / "files"),
        **more,
    }
    for name in (
        "DJANGO_SETTINGS_MODULE",
        "DJANGO_ALLOW_ASYNC_UNSAFE",
    ):  # of this test run, not of production
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, env=environment, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_production_profile_passes_every_deployment_check(tmp_path):
    done = in_production("check", "--deploy", "--fail-level", "INFO", tmp_path=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


SAY = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)
print(s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_DOMAIN, s.CSRF_COOKIE_PATH)
print(s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG, s.PROFILE, "*" in s.ALLOWED_HOSTS)
"""


def test_production_cookies_belong_to_this_host_alone(tmp_path):
    """__Host- demands Secure, the path / and no domain; a browser drops the cookie otherwise."""
    done = in_production("shell", "--no-imports", "-c", SAY, tmp_path=tmp_path)
    assert done.stdout.split("\n")[:3] == [
        "__Host-session True None /",
        "__Host-csrf True None /",
        "True True False production False",
    ], done.stderr


@pytest.mark.parametrize(
    ("more", "sentence"),
    [({"SECRET_KEY": ""}, "SECRET_KEY"), ({"DEBUG": "1"}, "DEBUG must be off")],
)
def test_production_refuses_to_start_unsafe(tmp_path, more, sentence):
    done = in_production("check", tmp_path=tmp_path, **more)
    assert done.returncode != 0
    assert sentence in done.stderr
