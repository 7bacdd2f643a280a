"""What this process remembers of rules, words, limits and calendars, so that using one costs no query."""

import time
from collections.abc import Callable
from typing import Any

from django.core.cache import cache as shared
from django.db import transaction

LIFETIME = 30.0  # without a shared cache another process sees a change after this long
CHECK_EVERY = 1.0  # with one, after this long
VERSION_KEY = "rulebook-version"

_values: dict[str, tuple[float, Any]] = {}
_state = {"version": 0, "checked": 0.0, "generation": 0}


def get(name: str, load: Callable[[], Any]) -> Any:
    """Return the remembered value, or load and remember it."""
    now = time.monotonic()
    _check_version(now)
    held = _values.get(name)
    if held and now - held[0] < LIFETIME:
        return held[1]
    generation = _state["generation"]
    loaded = load()
    if generation == _state["generation"]:  # a save while we were loading makes this value stale
        _values[name] = (now, loaded)
    return loaded


def clear() -> None:
    """Forget everything in this process."""
    _state["generation"] += 1
    _values.clear()


def forget() -> None:
    """The same, and which version was seen last: for tests, each with a shared cache of its own."""
    clear()
    _state["version"] = 0


def changed() -> None:
    """Called by every save: forget here now, and tell the other processes once it is committed."""
    clear()
    transaction.on_commit(_bump, robust=True)


def _bump() -> None:
    clear()
    try:
        shared.incr(VERSION_KEY)
    except ValueError:  # not there yet: start from the clock, so that an evicted key never repeats a number
        shared.set(VERSION_KEY, int(time.time()), None)


def _check_version(now: float) -> None:
    if now - _state["checked"] < CHECK_EVERY:
        return
    _state["checked"] = now
    version = shared.get(VERSION_KEY, 0)
    if version != _state["version"]:
        _state["version"] = version
        clear()
