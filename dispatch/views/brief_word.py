"""The Word file of an issue: for whoever may open its page, and only as long as that is so."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dispatch.letters import filling as letters
from dispatch.letters.facts import brief as facts_of
from dispatch.models import LetterKind
from dispatch.views.letter import attached
from suggestions.models import BriefIssue


@require_safe
def word(request, slug):
    rows = BriefIssue.objects.visible_to(request.actor).select_related(
        "series", "organisation", "drafted_by__user", "checked_by__user", "signed_by__user"
    )
    brief = get_object_or_404(rows, slug=slug)
    content = letters.print_out(brief.organisation, LetterKind.BRIEF, facts_of.facts(brief))
    return attached(f"{brief.series}{facts_of.number(brief)}.docx", content)
