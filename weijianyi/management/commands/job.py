"""manage.py job: run a timed job by hand, list the timetable, look after rows that were given up."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weijianyi.work import outbox, timetable
from weijianyi.work.models import JobRun, Outbox


class Command(BaseCommand):
    help = "运行或查看定时工作"

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", help="工作名称，见 --list")
        parser.add_argument("--on", type=date.fromisoformat, help="按哪一天办理，如 2026-11-24；不写就是今天")
        parser.add_argument("--dry-run", action="store_true", help="只报告会做什么，不做")
        parser.add_argument("--list", action="store_true", help="列出全部定时工作和最近一次运行")
        parser.add_argument("--stuck", action="store_true", help="列出多次失败、已停止重试的待办消息")
        parser.add_argument("--retry", nargs="+", metavar="KEY", help="让这些停止重试的待办消息重新开始")

    def handle(self, *args, **options):
        if options["list"]:
            lines = self.timetable()
        elif options["stuck"]:
            lines = self.stuck()
        elif options["retry"]:
            lines = [f"{outbox.retry(options['retry'])} 条待办消息重新开始。"]
        elif options["name"]:
            lines = self.run(options["name"], options["on"], options["dry_run"])
        else:
            raise CommandError("请写工作名称，或用 --list 查看有哪些工作。")
        for line in lines:
            self.stdout.write(line)

    def run(self, name, on, dry_run):
        try:
            job = timetable.find(name)
        except LookupError:
            raise CommandError(f"没有名为 {name} 的工作，请用 --list 查看。") from None
        now = timezone.now()
        return job.load()(on or timezone.localdate(now), now=now, dry_run=dry_run) or ["没有要做的事。"]

    def timetable(self):
        for job in timetable.JOBS:
            latest = JobRun.objects.filter(name=job.name).order_by("-started_at", "-id").first()
            yield f"{job.name:<22}{job.when:<14}{job.title}（{outcome(latest)}）"

    def stuck(self):
        rows = list(Outbox.objects.stuck().order_by("created_at", "id"))
        for row in rows:
            yield f"{row.key}\t{row.topic}\t{minute(row.created_at)}\t{row.last_error}"
        if not rows:
            yield "没有停止重试的待办消息。"


def outcome(run):
    if run is None:
        return "还没有运行过"
    at = minute(run.started_at)
    if run.error:
        return f"{at} 失败：{run.error}"
    return f"{at} 完成" if run.finished_at else f"{at} 开始，还没有结束"


def minute(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
