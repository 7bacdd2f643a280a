"""What the rounds of the 督导工作组 check and write: visits, findings, reports, settlements; starting a round."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dispatch.supervision import rules as supervision_rules
from members.rules import department_of
from weijianyi.workflow import Forbidden, Step, door

START = Step(
    name="start_inspection", label="发起督导", done="发起督导", who=supervision_rules.inspects, internal=True
)
WORDS = ("summary", "text")


def note(facts):
    return next((str(facts[name]) for name in WORDS if facts.get(name)), "")


def data(facts):
    department = facts.get("department") or getattr(facts.get("finding"), "department", None)
    return {"unit": department.short_name, "department": department.pk} if department else {}


@transaction.atomic
def start(*, actor, facts, at=None):
    """A new round with its event. Forbidden unless of the three offices."""
    if not supervision_rules.starts_inspection(actor):
        raise Forbidden("督导由提案委和督查室发起。")
    at = at or timezone.now()
    row = apps.get_model("dispatch", "Inspection").objects.create(
        organisation=actor.post.organisation, started_by=actor.post, started_at=at, **facts
    )
    door.announce(row, door.record(row, START, actor, "", at, {"summary": row.title}))
    return row


# -- checks ----------------------------------------------------------------------------------------
def check_visit(inspection, department, visited_on, at):
    check_unit(inspection, department)
    if visited_on > timezone.localdate(at):
        raise ValidationError({"visited_on": "走访日期不能晚于今天。"})


def check_finding(inspection, department, due_on, at):
    check_unit(inspection, department)
    if due_on < timezone.localdate(at):
        raise ValidationError({"due_on": "整改期限不能早于今天。"})


def check_unit(inspection, department):
    if department.organisation_id != inspection.organisation_id:
        raise ValidationError({"department": "请选择本级的承办单位。"})


def check_open(inspection, finding):
    if finding.inspection_id != inspection.pk or finding.settled_at:
        raise ValidationError({"finding": "这个问题已经销号，请选择还没有整改的问题。"})


def check_own(inspection, actor, finding):
    check_open(inspection, finding)
    if finding.department_id != department_of(actor):
        raise ValidationError({"finding": "请选择本单位的问题。"})


# -- rows ------------------------------------------------------------------------------------------
def visit(inspection, event, *, actor, department, visited_on, summary, people="", **facts):
    inspection.visits.create(
        department=department, visited_on=visited_on, summary=summary, people=people, by=actor.post,
        at=event.occurred_at,
    )  # fmt: skip


def find(inspection, event, *, actor, department, text, due_on, **facts):
    inspection.findings.create(
        department=department, text=text, due_on=due_on, found_by=actor.post, found_at=event.occurred_at
    )


def report(inspection, event, *, actor, finding, text, **facts):
    finding.report, finding.reported_at = text, event.occurred_at
    finding.save(update_fields=["report", "reported_at"])


def settle(inspection, event, *, actor, finding, text, **facts):
    finding.settlement, finding.settled_at = text, event.occurred_at
    finding.save(update_fields=["settlement", "settled_at"])
