"""The demo's suggestion of several requests, divided by the office, and a filter the office shares."""

from datetime import timedelta

from dispatch import saved_filters
from dispatch.models import Assignment
from dispatch.states import ANSWERING, DeskState
from weijianyi.audit.models import Event
from weijianyi.demo import sources
from weijianyi.workflow import perform

TEXTS = ["划定风光带使用音响的时段和音量", "设置提示牌，安排夜间巡查", "高考前重点保障市一中周边"]


def divide(city):
    """Where the unit has not written by request; it happens after what has happened before."""
    found = Assignment.objects.filter(
        item__title=sources.NOISE.title, role__in=ANSWERING, state=DeskState.WORKING
    )
    for desk in found.select_related("item"):
        last = Event.objects.filter(thread=desk.thread).latest("occurred_at").occurred_at
        at = min(last + timedelta(minutes=20), city.days.now)
        perform(
            desk.item, "divide", actor=city.actor("staff"), at=at, texts=TEXTS, note=f"共 {len(TEXTS)} 条"
        )
    saved_filters.save(
        "ledger",
        city.actor("staff"),
        name="微建议超期",
        query="kind=suggestion&overdue=on",
        shared=True,
        default=False,
    )
