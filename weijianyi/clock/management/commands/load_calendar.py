"""load_calendar YEAR: loads a year's days off, from the package or a CSV file, and moves open due days."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weijianyi.clock import jobs, loading
from weijianyi.clock.holidays import PACKAGE_SOURCE, BadCalendar, packaged, parse


class Command(BaseCommand):
    help = "导入一年的放假与调休安排，并重算正在计时的期限。"

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--file", type=Path, help="CSV：日期,类型,名称（类型 off 或 workday）")
        parser.add_argument("--dry-run", action="store_true", help="只列出会变动的期限，不保存")

    def handle(self, year, file, dry_run, **options):
        try:
            changes = parse(file.read_text(encoding="utf-8"), year) if file else packaged(year)
        except (BadCalendar, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from None
        if dry_run:
            for deadline, new in jobs.moved(None, loading.preview(year, changes)):
                self.stdout.write(f"{deadline.thread} {deadline.label}：{deadline.due_on} → {new}")
            self.stdout.write(f"{year} 年共 {len(changes)} 天，未保存。")
            return
        loading.load_year(year, changes, file.name if file else PACKAGE_SOURCE)
        now = timezone.now()
        for line in jobs.recompute_open(timezone.localdate(now), now=now):
            self.stdout.write(line)
        self.stdout.write(f"{year} 年放假安排已导入，共 {len(changes)} 天。")
