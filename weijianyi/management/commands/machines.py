"""Prints every state machine as table or diagram; `--write FOLDER` renews the stored pictures of the tests."""

from pathlib import Path

from django.core.management.base import BaseCommand

from weijianyi.workflow import picture


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("noun", nargs="?", help="e.g. suggestion, assignment")
        parser.add_argument("--diagram", action="store_true", help="Mermaid instead of a table")
        parser.add_argument(
            "--write", type=Path, help="write both pictures of every machine into this folder"
        )

    def handle(self, *, noun, diagram, write, **options):
        for model in picture.machines():
            name = model._meta.model_name
            if noun and noun != name:
                continue
            if write:
                (write / f"{name}.txt").write_text(picture.table(model) + "\n")
                (write / f"{name}.mmd").write_text(picture.diagram(model) + "\n")
            else:
                self.stdout.write((picture.diagram if diagram else picture.table)(model) + "\n\n")
