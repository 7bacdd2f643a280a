"""What units promised in the story and what became of it: long due, it was kept and looked back on."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from dispatch.models import Promise
from dispatch.states import SupervisionReason
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import SYSTEM_ACTOR, perform

DAY = timedelta(days=1)
LEFT = timedelta(days=20)  # what fell due since then still waits


def keep(city):
    """Kept on its day, confirmed by the office the day after; every other one makes the reply class A. The latest
    was broken twice."""
    due = Promise.objects.filter(desk__organisation=city.home, due_on__lt=city.days.now.date() - LEFT)
    solved = rulebook.entry(city.home, "result_class", "solved")
    *due, broken = due.select_related("desk__item", "department").order_by("due_on", "pk")
    break_twice(city, broken)
    for place, promise in enumerate(due):
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


def break_twice(city, promise):
    """Late, found broken, given a new day, broken again: the rule proposes, the supervision office takes it up."""

    def act(subject, step, who, day, **facts):
        last = Event.objects.filter(thread=promise.thread).latest("occurred_at").occurred_at
        at = min(max(morning(day), last + timedelta(minutes=1)), city.days.now)
        actor = city.actor(who) if who else SYSTEM_ACTOR
        return perform(subject, step, actor=actor, at=at, **facts)

    for again in (False, True):
        due = promise.due_on
        promise = act(promise, "mark_late", None, due + DAY)
        finding = "再到现场查看，仍没有完工。" if again else "现场查看，还没有动工。"
        promise = act(promise, "reject", "staff", due + 2 * DAY, finding=finding)
        if not again:
            new = city.days.calendar.workday_from(due + 7 * DAY)
            promise = act(
                promise,
                "postpone",
                "staff",
                due + 3 * DAY,
                due_on=new,
                reason="承办单位请求改期，资金刚到位。",
            )
    proposal = promise.desk.supervision_proposals.open().get(reason=SupervisionReason.PROMISE)
    request = "承诺两次没有兑现，请说明原因，写明能够完成的日期，由分管领导负责。"
    act(proposal, "take_up", "supervisor", due + 5 * DAY, request=request)


def morning(day):
    return timezone.make_aware(datetime.combine(day, time(10)))
