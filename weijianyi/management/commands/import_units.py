"""`manage.py import_units`: units, or with --handlers their people, from a file; dry by default."""

from weijianyi.management.commands._roster import RosterCommand


class Command(RosterCommand):
    help = "导入承办单位；--handlers 导入单位人员。不加 --commit 只检查，什么也不保存"
    kind = "units"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--handlers", action="store_true", help="这份表是单位人员")

    def handle(self, *args, **options):
        self.kind = "handlers" if options["handlers"] else "units"
        super().handle(*args, **options)
