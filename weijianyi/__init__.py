"""Loads the Celery app with Django."""

from weijianyi.celery import app as celery_app

__all__ = ["celery_app"]
