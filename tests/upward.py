"""What becomes of reports in short verbs: sent upwards, instructed, taken further."""

from datetime import timedelta

from django.utils import timezone

from suggestions.models import Report
from suggestions.upward import instructing, uptaking
from suggestions.upward import reporting as reporting_up
from tests import reported
from weijianyi import rulebook
from weijianyi.workflow import perform


def adopted(w, **fields):
    """A report in an issue that was issued."""
    return Report.objects.get(pk=reported.issued(w).entries.get().report_id)


def sent(w, subject=None, to="province", **facts):
    entry = rulebook.entry(w.city, "report_destination", to)
    facts = {"form": "single", "sent_on": timezone.localdate()} | facts
    return reporting_up.send(subject or adopted(w), actor=w["editor"], to=entry, **facts)


def instructed(w, subject=None, leader="王书记", roles=(), **facts):
    facts = {
        "rank": rulebook.entry(w.city, "instruction_rank", "chief"), "text": "请住建局研究办理。",
        "given_on": timezone.localdate(), "secrecy": "internal",
    } | facts  # fmt: skip
    subject = subject or reported.issued(w)
    return instructing.record(subject, actor=w["editor"], leader=leader, roles=roles, **facts)


def followed(w, row=None, owner="supervisor", days=5):
    due = timezone.localdate() + timedelta(days=days)
    return perform(
        row or instructed(w), "assign", actor=w["editor"], owner=w[owner].post, due_on=due, task="跟踪"
    )


def finished(w, row=None):
    return perform(row or followed(w), "finish", actor=w["supervisor"], text="已印发办法。")


def proposed(w, *reports, **facts):
    facts = {
        "title": "老旧小区安全专题协商",
        "form": rulebook.entry(w.city, "uptake_form", "thematic"),
    } | facts
    return uptaking.propose(actor=w["editor"], reports=list(reports) or [adopted(w)], **facts)


def approved(w, uptake=None):
    day = timezone.localdate() + timedelta(days=20)
    return perform(uptake or proposed(w), "approve", actor=w["leader"], planned_on=day)


def held(w, uptake=None):
    return perform(
        uptake or approved(w), "hold", actor=w["editor"], held_on=timezone.localdate(), text="六家单位参加。"
    )
