"""System checks of the installation: the right packages, and settings fit for production."""

from importlib import metadata

from django.conf import settings
from django.core.checks import Error, Warning


def state_machine_package(app_configs, **kwargs):
    """django-fsm and django-fsm-2 install the same module: whichever came last would win."""
    try:
        metadata.distribution("django-fsm")
    except metadata.PackageNotFoundError:
        return []
    hint = "pip uninstall django-fsm, then install requirements.lock again: django-fsm-2 brings the module."
    return [Error("The distribution django-fsm is installed.", hint=hint, id="weijianyi.E001")]


def production_settings(app_configs, **kwargs):
    """Under PROFILE=production nothing of the demo may be left."""
    if not settings.PRODUCTION:
        return []
    demo_key = "demo-only" in settings.SECRET_KEY
    any_host = not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS
    plain_links = not settings.SITE_URL.startswith("https://")
    sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    messages = [
        (demo_key, Error("SECRET_KEY is the demo's.", id="weijianyi.E002")),
        (any_host, Error("ALLOWED_HOSTS must name the host.", id="weijianyi.E003")),
        (plain_links, Warning("SITE_URL is not https: links in mail are wrong.", id="weijianyi.W001")),
        (sqlite, Warning("SQLite in production: use PostgreSQL.", id="weijianyi.W002")),
        (not settings.REDIS_URL, Warning("No REDIS_URL: no Celery worker can run.", id="weijianyi.W003")),
    ]
    return [message for applies, message in messages if applies]
