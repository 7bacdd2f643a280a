"""Word files of a bulletin and of an excellent case: (file name, bytes)."""

from dispatch.bulletins import reading
from dispatch.bulletins.states import RED
from dispatch.letters import filling as letters
from dispatch.letters.facts import bulletin as facts_of
from dispatch.models import LetterKind
from weijianyi.files.names import clean_name


def file_name(bulletin, *, public=False):
    title = reading.head_words(bulletin, public=public)["title"]
    return f"{bulletin.reference or bulletin.get_kind_display()} {title}".strip()


def make(bulletin, *, public=False):
    kind = LetterKind.BULLETIN if bulletin.kind in RED else LetterKind.MONTH_TABLE
    name = clean_name(f"{file_name(bulletin, public=public)}{'（公开版）' if public else ''}", "docx")
    return name, letters.print_out(bulletin.organisation_id, kind, facts_of.facts(bulletin, public=public))


def make_case(case, photos):
    """`photos`: those the reader may open."""
    name = clean_name(f"优秀案例 {case.title}", "docx")
    facts = lambda document: facts_of.case_facts(case, document, photos)  # noqa: E731
    return name, letters.print_out(case.organisation_id, LetterKind.CASE, facts)
