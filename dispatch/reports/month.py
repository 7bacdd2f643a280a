"""月点评: the reports that came in during one month, and what became of each, its own and with its issue."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from dispatch.figures.report_bases import instructions, reports, sent
from dispatch.reports import ledger as report_ledger
from suggestions.models import Authorship, Review
from suggestions.states import Outcome, State
from weijianyi.workflow import may

REMARKS = Review.objects.filter(outcome=Outcome.REMARK, voided_at=None)
OUTCOMES = {
    "": ("全部", Q(pk__gt=0)),
    "used": ("采用", Q(state=State.ADOPTED)),
    "refused": ("未采用", Q(state=State.DECLINED)),
    "open": ("还在处理", Q(state__in=[State.SUBMITTED, State.RETURNED, State.EDITING])),
    "bare": ("没有点评", ~Exists(REMARKS.filter(item=OuterRef("pk")))),
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
        Prefetch("authorships", Authorship.objects.select_related("member")),
        Prefetch("destinations", up, to_attr="sent"), Prefetch("instructions", told, to_attr="told"),
        Prefetch("brief_entries", entries, to_attr="issued_in"), Prefetch("reviews", refusals, to_attr="refusals"),
        Prefetch("reviews", REMARKS.select_related("reader__user"), to_attr="remarks"),
    )  # fmt: skip


def gather(items, actor):
    """What was sent and instructed, of the report itself and of the issues that hold it; whether one may remark."""
    for item in items:
        item.remarkable = may(item, "remark", actor)
        item.sent_all = [*item.sent, *(row for entry in item.issued_in for row in entry.brief.sent)]
        item.told_all = len(item.told) + sum(len(entry.brief.told) for entry in item.issued_in)
