"""Loads the Celery app with Django, in every process that serves, works or manages."""

import gc

from weijianyi.celery import app as celery_app

__all__ = ["celery_app"]

# Python's own threshold of 700 makes it look through all of Django's objects again and again: a quarter of the
# time of a step, a tenth of a page.
gc.set_threshold(50_000, 20, 20)
