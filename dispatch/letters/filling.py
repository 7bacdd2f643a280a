"""Word letters from templates the office can replace: which file is used, how it is filled in and tried out."""

import io
import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dispatch.letters.facts import FACTS
from dispatch.models import LetterTemplate
from weijianyi.files.names import clean_name

WORD = Path(__file__).parent / "word"
# What XML cannot hold; line ends are made paragraphs.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def print_out(organisation, kind, facts):
    """The bytes of one letter; `facts` as a value, or as a function of the document where it brings pictures."""
    document = DocxTemplate(template_for(organisation, kind))
    return filled(document, facts(document) if callable(facts) else facts)


def template_for(organisation, kind):
    """The organisation's own template, else ours, opened."""
    own = LetterTemplate.objects.filter(organisation=organisation, kind=kind, active=True).first()
    if own is None:
        return io.BytesIO((WORD / f"{kind}.docx").read_bytes())
    with own.file.open("rb") as stored:
        return io.BytesIO(stored.read())


def in_use(organisation):
    """{kind: the organisation's own template} where it has one."""
    rows = LetterTemplate.objects.filter(organisation=organisation, active=True).select_related(
        "uploaded_by__user"
    )
    return {row.kind: row for row in rows}


@transaction.atomic
def replace(organisation, kind, raw, name, post):
    """From now on letters of that kind come from this file; the one before is kept, not used."""
    back_to_default(organisation, kind)
    row = LetterTemplate(
        organisation=organisation,
        kind=kind,
        name=clean_name(name, "docx"),
        uploaded_by=post,
        uploaded_at=timezone.now(),
    )
    row.file.save("template.docx", ContentFile(raw), save=False)
    row.save()
    return row


def back_to_default(organisation, kind):
    LetterTemplate.objects.filter(organisation=organisation, kind=kind, active=True).update(active=False)


def filled(document, facts):
    """Templates come from people: they are filled in a sandbox, and values are text, never markup."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document.render(printable(facts), environment, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printable(value):
    if isinstance(value, list):
        return [printable(v) for v in value]
    if isinstance(value, dict):
        return {name: printable(v) for name, v in value.items()}
    if not isinstance(value, str):
        return value
    return UNPRINTABLE.sub("", value.replace("\r\n", "\n").strip()).replace("\n", "\a")  # \a: a new paragraph


def try_out(raw, kind):
    """Fill a template with the kind's sample facts; ValidationError with a sentence where it cannot be used."""
    try:
        refuse_unfinished(Document(io.BytesIO(raw)))
        samples = {name: sample for name, (_, sample) in FACTS[kind].items()}
        return filled(DocxTemplate(io.BytesIO(raw)), samples)
    except TemplateError as error:
        raise ValidationError(f"模板里的占位符有问题：{error}。请对照下面的占位符表改好再传。") from error
    except ValidationError:
        raise
    except Exception as error:  # python-docx and lxml raise some ten kinds for a broken file
        raise ValidationError("这个文件不能作为 Word 模板打开，请另存为 docx 再试。") from error


def refuse_unfinished(document):
    """A placeholder that is not closed would swallow what follows, without any error."""
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        if any(text.count(start) != text.count(end) for start, end in (("{{", "}}"), ("{%", "%}"))):
            raise ValidationError(f"模板里有一处占位符没有写完整：“{text[:40]}”。请改好再传。")
