"""月点评: the reports that came in during one month, and what became of each, its own and with its issue."""

from django.db.models import Count, Prefetch, Q

from dispatch import report_ledger
from dispatch.figures.report_bases import instructions, reports, sent
from suggestions.models import Review
from suggestions.states import State

OUTCOMES = {
    "": ("全部", Q(pk__gt=0)),
    "used": ("采用", Q(state=State.ADOPTED)),
    "refused": ("未采用", Q(state=State.DECLINED)),
    "open": ("还在处理", Q(state__in=[State.SUBMITTED, State.RETURNED, State.EDITING])),
}


def received(actor, days):
    return reports(actor).filter(days.within("submitted_at"))


def numbers(actor, days):
    """{outcome: number} in one statement."""
    asked = {f"n_{key}": Count("pk", filter=condition) for key, (_, condition) in OUTCOMES.items()}
    return {key[2:]: number for key, number in received(actor, days).order_by().aggregate(**asked).items()}


def rows(actor, days, outcome):
    """With everything a row names, in a constant number of statements."""
    up, told = sent(actor).select_related("to"), instructions(actor)
    entries = report_ledger.entries().prefetch_related(
        Prefetch("brief__destinations", up, to_attr="sent"),
        Prefetch("brief__instructions", told, to_attr="told"),
    )
    refusals = Review.objects.filter(outcome="decline", voided_at=None).select_related("reason")
    found = received(actor, days).filter(OUTCOMES[outcome][1]).select_related("report_facts__source")
    return found.prefetch_related(
        "authorships", Prefetch("destinations", up, to_attr="sent"), Prefetch("instructions", told, to_attr="told"),
        Prefetch("brief_entries", entries, to_attr="issued_in"), Prefetch("reviews", refusals, to_attr="refusals"),
    )  # fmt: skip


def gather(items):
    """What was sent and instructed, of the report itself and of the issues that hold it."""
    for item in items:
        item.sent_all = [*item.sent, *(row for entry in item.issued_in for row in entry.brief.sent)]
        item.told_all = len(item.told) + sum(len(entry.brief.told) for entry in item.issued_in)
