"""Receiving and reviewing: what submission fixes, the row a review writes, the clocks of both."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from suggestions import numbering
from suggestions.models.review import Review
from suggestions.proposals import filing, readings
from suggestions.states import Kind, Outcome, State
from weijianyi import rulebook
from weijianyi.clock import deadlines
from weijianyi.workflow import perform

CLOCKS = {Outcome.CONSULT: "consult", Outcome.RETURN: "member_fix"}


def title_max(organisation, kind):
    """How long a title may be; the 案由 of a proposal says more than a title."""
    return rulebook.value(organisation, "proposal_title_max" if kind == Kind.PROPOSAL else "title_max")


def check_lengths(item):
    """The hard limits of the kind; ValidationError by field."""
    longest = title_max(item.organisation_id, item.kind)
    body_max = rulebook.value(item.organisation_id, f"{item.kind}_body_max")
    errors = {}
    if len(item.title) > longest:
        word = "案由" if item.kind == Kind.PROPOSAL else "标题"
        errors["title"] = f"{word}最多 {longest} 字，现在 {len(item.title)} 字。"
    written = len(item.situation) + len(item.analysis) + len(item.advice)
    if written > body_max:
        errors["situation"] = f"正文最多 {body_max} 字，现在 {written} 字。"
    if errors:
        raise ValidationError(errors)


def receive(item, event, *, actor, **facts):
    """On submission: authors as of now, a number, the review day promised, the case's home."""
    for authorship in item.authorships.select_related(
        "member__sector", "member__committee", "member__county"
    ):
        if not authorship.remote and not authorship.via_id:
            authorship.take_snapshot()
            authorship.save()
    if item.number is None and item.kind != Kind.PROPOSAL:
        item.number_year = timezone.localtime(event.occurred_at).year
        item.number = numbering.next_number(item.organisation_id, item.kind, item.number_year)
    if item.kind == Kind.PROPOSAL:
        filing.receive(item, event.occurred_at)
        readings.begin_again(item, event.occurred_at)
    deadlines.stop(item, "member_fix", at=event.occurred_at)
    deadlines.stop(item, "conversion_draft", at=event.occurred_at)
    item.review_on = start_review(item, event.occurred_at).due_on
    item.save()
    if item.case.home_item_id != item.pk:
        item.case.home_item = item
        item.case.save(update_fields=["home_item"])


def take_in(item, event, *, actor, **facts):
    """Received from another organisation: a number of our own, and the shorter time to look at it."""
    item.number_year = timezone.localtime(event.occurred_at).year
    item.number = numbering.next_number(item.organisation_id, item.kind, item.number_year)
    item.review_on = start_review(item, event.occurred_at).due_on
    item.save()


def start_review(item, at):
    """The clock of the first look; what is to be reported at once has a shorter one."""
    urgent = item.kind == Kind.REPORT and item.report_facts.urgent
    limit = "review_urgent" if urgent else "linked_review" if item.is_received else None
    return deadlines.start(item, "review", at=at, limit_code=limit)


def start(item, code, at):
    return start_review(item, at) if code == "review" else deadlines.start(item, code, at=at)


def write(outcome):
    """A `rows` function: one Review row with this outcome, and the clocks it stops and starts."""

    def rows(item, event, *, actor, opinion="", reason=None, **facts):
        Review.objects.create(
            item=item,
            reader=actor.post,
            outcome=outcome,
            reason=reason,
            opinion=opinion,
            occurred_at=event.occurred_at,
            event=event,
        )
        for code in ("review", "consult"):
            deadlines.stop(item, code, at=event.occurred_at)
        # A consultation ended: the review is due again.
        code = "review" if item.state == State.SUBMITTED else CLOCKS.get(outcome)
        if code:
            start(item, code, event.occurred_at)

    return rows


def await_second_person(item, event, waiting):
    """The review counts as done at the proposal; a refusal makes it due again."""
    if waiting:
        deadlines.stop(item, "review", at=event.occurred_at)
        deadlines.stop(item, "consult", at=event.occurred_at)
        code = "second_person"
    else:
        deadlines.stop(item, "second_person", at=event.occurred_at)
        code = {State.SUBMITTED: "review", State.CONSULTING: "consult"}.get(item.state)
    if code:
        start(item, code, event.occurred_at)


def stop_review(item, event, *, actor, **facts):
    """The `rows` of steps that take an item up: it no longer waits to be looked at."""
    deadlines.stop(item, "review", at=event.occurred_at)


def stop_clocks(item, event, *, actor, **facts):
    """The `rows` of steps that end an item: nothing of it runs any more."""
    deadlines.stop_all(item, at=event.occurred_at, cancelled=True)


def accept_and_dispatch(item, *, actor, version, key, complexity, category=None, opinion="", **desks):
    """通过并交办: one request, two steps, two events under one act; both or neither."""
    with transaction.atomic():
        item = perform(
            item,
            "accept",
            actor=actor,
            version=version,
            key=key,
            complexity=complexity,
            category=category,
            opinion=opinion,
        )
        if getattr(item, "repeated", False):
            return item
        accepted = item.event
        item = perform(item, "dispatch", actor=actor, act=accepted.act, **desks)
        item.act = accepted.act
    return item
