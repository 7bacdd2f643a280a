"""Names the app and sends what events brought."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "weijianyi.notices"
    verbose_name = "消息"

    def ready(self):
        from weijianyi.notices import jobs  # noqa: PLC0415 -- models are loaded only now
        from weijianyi.work import outbox  # noqa: PLC0415

        outbox.register("notices", jobs.send_soon)
