"""Names the app and joins it to the door."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "dispatch"
    verbose_name = "办理与统计"

    def ready(self):
        from dispatch import joining  # noqa: PLC0415 -- models are loaded only now

        joining.join(self)
