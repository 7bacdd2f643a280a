"""manage.py serve: web server and background work in one process, the embedded default."""

import gc
import signal
from functools import partial

import waitress
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from weijianyi.work.embedded import Timekeeper

SIGN_INS = """
  微建议  http://{host}:{port}/
  演示账号（密码 demo）：member 委员 · staff 提案委 · unit 承办单位 · leader 领导
  另有 member2 operator staff2 head editor supervisor unitlead county province liaison informant admin auditor sysadmin
"""
PATIENCE = 1  # seconds running requests get to end after the signal


class Command(BaseCommand):
    help = "启动网站和后台工作（单进程，适合演示和小型部署）"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="先升级数据库，空的再装入演示数据")

    def handle(self, *args, host, port, demo, **options):
        if demo:
            self.prepare(host, port)
        server = self.listen(host, port)
        timekeeper = None if settings.CELERY_BROKER_URL else Timekeeper()
        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)
        self.stdout.write(f"微建议已在 http://{host}:{port}/ 运行，按 Ctrl+C 停止。")
        self.stdout.flush()
        if timekeeper:
            timekeeper.start()
        server.run()  # until SIGINT or SIGTERM
        server.close()
        if timekeeper:
            timekeeper.stop(PATIENCE)

    def prepare(self, host, port):
        """In this process: a further start of Python would cost seconds."""
        if unknown := self.foreign_migrations():
            raise CommandError(
                f"这个数据库是另一个版本建立的（{unknown[0]}），不能直接使用。"
                "试用数据请删除 var/ 目录后重新启动；正式数据请用建立它的版本。"
            )
        call_command("migrate", verbosity=0)
        call_command("seed", if_empty=True, stdout=self.stdout)
        self.stdout.write(SIGN_INS.format(host=host, port=port))

    def foreign_migrations(self):
        """Names of migrations that this database has had and this version does not know."""
        loader = MigrationLoader(connection)
        apps = {app for app, _ in loader.disk_migrations}
        strange = [
            key for key in loader.applied_migrations if key[0] in apps and key not in loader.disk_migrations
        ]
        return sorted(".".join(key) for key in strange)

    def listen(self, host, port):
        application = get_wsgi_application()
        try:
            server = waitress.create_server(application, host=host, port=port, threads=6, ident=None)
        except OSError as error:
            raise CommandError(f"端口 {port} 打不开（{error.strerror}），请换一个端口。") from error
        dispatcher = server.task_dispatcher
        dispatcher.shutdown = partial(dispatcher.shutdown, timeout=PATIENCE)
        gc.freeze()
        return server


def leave(signum, frame):
    raise SystemExit(0)
