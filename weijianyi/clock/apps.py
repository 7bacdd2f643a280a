"""Names the app and seeds it after migrations."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ClockConfig(AppConfig):
    name = "weijianyi.clock"
    verbose_name = "日历与时限"

    def ready(self):
        from weijianyi.clock import loading  # noqa: PLC0415 - models are not ready before

        post_migrate.connect(loading.seed, sender=self, dispatch_uid="clock-seeds")
