"""Changes of settings and words by an organisation; rows for all are never touched."""

from django.db import transaction

from weijianyi.rulebook import cache
from weijianyi.rulebook.models import DictionaryEntry, Setting


def change_setting(organisation, key, *, value, valid_from, basis, user) -> Setting:
    """Add the organisation's next version of a setting."""
    return Setting.objects.create(
        organisation=organisation, key=key, value=value, valid_from=valid_from, basis=basis, entered_by=user
    )


@transaction.atomic
def own_list(organisation, dictionary: str):
    """The organisation's own rows; at the first change it starts from a copy of the list for all."""
    own = DictionaryEntry.objects.filter(organisation=organisation, dictionary=dictionary)
    if not own.exists():
        common = DictionaryEntry.objects.filter(organisation=None, dictionary=dictionary)
        fields = ("dictionary", "code", "label", "text", "data", "order", "active")
        DictionaryEntry.objects.bulk_create(
            (DictionaryEntry(organisation=organisation, **row) for row in common.values(*fields)),
            ignore_conflicts=True,  # two administrators at the same moment
        )
        cache.changed()
    return own


@transaction.atomic
def save_word(organisation, dictionary: str, code: str, values: dict) -> DictionaryEntry:
    """Add or change a word of the organisation's own list."""
    own = own_list(organisation, dictionary)
    row = own.filter(code=code).first()
    row = row or DictionaryEntry(organisation=organisation, dictionary=dictionary, code=code)
    for field, value in values.items():
        setattr(row, field, value)
    row.save()
    return row


def shown_list(organisation, dictionary: str) -> list[DictionaryEntry]:
    """All rows that count for the organisation, inactive ones too."""
    rows = DictionaryEntry.objects.of(organisation).filter(dictionary=dictionary).order_by("order", "pk")
    own = [row for row in rows if row.organisation_id]
    return own or list(rows)
