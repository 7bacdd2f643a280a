"""Celery shells: a name in, one call out."""

from celery import shared_task
from django.utils import timezone

from weijianyi.work import outbox, runs, timetable


@shared_task(name="work.drain")
def drain():
    outbox.empty()


@shared_task(name="work.run")
def run(name):
    runs.run(timetable.find(name), timezone.now())
