"""What units promised in the story and what became of it: long due, it was kept and looked back on."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from dispatch.models import Promise
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import perform

LEFT = timedelta(days=20)  # what fell due since then still waits


def keep(city):
    """Kept on its day, confirmed by the office the day after; every other one makes the reply class A."""
    due = Promise.objects.filter(desk__organisation=city.home, due_on__lt=city.days.now.date() - LEFT)
    solved = rulebook.entry(city.home, "result_class", "solved")
    for place, promise in enumerate(due.select_related("desk__item", "department").order_by("due_on", "pk")):
        last = Event.objects.filter(thread=promise.thread).latest("occurred_at")
        at = max(morning(promise.due_on), last.occurred_at + timedelta(hours=1))
        if at + timedelta(days=1) > city.days.now:
            continue
        clerk = city.clerk(promise.department.short_name)
        promise = perform(promise, "keep", actor=clerk, at=at, text="已按承诺办理完毕，请现场查看。")
        to_class = solved if place % 2 == 0 else None
        finding = "现场查看，已经兑现。" if place % 2 == 0 else "电话回访委员，已经兑现。"
        perform(
            promise, "confirm", actor=city.actor("staff"), at=at + timedelta(days=1), finding=finding,
            to_class=to_class,
        )  # fmt: skip


def morning(day):
    return timezone.make_aware(datetime.combine(day, time(10)))
