"""`manage.py check_holders`: who has each matter and what is due next, worked out afresh."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from dispatch.desks import due_days, progress
from dispatch.models import Assignment
from suggestions import holding
from suggestions.models import Item
from weijianyi.workflow import door

BATCH = 500


class Command(BaseCommand):
    help = "Recomputes holders and due days of all items and desks; says what differs, with --fix also repairs it."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="store what was worked out")

    def handle(self, *, fix, **options):
        looked_at = wrong = 0
        for item in every_item():
            looked_at += 1
            if any(stale(row, values) for row, values in fresh(item)):
                for line in settled(item, fix):
                    self.stdout.write(line)
                    wrong += 1
        self.stdout.write(f"{looked_at} items, {wrong} differences{', repaired' if wrong and fix else ''}")
        if wrong and not fix:
            raise CommandError("Holders differ: run again with --fix.")


def every_item():
    """One after the other in batches, so that memory does not grow with the table."""
    last = 0
    while rows := list(Item.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from rows
        last = rows[-1].pk


def fresh(item):
    """[(row, derived columns)]: desks first, for the item's holder is read from them."""
    desks = list(Assignment.objects.for_lists().select_related("link__organisation").filter(item=item))
    for desk in desks:
        yield desk, {"holder": progress.holder_of_desk(desk), "due_on": due_days.due_of(desk)}
    yield item, progress.derived(item, desks) if item.dispatched_at else holding.derived(item)


def stale(row, values):
    """{column: (stored, expected)} where they differ."""
    stored = {name: getattr(row, name) for name in values}
    return {name: (stored[name], value) for name, value in values.items() if stored[name] != value}


@transaction.atomic
def settled(item, fix):
    """Look again under the lock of the item, for a step may just have been taken; kept only with `fix`."""
    item, lines = door.lock(item), []
    event = door.last_event(item)
    at = event.occurred_at if event else timezone.now()
    for row, values in fresh(item):
        lines += [
            f"{row._meta.model_name} {row.slug}: {name} {old or '-'} → {new or '-'}"
            for name, (old, new) in stale(row, values).items()
        ]
        holding.store(row, values, at)  # what follows in `fresh` is worked out from it
    transaction.set_rollback(not fix)
    return lines
