"""Names the app, guards its tables after migrations and reads events from the outbox."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "weijianyi.audit"
    verbose_name = "审计日志"

    def ready(self):
        from weijianyi.audit import checks, listeners, triggers  # noqa: PLC0415 -- models are loaded only now
        from weijianyi.work import outbox  # noqa: PLC0415

        post_migrate.connect(triggers.create, sender=self, dispatch_uid="audit-triggers")
        register(checks.append_only, Tags.database)
        outbox.register("event", listeners.digest)
