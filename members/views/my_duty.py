"""值班 on a member's phone: my days, swaps, checking in, the calendar link; and the link's feed itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.duties import calendar as duty_calendar
from members.duties import rules as duty_rules
from members.models import Duty, DutyFeed, DutySwap
from members.views.studio import found
from weijianyi.taking import buttons, check_hat, key_of
from weijianyi.workflow import Forbidden

BACK = timezone.timedelta(days=180)
MOST = 40


@require_safe
def mine(request):
    """Today with the button to check in, what is to come, what was; requests that wait."""
    actor = request.actor
    if not duty_rules.has_duties(actor):
        raise Forbidden("这一页是值班委员的。")
    today = timezone.localdate()
    rows = Duty.objects.visible_to(actor).of(actor).live().between(today - BACK, today + BACK).with_names()
    rows = list(rows[:MOST])
    swaps = DutySwap.objects.visible_to(actor).waiting().with_names()
    return render(request, "studios/mine.html", {
        "today": [(duty, buttons_of(duty, actor)) for duty in rows if duty.date == today],
        "coming": [duty for duty in rows if duty.date > today],
        "past": [duty for duty in reversed(rows) if duty.date < today], "key": key_of(request),
        "swaps": [(swap, buttons(swap, actor, "dutyswap")) for swap in swaps],
        "feed": link(request, DutyFeed.objects.of(actor).valid().filter(studio=None).first()),
    })  # fmt: skip


def buttons_of(duty, actor):
    return [button for button in buttons(duty, actor, "duty") if button["name"] in ("check_in", "write_up")]


def link(request, feed):
    """The address a phone's calendar subscribes to, or an empty string."""
    if feed is None:
        return ""
    return request.build_absolute_uri(reverse("duty-calendar", args=[feed.secret]))


@require_POST
def own_feed(request):
    if not duty_rules.has_duties(request.actor):
        raise Forbidden("只有值班的委员可以订阅自己的值班。")
    return switch(request, None, "duty-mine")


@require_POST
def studio_feed(request, slug):
    return switch(request, found(request, slug), "duty-month", slug)


def switch(request, studio, back, *args):
    """On, or with `stop` in the form off: the link known until now is dead at once."""
    check_hat(request)
    if "stop" in request.POST:
        duty_calendar.stop_feed(request.post, studio)
        messages.success(request, "日历链接已停用，手机上不再更新。")
    else:
        duty_calendar.open_feed(request.post, studio)
        messages.success(request, "日历链接已开通。不要把链接转给别人。")
    return redirect(back, *args)


@login_not_required
@never_cache
@require_safe
def calendar(request, secret):
    """A capability link: wrong, stopped, or its issuer without the post: the same 404."""
    known = duty_calendar.feed_of(secret)
    if known is None:
        raise Http404
    answer = HttpResponse(duty_calendar.calendar(*known), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="duty.ics"'
    return answer
