"""Issuing a 期: its number, its reports adopted; withdrawing it: they go back unless another issue holds them."""

from django.utils import timezone

from suggestions import numbering
from suggestions.states import BriefState, State
from weijianyi.notices import inbox
from weijianyi.workflow import SYSTEM_ACTOR, perform


def give_number(brief, at):
    """Per series and year; a withdrawn number is not given again."""
    if brief.number is None:
        brief.year = timezone.localtime(at).year
        series = f"brief:{brief.series_id}"
        brief.number = numbering.next_number(brief.organisation_id, series, brief.year)


def issue(brief, event, *, actor, **facts):
    for entry in brief.entries.select_related("report__report_facts"):
        report = entry.report
        entry.printed = text_of(report)
        entry.save(update_fields=["printed"])
        if report.state == State.EDITING:
            perform(report, "adopt", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at)


def withdraw(brief, event, *, actor, **facts):
    inbox.take_back(brief.thread, "suggestions_brief_issued")
    for entry in brief.entries.select_related("report"):
        others = entry.report.brief_entries.filter(brief__state=BriefState.ISSUED).exclude(brief=brief)
        if entry.report.state == State.ADOPTED and not others.exists():
            perform(entry.report, "unadopt", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at)


TEXTS = ("title", "situation", "analysis", "advice")


def text_of(report):
    """{field: text} as edited, else as written."""
    return {name: getattr(report, name) for name in TEXTS} | report.report_facts.edited
