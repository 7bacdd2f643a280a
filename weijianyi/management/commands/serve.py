"""manage.py serve: web server and background work in one process, the embedded default."""

import signal
from functools import partial

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application

from weijianyi.work.embedded import Timekeeper

PATIENCE = 1  # seconds running requests get to end after the signal


class Command(BaseCommand):
    help = "启动网站和后台工作（单进程，适合演示和小型部署）"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, host, port, **options):
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

    def listen(self, host, port):
        application = get_wsgi_application()
        try:
            server = waitress.create_server(application, host=host, port=port, threads=6, ident=None)
        except OSError as error:
            raise CommandError(f"端口 {port} 打不开（{error.strerror}），请换一个端口。") from error
        dispatcher = server.task_dispatcher
        dispatcher.shutdown = partial(dispatcher.shutdown, timeout=PATIENCE)
        return server


def leave(signum, frame):
    raise SystemExit(0)
