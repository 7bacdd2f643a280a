"""What will happen to an item and on which day, said before it happens: from the same limits as the clocks."""

from django.utils import timezone

from suggestions.states import Kind
from weijianyi.clock import deadlines
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.limits import limit_for
from weijianyi.clock.models import Deadline
from weijianyi.templatetags.ui import cn_time, cn_weekday


def due_if_started(organisation, kind, code, at):
    """The due day of a clock that would start at that moment."""
    limit = limit_for(organisation, kind, code, timezone.localdate(at))
    clock = Deadline(
        organisation=organisation, started_at=at, unit=limit.unit, value=limit.value, fixed_date=limit.fixed_date
    )  # fmt: skip
    return deadlines.computed_due(clock, calendar_for(organisation), spans=[])


def review_day(organisation, kind=Kind.SUGGESTION, at=None):
    """When something submitted now is looked at."""
    return due_if_started(organisation, kind, "review", at or timezone.now())


def on_the_day(day):
    return f"{cn_time(day)} {cn_weekday(day)}"


def review_sentence(organisation, now=None):
    """The line under the greeting."""
    now = now or timezone.now()
    day, today = review_day(organisation, at=now), timezone.localdate(now)
    if day == today:
        return f"今天{cn_weekday(today)}，是集中审核日。现在提交，当天就能看到审核意见。"
    return f"下一个审核日是 {on_the_day(day)}，现在提交，那一天集中审核。"


def stages_to_come(organisation, kind, review_on):
    """[(title, text, icon)] of what follows the submission."""
    day = on_the_day(review_on)
    review = ("审核", f"{day}集中审核" if kind == Kind.SUGGESTION else f"{day}以前审核", "search")
    if kind == Kind.REPORT:
        return [
            review,
            ("采用", "编入社情民意信息后告诉您", "check"),
            ("反馈", "批示和办理情况反馈给您", "message-reply"),
        ]
    code = "handle_normal" if kind == Kind.SUGGESTION else "reply"
    limit = limit_for(organisation, kind, code, review_on)
    return [
        review,
        ("交办", "审核通过当即转交承办单位" if kind == Kind.SUGGESTION else "立案以后转交承办单位", "send"),
        ("答复", f"一般 {limit.text}内答复，到期前自动提醒", "message-reply"),
        ("评价", "您不满意，可以要求重新办理", "star"),
    ]  # fmt: skip
