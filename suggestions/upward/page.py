"""What became of a report or an issue, beside it on its page: where it was sent, instructions, what took it further."""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from suggestions.models import Destination, Instruction, Report, Uptake
from suggestions.states import State
from suggestions.upward import reporting as reporting_up
from suggestions.upward import rules as upward_rules


def about(subject):
    """Rows about the report itself or an issue that holds it; of an issue its own."""
    if isinstance(subject, Report):
        return Q(report=subject) | Q(brief__entries__report=subject)
    return Q(brief=subject)


def context(subject, actor):
    """The cards' lists and what this actor may add; four statements at most."""
    of_report = isinstance(subject, Report)
    held = {"entries__report": subject} if of_report else {"entries__report__brief_entries__brief": subject}
    records = upward_rules.records(actor, subject)
    sendable = records and reporting_up.is_sendable(subject)
    sent = Destination.objects.visible_to(actor).valid().filter(about(subject)).distinct()
    told = Instruction.objects.visible_to(actor).valid().filter(about(subject)).distinct()
    taken = Uptake.objects.visible_to(actor).filter(**held).select_related("form").distinct()
    keys = "report" if of_report else "brief"
    new = f"{reverse('instruction-new')}?{urlencode({keys: subject.slug})}"
    uptake = f"{reverse('uptake-new')}?{urlencode({'report': subject.slug})}" if of_report else ""
    takes = records and of_report and subject.state == State.ADOPTED
    return {
        "destinations": sent.select_related("to", "brief__series"),
        "instructions": told.select_related("rank", "owner__user", "brief__series"), "uptakes": taken,
        "up_url": reverse(f"{keys}-up", args=[subject.slug]) if sendable else "",
        "instruct_url": new if sendable else "", "uptake_url": uptake if takes else "", "records": records,
    }  # fmt: skip
