"""What every test gets: strict templates, fresh caches; and the browser for those that ask for one."""

import gc
import inspect
import os
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.template import defaultfilters, engines
from django.test import Client, TransactionTestCase

from tests import world
from tests.settings import cache_epoch
from weijianyi.audit import triggers
from weijianyi.management.commands.verify import can_draw_letters, find_chromium
from weijianyi.rulebook import cache as rulebook_cache

CI = os.environ.get("CI") == "true"
DRILL = os.environ.get("DRILL") == "1"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]

# The clock of a shared machine says nothing about the code, hence no deadline.
hypothesis.settings.register_profile("test", deadline=None, database=None)
hypothesis.settings.register_profile("drill", deadline=None, database=None, max_examples=2000)
hypothesis.settings.load_profile("drill" if DRILL else "test")


def pytest_collection_modifyitems(config, items):
    """Skip what this machine cannot run; in CI a missing browser is an error, never a skip."""
    browser_items = [item for item in items if "browser" in item.keywords]
    if CI and browser_items and not find_chromium():
        raise pytest.UsageError("CI=true and no Chromium: the browser journeys must run here")
    absent = {
        "postgres": connection.vendor != "postgresql" and "needs PostgreSQL: set DATABASE_URL",
        "worker": not os.environ.get("REDIS_URL") and "needs a Redis: set REDIS_URL",
        "browser": not find_chromium() and "needs Chromium",
        "word": not can_draw_letters() and "needs LibreOffice and pdftoppm",
    }
    for item in items:
        for marker, reason in absent.items():
            if reason and marker in item.keywords:
                item.add_marker(pytest.mark.skip(reason=reason))
    left_out = set() if DRILL else {"drill"} if CI else {"drill", "long"}
    config.hook.pytest_deselected(items=[item for item in items if left_out & set(item.keywords)])
    items[:] = [item for item in items if not left_out & set(item.keywords)]


def pytest_collection_finish(session):
    """What was imported stays for good: the collector need not look at it again, as in a server."""
    gc.freeze()


class UndefinedVariable:
    """Django's string_if_invalid that fails the test, unless the template says `|default:`."""

    def __contains__(self, text):
        return text == "%s"

    def __mod__(self, variable):
        resolving = inspect.currentframe().f_back.f_locals  # of FilterExpression.resolve
        expression, context = resolving["self"], resolving["context"]
        template = context.render_context.template or context.template
        if not Path(template.origin.name).is_relative_to(settings.BASE_DIR / "templates"):
            return ""  # Django's own templates lean on undefined names
        if expression.filters and expression.filters[0][0] is defaultfilters.default:
            return expression.resolve(context, ignore_failures=True)
        pytest.fail(f"undefined template variable {variable} in {template.name}")


@pytest.fixture(autouse=True, scope="session")
def _rules_do_not_age():
    """On a busy machine the rules would be read again between two pages whose statements are compared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rulebook_cache, "LIFETIME", 3600.0)
        yield


@pytest.fixture(autouse=True, scope="session")
def _strict_templates():
    engines["django"].engine.string_if_invalid = UndefinedVariable()


@pytest.fixture(autouse=True)
def _fresh_caches():
    cache_epoch["of"] = uuid4().hex
    rulebook_cache.forget()


@pytest.fixture(autouse=True, scope="session")
def _flush_gets_past_the_append_only_triggers():
    """What empties the database after a transactional test may delete events; nobody else may."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(case):
        triggers.drop()
        flush(case)
        triggers.create()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True, scope="session")
def _few_rows_are_deleted():
    """A transactional test leaves few rows: deleting them is faster than TRUNCATE, which makes every file anew."""

    def deletes(operations, style, tables, **options):
        return [f"DELETE FROM {operations.quote_name(table)}" for table in tables]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.backends.postgresql.operations.DatabaseOperations.sql_flush", deletes)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """PostgreSQL drops no database that a thread of some live server still has open."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def w(db):
    """A city in which everybody has seen the welcome page."""
    return world.welcomed()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, started once."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where Chromium is

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """page(user, width=390, allow=()) opens a signed-in window; its errors fail the test at the end.

    `allow` names the answers (404, ...) that this test provokes on purpose; 409 and 422 are designed.
    """
    windows, errors = [], []

    def open_window(user=None, *, width=1440, allow=(), **options):
        window = chromium.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 844 if width < 900 else 900},
            has_touch=width < 900,
            **options,
        )
        windows.append(window)
        window.set_default_timeout(10_000)
        if user is not None:
            window.add_cookies([{"url": live_server.url, **session_cookie(user)}])
        expected = tuple(f"status of {status}" for status in (409, 422, *allow))
        tab = window.new_page()
        tab.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " e => console.error('CSP', e.violatedDirective, e.blockedURI, e.sourceFile, e.lineNumber))"
        )
        tab.on("pageerror", lambda error: errors.append(f"{tab.url}: {error}"))
        tab.on("console", lambda message: note_console(message, expected, errors))
        return tab

    yield open_window
    for window in windows:
        window.close()
    assert not errors, "\n".join(errors)


def session_cookie(user):
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def note_console(message, expected, errors):
    if message.type == "error" and not any(answer in message.text for answer in expected):
        errors.append(f"{message.location.get('url', '')}: {message.text}")


@pytest.fixture
def axe():
    """axe(page) lists the accessibility violations of the page as it stands."""
    script = AXE.read_text(encoding="utf-8")

    def violations(tab):
        tab.evaluate(script)
        found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [f"{rule['id']}: {node['target']} {rule['help']}" for rule in found for node in rule["nodes"]]

    return violations


@pytest.fixture
def shoot():
    """shoot(page, name) keeps a picture in the folder SCREENS when `make screens` asks for them."""
    folder = os.environ.get("SCREENS")

    def keep(tab, name):
        if folder:
            tab.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep
