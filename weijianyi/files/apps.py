"""Names the app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "weijianyi.files"
    verbose_name = "附件"
