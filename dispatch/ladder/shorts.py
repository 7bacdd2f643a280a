"""What short messages say: one of the registered texts, the general one where none of them fits."""

from django.utils import timezone

from dispatch.ladder import standing
from dispatch.ladder.states import STANDING, Watch, When
from suggestions.states import Kind
from weijianyi.clock import deadlines
from weijianyi.notices import short

GENERAL = (short.Kind.GENERAL, {})


def title(item):
    """A report is called by its number: it may be sensitive."""
    if item is None:
        return "转来的事项"
    return item.reference if item.kind == Kind.REPORT else short.short_title(str(item))


def day(due):
    return f"{due.month}月{due.day}日" if due else ""


def of(reminders):
    """(kind, facts) for one message about these: the latest one named, the others counted."""
    reminders = [r for r in reminders if not r.event_id]
    if not reminders:  # nothing but steps that waited for the summary
        return GENERAL
    first = next((r for r in reminders if is_late(r)), reminders[0])
    same = [r for r in reminders if is_late(r) == is_late(first)]
    if first.rung.watch in STANDING:
        if first.rung.watch not in standing.WAITING:
            return GENERAL
        waits = "今日待审" if first.rung.watch == Watch.BACKLOG else "今日待交办"
        facts = {"title": waits, "n": standing.words(first)["number"] or 1}
        facts["due"] = day(timezone.localdate(first.moment))
        return short.Kind.NEAR, facts
    facts = {
        "title": title(first.item),
        "n": len({r.thread for r in same}),
        "due": day(first.clock.due_on),
    }
    if is_late(first):
        return short.Kind.LATE, facts
    if first.clock.code == "rate":
        return short.Kind.RATE, facts
    return short.Kind.NEAR, facts | ({"due": ""} if facts["n"] > 1 else {})


def is_late(reminder):
    return reminder.rung.when == When.AFTER


def general(subject, event, threads):
    """For what none of the registered texts says: neither names nor contents."""
    return GENERAL


def of_desk(desk, event, threads):
    return short.Kind.ASSIGNED, {"title": title(desk.item), "due": day(desk.due_on)}


def of_reply(desk, event, threads):
    clock = deadlines.running(desk, "rate")
    return short.Kind.RATE, {"title": title(desk.item), "due": day(clock and clock.due_on)}


def of_decision(desk, event, threads):
    clock = deadlines.running(desk, "redo_decision")
    return short.Kind.NEAR, {"title": title(desk.item), "n": 1, "due": day(clock and clock.due_on)}


def of_urging(desk, event, threads):
    return short.Kind.NEAR, {"title": title(desk.item), "n": 1, "due": day(desk.due_on)}


# A rung on a step: its own text for whom the step tells, and for whom an organisation adds to them.
OF_RUNG = {
    "assigned": of_desk, "replied": of_reply, "dissatisfied": of_decision, "redone": of_desk, "urged": of_urging,
}  # fmt: skip
OF_ADDED = {"dissatisfied": of_decision}
