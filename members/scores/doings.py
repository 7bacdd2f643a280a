"""What a member did in a year, points apart: handed in, signed, led, answered, attended; numbers and the list agree."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Q, Value, When, prefetch_related_objects
from django.utils import timezone

from members.models import Member, ScoreScheme
from members.scores import attendance, tables
from members.scores.credits import credits_between
from members.scores.years import plain
from weijianyi.audit.models import Event
from weijianyi.bundling import Children, python, unpack, with_children

# key, label, unit, which credited events; each thread counts once
DONE = (
    ("submitted", "我提交的", "件", Q(event__step="submit", role="first")),
    ("signed", "我联名的", "件", Q(event__step="submit", role="co")),
    ("led", "我领办的", "件", Q(event__step__in=("approve", "accept_invitation"), role="claimant")),
    ("replied", "收到答复", "件", Q(event__step="sign_reply")),
    ("answered", "答复群众", "条", Q(event__content_type__model="opinion")),
)
ATTENDED = ("参加会议活动", "次")
LISTED = ("submitted", "signed", "led", "answered")
OF_EVENT = ("event__thread", "event__content_type", "event__object_id", "event__occurred_at", "part")


@dataclass
class Line:
    on: date
    title: str
    url: str = ""
    note: str = ""


@dataclass
class Doings:
    credits: dict  # {key: [credit], the first of each thread}
    attended: list
    lists: list = field(default_factory=list)  # [(label, number, unit, lines)]

    @property
    def numbers(self):
        """[(label, number, unit)]."""
        done = [(label, len(self.credits[key]), unit) for key, label, unit, _ in DONE]
        times = sum(row.times for row in self.attended)
        return [*done, (ATTENDED[0], times, ATTENDED[1])]


def read(member, starts, ends, actor=None):
    """The Doings of these days in one statement; without an actor nothing of it has an address."""
    part = Case(*[When(q, then=Value(key)) for key, _, _, q in DONE], output_field=CharField())
    rows = credits_between(member.organisation_id, starts, ends).filter(member=member)
    rows = rows.annotate(part=part).exclude(part=None)
    children = {"done": Children(rows, OF_EVENT)} | attendance.children(member, actor, starts, ends)
    found = unpack(
        with_children(
            Member.objects.filter(pk=member.pk).select_related("sector", "committee"), children
        ).get(),
        children,
    )
    credits = {key: {} for key, *_ in DONE}
    for credit in found.done:
        credits[credit.part].setdefault(credit.event__thread, credit)
    return Doings({key: list(rows.values()) for key, rows in credits.items()}, attendance.of(found))


def with_lists(member, starts, ends, actor):
    """The same with a list for each number that has one."""
    doings = read(member, starts, ends, actor)
    seen = subjects([c for key in LISTED for c in doings.credits[key]], actor)
    for key, label, unit, _ in DONE:
        if key in LISTED and (rows := doings.credits[key]):
            lines = [line(credit, seen) for credit in reversed(rows)]
            doings.lists.append((label, len(rows), unit, lines))
    if doings.attended:
        lines = [Line(row.on, row.title, row.url, note_of(row)) for row in doings.attended]
        doings.lists.append((ATTENDED[0], doings.numbers[-1][1], ATTENDED[1], lines))
    return doings


def note_of(row):
    return f"{row.label}，{row.times} 次" if row.times > 1 else row.label


def subjects(credits, actor):
    """{(content type, key): the row} of those the reader may open; one statement a table."""
    wanted = {}
    for credit in credits:
        model = ContentType.objects.get_for_id(credit.event__content_type).model_class()._meta.concrete_model
        wanted.setdefault(model, {})[credit.event__object_id] = credit.event__content_type
    found = {}
    for model, keys in wanted.items():
        rows = list(model._default_manager.visible_to(actor).filter(pk__in=keys))
        if any(f.name == "item" for f in model._meta.fields):  # who leads a matter did something about it
            prefetch_related_objects(rows, "item")
        found |= {(keys[row.pk], row.pk): row for row in rows}
    return found


def line(credit, seen):
    """What the reader may not open (any more) says its kind only."""
    row = seen.get((credit.event__content_type, credit.event__object_id))
    on = timezone.localdate(python(Event._meta.get_field("occurred_at"), credit.event__occurred_at))
    if row is None:
        kind = ContentType.objects.get_for_id(credit.event__content_type).model_class()
        return Line(on, str(kind._meta.verbose_name))
    return Line(on, str(getattr(row, "item", row)), row.get_absolute_url(), note_on(row))


def note_on(row):
    shown = getattr(row, "reference", "")
    return shown if isinstance(shown, str) else ""


def labels(member, today):
    """Years that can be looked at, the latest first: those with rules, else the calendar's since the seat began."""
    first = max(member.valid_from.year if member.valid_from else today.year - 1, today.year - 4)
    return tables.labels(member.organisation_id, today) or list(range(today.year, first - 1, -1))


def calendar_year(label):
    """The Year of that name where no rules lay down another."""
    return plain(ScoreScheme(), date(label, 12, 31))
