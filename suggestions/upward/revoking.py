"""A 批示 or an adoption above that was recorded by mistake: its event on each report ends, with the points it gave."""

from suggestions.upward import rules as upward_rules
from weijianyi.audit.models import Event
from weijianyi.workflow import Step, door

REVOKE = Step(name="revoke", label="更正记录", done="前面的一条结果作废", who=upward_rules.records)


def instruction_void(row, event, *, actor, **facts):
    """The `rows` of the step that voids an instruction."""
    said = {"step": "instruct", "occurred_at": row.recorded_at}
    revoke(row.reports, said, "批示记录作废", actor=actor, at=event.occurred_at)


def adoption_gone(row, *, actor, at):
    """A sending does not count as adopted any more: corrected, void, or taken back above."""
    said = {"step": "adopted_above", "note__startswith": f"{row.to}，"}
    revoke(row.reports, said, "报送采用记录更正", actor=actor, at=at)


def revoke(reports, said, note, *, actor, at):
    for report in reports:
        ended = Event.objects.filter(thread=report.thread, **said).order_by("-pk").first()
        if ended is not None:
            facts = {"note": note, "ends": [ended.pk]}
            door.announce(report, door.record(report, REVOKE, actor, report.state, at, facts))
