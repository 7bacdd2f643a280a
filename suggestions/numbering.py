"""Gives out reference numbers per organisation, series and year, without races."""

from suggestions.models.number_series import NumberSeries


def next_number(organisation_id, series, year):
    """The next number of a series. Inside a transaction: the series row stays locked until its end."""
    return next_numbers(organisation_id, series, year, 1)


def next_numbers(organisation_id, series, year, count):
    """Take `count` numbers in a row; the last of them."""
    row, _ = NumberSeries.objects.get_or_create(organisation_id=organisation_id, series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(pk=row.pk)
    row.last += count
    row.save(update_fields=["last"])
    return row.last
