"""Answers what a rule says and which words a list holds; imports no model, so it may be imported early."""

from copy import deepcopy
from datetime import date
from typing import Any

from django.apps import apps
from django.utils import timezone

from weijianyi.rulebook import cache


def value(organisation, key: str, on: date | None = None) -> Any:
    """What the setting says on that day, today by default; KeyError when there is none."""
    return deepcopy(setting(organisation, key, on or timezone.localdate()).value)


def setting(organisation, key: str, on: date):
    """The organisation's newest valid row, else the row for all, else KeyError."""
    rows = cache.get("settings", _load_settings)
    for owner in _owners(organisation):
        for row in rows.get((owner, key), ()):
            if row.valid_from <= on:
                return row
    raise KeyError(f"no setting {key!r}")


def entries(organisation, dictionary: str) -> list:
    """Active entries in order; an organisation's own list replaces the one for all."""
    return [row for row in _list(organisation, dictionary) if row.active]


def entry(organisation, dictionary: str, code: str):
    """One entry, even an inactive one (old records still name it); KeyError when unknown."""
    words = cache.get("words", _load_words)
    for owner in _owners(organisation):
        for row in words.get((owner, dictionary), ()):
            if row.code == code:
                return row
    raise KeyError(f"no entry {code!r} in {dictionary!r}")


def _list(organisation, dictionary: str) -> list:
    words = cache.get("words", _load_words)
    for owner in _owners(organisation):
        if rows := words.get((owner, dictionary)):
            return rows
    return []


def _owners(organisation) -> tuple:
    pk = getattr(organisation, "pk", organisation)
    return (pk, None) if pk is not None else (None,)


def _load_settings() -> dict:
    rows = apps.get_model("rulebook", "Setting").objects.order_by("-valid_from", "-pk")
    return _grouped(rows, "key")


def _load_words() -> dict:
    rows = apps.get_model("rulebook", "DictionaryEntry").objects.order_by("order", "pk")
    return _grouped(rows, "dictionary")


def _grouped(rows, field: str) -> dict:
    grouped: dict = {}
    for row in rows:
        grouped.setdefault((row.organisation_id, getattr(row, field)), []).append(row)
    return grouped
