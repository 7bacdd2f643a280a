"""The record of reminders about one item or desk: what was sent to whom, how it arrived, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from dispatch.ladder import rungs
from dispatch.ladder.moments import armed_at, moment
from dispatch.ladder.states import To, Watch
from dispatch.ladder.verdicts import VERDICT_CLOCKS, told_verdicts
from dispatch.models import Arrival, Assignment, Reminder, Supervision
from members.rules import has_role
from members.states import OFFICE, UNIT, Role
from suggestions.models import Claim, Item
from weijianyi.audit.models import Event
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.models import Deadline
from weijianyi.notices.models import Channel, Notice, State
from weijianyi.templatetags.ui import cn_time

READERS = OFFICE | UNIT | {Role.SUPERVISOR, Role.LEADER}
TONES = {
    State.SENT: "ok",
    State.FAILED: "bad",
    State.DROPPED: "",
    State.QUEUED: "wait",
    State.SENDING: "wait",
}


@dataclass(frozen=True)
class Coming:
    """A rung whose moment has not come."""

    moment: datetime
    label: str
    unit: str
    to: str


def reads(actor):
    return has_role(actor, *READERS)


def lines_of(actor, *, item=None, desk=None):
    """The ledger as far as it is the actor's, for paging."""
    about = Q(desk=desk) if desk else Q(item=item) | before_receipt(item)
    found = Reminder.objects.visible_to(actor).filter(about)
    if not told_verdicts(actor):
        found = found.exclude(clock__code__in=VERDICT_CLOCKS).exclude(event__step="rate")
    return found.select_related("rung", "user", "post", "desk__department", "event", "digest")


def before_receipt(item):
    """What was said of a matter passed to us while there was no item yet."""
    came = Arrival.objects.filter(item=item).values("pk")
    return Q(item=None, clock__in=Deadline.objects.on(Arrival).filter(object_id__in=came).values("pk"))


def with_results(lines):
    """Each line with `results`: [(channel, what became of it, tone)], read in one statement."""
    found = {}
    for notice in Notice.objects.filter(wanted(lines)) if lines else ():
        name = ("event", notice.event_id, notice.user_id) if notice.event_id else notice.key.rsplit(":", 1)[0]
        found.setdefault(name, []).append(notice)
    for line in lines:
        names = [("event", line.event_id, line.user_id), f"reminder:{line.pk}:{line.user_id}"]
        names += [f"digest:{line.digest_id}:{line.user_id}"] if line.digest_id else []
        line.results = [result(n) for name in names for n in found.get(name, ())]
    return lines


def wanted(lines):
    keys = [
        f"{kind}:{pk}:{line.user_id}:{channel}"
        for line in lines
        for kind, pk in (("reminder", line.pk), ("digest", line.digest_id))
        for channel in Channel
        if pk and line.event_id is None
    ]
    return Q(key__in=keys) | Q(event__in={line.event_id for line in lines} - {None})


def result(notice):
    """短信 已发 11月25日 08:30; a failure says why."""
    said = notice.get_state_display()
    if notice.state == State.SENT:
        said = f"{said} {cn_time(notice.sent_at)}" + ("，已读" if notice.read_at else "")
    elif notice.last_error:
        said = f"{said}：{notice.last_error}"
    return notice.get_channel_display(), said, TONES[notice.state]


def coming(actor, item, *, desk=None, now=None):
    """What rungs and clocks bring next, the earliest first; a unit hears of its own desks only."""
    now = now or timezone.now()
    calendar, organisation = calendar_for(item.organisation_id), item.organisation_id
    ladder = rungs.active(organisation, timezone.localdate(now), Watch.CLOCK)
    clocks, found = clocks_of(actor, item, desk), []
    extended = {c.extension_event_id: c.extended_moment for c in clocks if c.extended_moment}
    for clock in clocks:
        for rung in (r for r in ladder if r.clock == clock.code):
            when = moment(rung, clock, calendar)
            if when and when > max(now, armed_at(clock, extended)):
                to = "、".join(To(t).label for t in rung.to)
                found.append(Coming(when, rung.label, clock.unit_short or "", to))
    return sorted(found, key=lambda c: c.moment)


def clocks_of(actor, item, desk):
    """Running clocks of what the actor sees of the matter, with the unit of a desk's; paused ones are silent."""
    seen = Assignment.objects.visible_to(actor).filter(item=item)
    desks = (seen.filter(pk=desk.pk) if desk else seen).values("pk")
    kinds = ContentType.objects.get_for_models(Assignment, Item, Supervision, Claim)
    about = Q(content_type=kinds[Assignment], object_id__in=desks)
    pressed = Supervision.objects.open().filter(desk__in=desks).values("pk")
    about |= Q(content_type=kinds[Supervision], object_id__in=pressed)
    if desk is None and not has_role(actor, *UNIT, Role.SUPERVISOR):
        about |= Q(content_type=kinds[Item], object_id=item.pk)
        led = Claim.objects.visible_to(actor).filter(item=item).values("pk")
        about |= Q(content_type=kinds[Claim], object_id__in=led)
    clocks = Deadline.objects.running().filter(about, paused_since=None).order_by("due_on", "pk")
    clocks = clocks.annotate(
        unit_short=unit_of(kinds[Assignment]),
        extended_moment=Subquery(
            Event.objects.filter(pk=OuterRef("extension_event_id")).values("occurred_at")
        ),
    )
    return list(clocks if told_verdicts(actor) else clocks.exclude(code__in=VERDICT_CLOCKS))


def unit_of(kind):
    """Whose desk the clock hangs on: what `unit_short` of the desk says."""
    desk = Assignment.objects.filter(pk=OuterRef("object_id"))
    then = Coalesce(
        NullIf("short_then", Value("")), "department__short_name", "link__organisation__short_name"
    )
    return Case(When(content_type=kind, then=Subquery(desk.values(name=then))), default=Value(""))
