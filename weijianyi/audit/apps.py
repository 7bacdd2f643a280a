"""Names the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "weijianyi.audit"
    verbose_name = "审计日志"
