"""What the pages of the 督导工作组 read: rounds with their numbers, visits and findings a reader may know."""

from django.db.models import Count, Q
from django.utils import timezone

from dispatch.models import Inspection
from members.rules import department_of, is_unit

ORDER = ("-opens_on", "-pk")


def listed(actor):
    """Rounds with how many units were visited and what is not settled; a unit counts its own only."""
    own = Q(findings__department=department_of(actor)) if is_unit(actor) else Q()
    still = Q(findings__settled_at=None, findings__isnull=False)
    return Inspection.objects.visible_to(actor).annotate(
        visited=Count("visits__department", distinct=True),
        found=Count("findings", filter=Q(findings__isnull=False) & own, distinct=True),
        left=Count("findings", filter=still & own, distinct=True),
    )


def rows_of(actor, inspection):
    """(visits, findings): all of them, or those of one's own department."""
    visits = inspection.visits.select_related("department", "by__user")
    findings = inspection.findings.select_related("department", "found_by__user")
    if is_unit(actor):
        own = department_of(actor)
        visits, findings = visits.filter(department=own), findings.filter(department=own)
    return list(visits), [lit(finding) for finding in findings]


def lit(finding):
    """With its state in words, never by colour alone."""
    days = (finding.due_on - timezone.localdate()).days
    if finding.settled_at:
        finding.word, finding.tone = "已销号", "ok"
    elif finding.reported_at:
        finding.word, finding.tone = "已报告，待核实", "rate"
    elif days < 0:
        finding.word, finding.tone = f"逾期 {-days} 天", "bad"
    else:
        finding.word, finding.tone = (f"还有 {days} 天" if days else "今天到期"), "wait"
    return finding
