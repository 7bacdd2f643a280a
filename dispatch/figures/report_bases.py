"""The five tables figures of 社情民意 are counted in: reports, issues, sendings upwards, instructions, forwardings."""

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When

from members.states import Role
from suggestions.models import Authorship, BriefIssue, Destination, Instruction, Item, Report
from suggestions.states import Kind

REPORT, ISSUE, SENT, INSTRUCTION, INQUIRY = "report", "issue", "sent", "instruction", "inquiry"
UNITS = {REPORT: "条", ISSUE: "期", SENT: "件", INSTRUCTION: "人次", INQUIRY: "件"}
SAME_SUBJECT = Q(report=OuterRef("report")) | Q(brief=OuterRef("brief"))


def reports(actor):
    """Reports of this organisation, those from below included; drafts and void ones left out."""
    return Report.objects.visible_to(actor).filter(organisation_id=actor.organisation_id).valid().submitted()


def issues(actor):
    """Issues that stand; a withdrawn one is none."""
    return BriefIssue.objects.visible_to(actor).filter(organisation_id=actor.organisation_id, state="issued")


def sent(actor):
    found = Destination.objects.visible_to(actor).filter(organisation_id=actor.organisation_id)
    return found.valid().filter(Q(report=None) | Q(report__voided_at=None))


def instructions(actor):
    found = Instruction.objects.visible_to(actor).filter(organisation_id=actor.organisation_id)
    return found.valid().filter(Q(report=None) | Q(report__voided_at=None))


def inquiries(actor):
    """What editors forwarded to departments."""
    found = Item.objects.visible_to(actor).valid().filter(organisation_id=actor.organisation_id)
    return found.filter(kind=Kind.INQUIRY, entered_by__role=Role.EDITOR)


BASES = {REPORT: reports, ISSUE: issues, SENT: sent, INSTRUCTION: instructions, INQUIRY: inquiries}


def first_of(model, condition):
    """Of several rows about one report or issue that meet the condition, the earliest written: one piece."""
    rows = model.objects.valid().filter(SAME_SUBJECT, condition, pk__lt=OuterRef("pk"))
    return condition & ~Q(Exists(rows))


def reached(model, condition):
    """Of reports: the report itself, or an issue that holds it, has such a row."""
    rows = model.objects.valid().filter(condition)
    own = Exists(rows.filter(report=OuterRef("pk")))
    inside = Exists(rows.filter(brief__entries__report=OuterRef("pk")))
    return Q(own) | Q(inside)


def first_author(called):
    """What the author who stands first behind a report is called, as of submission; `called`: field or expression."""
    rows = Authorship.objects.filter(item=OuterRef("pk"), via=None).order_by("order", "pk")
    return Subquery(rows.annotate(called=called).values("called")[:1])


def collective_or(field, *kinds):
    """The collective's own name where one of these kinds signs, else what the member belonged to."""
    return Case(
        When(collective__kind__in=kinds, then=F("collective__name")), default=F(field) if field else Value("")
    )
