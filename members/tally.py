"""Counters of a short window: in the cache, in the database where the cache does not answer."""

import logging
import time

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F

from members.models import Tally

logger = logging.getLogger(__name__)
WINDOW = 600  # seconds


def hit(bucket, now=None):
    """Count one more in the current ten minutes of `bucket`; answers how many there are now."""
    window = int((now or time.time()) // WINDOW)
    try:
        key = f"tally:{bucket}:{window}"
        cache.add(key, 0, 2 * WINDOW)
        return cache.incr(key)
    except Exception as error:
        logger.warning("counting in the database: %s", type(error).__name__)
        return hit_row(bucket, window)


def seen(bucket, now=None):
    """How many there are, without counting."""
    window = int((now or time.time()) // WINDOW)
    try:
        return cache.get(f"tally:{bucket}:{window}", 0)
    except Exception:
        row = Tally.objects.filter(bucket=bucket, window=window).first()
        return row.count if row else 0


def hit_row(bucket, window):
    rows = Tally.objects.filter(bucket=bucket, window=window)
    if not rows.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                Tally.objects.create(bucket=bucket, window=window, count=1)
        except IntegrityError:  # somebody was quicker
            rows.update(count=F("count") + 1)
    return rows.values_list("count", flat=True).get()


def forget(now=None):
    """Rows of windows that are over; answers how many."""
    return Tally.objects.filter(window__lt=int((now or time.time()) // WINDOW) - 1).delete()[0]
