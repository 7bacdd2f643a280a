"""Names the project package as an app and registers its checks."""

from django.apps import AppConfig
from django.core.checks import register

from weijianyi import checks


class WeijianyiConfig(AppConfig):
    name = "weijianyi"
    verbose_name = "微建议"

    def ready(self):
        register(checks.state_machine_package)
        register(checks.production_settings)
