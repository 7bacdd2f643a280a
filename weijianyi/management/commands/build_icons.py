"""Rebuilds static/icons.svg from a folder of Tabler outline icons and the list static/icons.txt.

A line is a Tabler name, or `ours=tabler` where our word differs.
"""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

NOTICE = "Tabler Icons (outline), MIT License, Copyright (c) 2020-2026 Paweł Kuna"
SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*?/>")
FRAME = 'd="M0 0h24v24H0z"'  # the invisible square every Tabler file starts with


def symbol(name: str, svg: str) -> str:
    shapes = "".join(shape.replace(" />", "/>") for shape in SHAPE.findall(svg) if FRAME not in shape)
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{shapes}</symbol>'


class Command(BaseCommand):
    help = "Rebuild static/icons.svg: manage.py build_icons FOLDER (the outline folder of @tabler/icons)"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        static = settings.BASE_DIR / "static"
        lines = (static / "icons.txt").read_text("utf-8").split()
        files = {
            name: folder / f"{source or name}.svg" for name, _, source in (x.partition("=") for x in lines)
        }
        missing = [name for name, file in files.items() if not file.is_file()]
        if missing:
            raise CommandError(f"not in {folder}: {', '.join(missing)}")
        symbols = [symbol(name, file.read_text("utf-8")) for name, file in files.items()]
        sprite = [f"<!-- {NOTICE} -->", '<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
        (static / "icons.svg").write_text("\n".join(sprite), "utf-8")
        self.stdout.write(f"{len(files)} icons")
