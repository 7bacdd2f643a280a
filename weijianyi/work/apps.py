"""Names the app and hooks in its system check."""

from django.apps import AppConfig
from django.core.checks import register

from weijianyi.work.checks import check_timetable


class WorkConfig(AppConfig):
    name = "weijianyi.work"
    verbose_name = "后台工作"

    def ready(self):
        register(check_timetable)
