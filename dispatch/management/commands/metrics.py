"""Prints the metric dictionary: every indicator with its definition, as a table; `--organisation` by its own rules."""

from django.core.management.base import BaseCommand, CommandError

from dispatch.figures import dictionary
from dispatch.figures.rates import Rules
from members.models import Organisation


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--organisation", help="its code; without it the rules as shipped")
        parser.add_argument("key", nargs="?", help="one indicator only")

    def handle(self, *, key, organisation, **options):
        rules = Rules()
        if organisation:
            found = Organisation.objects.filter(code=organisation).first()
            if found is None:
                raise CommandError(f"No organisation {organisation}.")
            rules = Rules.of(found.pk)
        rows = [row for row in dictionary.metrics(rules) if key in (None, row.key)]
        if not rows:
            raise CommandError(f"No indicator {key}.")
        self.stdout.write(" | ".join(dictionary.HEADS))
        for row in rows:
            self.stdout.write(" | ".join(str(value) or "—" for value in vars(row).values()))
