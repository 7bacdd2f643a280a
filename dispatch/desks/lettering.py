"""Numbers of signed letters, a series for replies and one for co-opinions per department; scan or text as authority."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from dispatch.states import Authority, Decision, DeskRole
from suggestions.numbering import next_number
from suggestions.states import Kind
from weijianyi import rulebook
from weijianyi.files.models import Attachment

REPLY, OPINION = ("reply", "提复"), ("opinion", "提会")


def number(desk, row, at):
    """At signature a proposal's letter gets its number, once; a unit that types its own uses up none of ours."""
    if desk.kind != Kind.PROPOSAL or row.document_number or row.letter_number:
        return
    series, word = OPINION if desk.role == DeskRole.ASSIST else REPLY
    year = timezone.localtime(at).year
    given = next_number(desk.organisation_id, f"{series}:{desk.department_id}", year)
    own = desk.department.letter_word or desk.department.short_name
    row.letter_number = f"{own}{word}〔{year}〕{given}号"


def scan_counts(desk):
    """Whether the sealed scan is the reply and the page only repeats it: a setting per kind."""
    return desk.owes_answer and desk.kind in rulebook.value(desk.organisation_id, "authoritative_reply")


def authority(desk):
    """What the signed reply says of itself; other kinds know one form only and say nothing."""
    if scan_counts(desk):
        return Authority.SCAN
    return Authority.TEXT if desk.kind == Kind.PROPOSAL and desk.owes_answer else ""


def check_signature(desk, document_number):
    """Where the scan is the reply, nothing is signed without it and its number."""
    if not scan_counts(desk):
        return
    row = desk.current_reply
    if not (row.document_number if document_number is None else document_number):
        raise ValidationError({"document_number": "以盖章扫描件为准，请填写文号。"})
    if not scanned(desk):
        raise ValidationError("以盖章扫描件为准，请先上传盖章答复的扫描件，照片或 PDF 都可以。")


def scanned(desk):
    """A scan of this round's reply."""
    scans = Attachment.objects.of(desk).filter(purpose=Attachment.Purpose.SCAN)
    redone = [r.decided_at for r in desk.redos.all() if r.decision == Decision.GRANTED]
    return scans.filter(uploaded_at__gte=max(redone)).exists() if redone else scans.exists()
