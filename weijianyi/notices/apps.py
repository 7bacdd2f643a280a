"""Names the app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "weijianyi.notices"
    verbose_name = "消息"
