"""Puts the shipped settings and words into an empty rulebook; never overwrites what is there."""

from datetime import date

from django.db import connections

from weijianyi.rulebook import cache
from weijianyi.rulebook.defaults import DEFAULTS
from weijianyi.rulebook.models import DictionaryEntry, Setting
from weijianyi.rulebook.words import WORDS, rows

BEGINNING = date(2000, 1, 1)


def load(sender=None, using="default", **kwargs) -> None:
    """Create missing rows for all organisations; connected to post_migrate."""
    if Setting._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to zero
    _settings()
    _words()
    cache.changed()


def _settings() -> None:
    held = set(Setting.objects.filter(organisation=None).values_list("key", flat=True))
    Setting.objects.bulk_create(
        Setting(
            key=default.key,
            value=default.value,
            basis=default.basis,
            assumption=default.assumption,
            valid_from=BEGINNING,
        )
        for default in DEFAULTS
        if default.key not in held
    )


def _words() -> None:
    held = set(DictionaryEntry.objects.filter(organisation=None).values_list("dictionary", "code"))
    DictionaryEntry.objects.bulk_create(
        DictionaryEntry(dictionary=dictionary, **row)
        for dictionary in WORDS
        for row in rows(dictionary)
        if (dictionary, row["code"]) not in held
    )
