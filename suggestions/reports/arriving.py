"""Receiving a report from the organisation below: a number here, the clock of the first look."""

from django.utils import timezone

from suggestions import numbering
from suggestions.review import reviewing


def receive(item, event, *, actor, **facts):
    """The `rows` of the step `arrive`; the case keeps its home where the matter came from."""
    item.number_year = timezone.localtime(event.occurred_at).year
    item.number = numbering.next_number(item.organisation_id, item.kind, item.number_year)
    item.review_on = reviewing.start_review(item, event.occurred_at).due_on
    item.save()
    if item.case.home_item_id is None:  # the copy of an issue: nobody else's case
        item.case.home_item = item
        item.case.save(update_fields=["home_item"])
