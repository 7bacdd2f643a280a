"""督办函 of a supervision: who may print it, and its bytes from the office's own template or ours."""

from dispatch import rules
from dispatch.letters import filling as letters
from dispatch.letters.facts import supervision as words
from dispatch.models import LetterKind
from weijianyi.files.names import clean_name
from weijianyi.workflow import Forbidden

KIND = LetterKind.SUPERVISION


def may_print(actor, supervision):
    """Who presses, and the unit that is pressed."""
    return rules.decides(actor, supervision.desk) or rules.unit_of(actor, supervision.desk)


def make(actor, supervision):
    """(file name, bytes). Forbidden to others."""
    if not may_print(actor, supervision):
        raise Forbidden("督办函由提案委、督查室和承办单位使用。")
    name = clean_name(f"{KIND.label} {supervision.item.reference} {supervision.desk.unit_short}", "docx")
    return name, letters.print_out(supervision.organisation_id, KIND, words.facts(supervision))
