"""通报: red head, number, red line, text with its tables; wide tables on landscape pages; the imprint at the end."""

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from dispatch.letters.word import pieces
from dispatch.letters.word.brief_layout import THICK, THIN, edge, rule, small
from dispatch.letters.word.layout import CENTRE, FIRST, FOUR, RED, TITLE, write
from dispatch.letters.word.pieces import body, each, heading, when

HEAD = Pt(33)


def build():
    document = pieces.plain()
    masthead(document)
    pieces.title(document, "{{ title }}")
    when(document, "mains", lambda: write(document, "{{ mains }}："))
    text(document)
    pieces.seal_and_date(document, "{{ office }}", "{{ date }}")
    landscape(document)
    each(
        document,
        "table",
        "wide",
        lambda: caption(document),
        lambda: write(document, "{{p table.body }}"),
        space(document),
    )
    imprint(document)
    return document


def table_only():
    """月调度表: no red head, no number, no imprint."""
    document = pieces.plain()
    write(document, "{{ office }}", font=FIRST, align=CENTRE)
    pieces.title(document, "{{ title }}")
    text(document)
    write(document)
    pieces.signature(document, "{{ date }}", 2)
    return document


def masthead(document):
    """The head's upper edge stands 35 mm below the top of the text."""
    head = write(document, "{{ head }}", font=TITLE, size=HEAD, colour=RED, align=CENTRE, line=Pt(56))
    head.paragraph_format.space_before = Mm(30)
    number = write(document, "{{ number }}", align=CENTRE)
    number.paragraph_format.space_before = Pt(28.95)
    red = write(document, size=Pt(2), line=Pt(6))
    edge(red, bottom=(18, "D91E18"))
    red.paragraph_format.space_before = Mm(1)


def text(document):
    """Every section with its narrow tables."""
    write(document, "{%p for part in parts %}")
    when(document, "part.heading", lambda: heading(document, "{{ part.heading }}"))
    when(document, "part.text", lambda: body(document, "{{ part.text }}"))
    each(
        document,
        "table",
        "part.tables",
        lambda: caption(document),
        lambda: write(document, "{{p table.body }}"),
        space(document),
    )
    write(document, "{%p endfor %}")


def caption(document):
    return write(document, "{{ table.caption }}", font=FIRST, size=FOUR, align=CENTRE, line=Pt(28), keep=True)


def space(document):
    """Two tables without a line between them would become one."""

    def lines():
        when(document, "table.note", lambda: write(document, "{{ table.note }}", size=Pt(12), line=Pt(20)))
        write(document, size=Pt(2), line=Pt(10))

    return lines


def landscape(document):
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)


def imprint(document):
    """版记: copies, maker and date in 四号; first and last line thick, the one between thin."""
    write(document, size=Pt(2), line=Pt(10), keep=True)
    rule(document, THICK)
    when(document, "copies", lambda: small(document, "抄送：{{ copies }}"), lambda: rule(document, THIN))
    last = small(document, "{{ office }}\t{{ date }}印发")
    last.paragraph_format.tab_stops.add_tab_stop(Mm(225) - FOUR, WD_TAB_ALIGNMENT.RIGHT)
    edge(write(document, size=Pt(2), line=Pt(4)), bottom=(THICK, "000000"))
