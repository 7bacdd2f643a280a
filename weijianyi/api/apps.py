"""Names the app and sends what subscribers asked for."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "weijianyi.api"
    label = "api"
    verbose_name = "接口"

    def ready(self):
        from weijianyi.api import webhooks  # noqa: PLC0415 -- models are loaded only now
        from weijianyi.work import outbox  # noqa: PLC0415

        outbox.register(webhooks.TOPIC, webhooks.handle, outside=True)
