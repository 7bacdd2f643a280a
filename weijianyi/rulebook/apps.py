"""Names the app and seeds it after migrations."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RulebookConfig(AppConfig):
    name = "weijianyi.rulebook"
    verbose_name = "规则与字典"

    def ready(self):
        from weijianyi.rulebook import seeding  # noqa: PLC0415 - models are not ready before

        post_migrate.connect(seeding.load, sender=self, dispatch_uid="rulebook-seeds")
