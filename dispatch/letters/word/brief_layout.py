"""期刊: red head, number, maker and date over the red line; title, text, and the imprint with its three lines."""

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import CENTRE, FIRST, FOUR, RED, TITLE, write
from dispatch.letters.word.pieces import body, each, heading, when

THICK, THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
HEAD = Pt(46)


def build():
    document = pieces.plain()
    masthead(document)
    text(document)
    imprint(document)
    return document


def masthead(document):
    """The head's upper edge stands 35 mm below the top of the text, the mark of handling at the left above it."""
    write(document, "{{ secrecy }}", font=FIRST)
    head = write(document, "{{ head }}", font=TITLE, size=HEAD, colour=RED, align=CENTRE, line=Pt(62))
    head.paragraph_format.space_before = Mm(25)
    number = write(document, "{{ issue }}", align=CENTRE)
    number.paragraph_format.space_before = Pt(28.95)
    line = write(document, "{{ office }}\t{{ date }}", size=FOUR)
    style = line.paragraph_format
    style.left_indent = style.right_indent = FOUR  # 空一字
    style.tab_stops.add_tab_stop(Mm(156) - FOUR, WD_TAB_ALIGNMENT.RIGHT)
    red = write(document, size=Pt(2), line=Pt(6))
    edge(red, bottom=(18, "D91E18"))
    red.paragraph_format.space_before = Mm(1)


def text(document):
    pieces.title(document, "{{ title }}")
    when(document, "mains", lambda: write(document, "{{ mains }}："))
    each(
        document, "part", "parts",
        lambda: write(document, "{%p if part.heading %}"),
        lambda: heading(document, "{{ part.heading }}"),
        lambda: write(document, "{%p endif %}"),
        lambda: write(document, "{%p if part.text %}"),
        lambda: body(document, "{{ part.text }}"),
        lambda: write(document, "{%p endif %}"),
    )  # fmt: skip


def imprint(document):
    """版记: copies, maker and date in 四号; first and last line thick, the one between thin."""
    write(document, keep=True)
    written = "{% if checker %}核稿：{{ checker }}　{% endif %}{% if signer %}签发：{{ signer }}{% endif %}"
    small(document, f"编辑：{{{{ editor }}}}　{written}")
    small(document, "收入信息：{{ sources }}")
    rule(document, THICK)
    when(document, "copies", lambda: small(document, "抄送：{{ copies }}"), lambda: rule(document, THIN))
    last = small(document, "{{ office }}\t{{ date }}印发")
    last.paragraph_format.tab_stops.add_tab_stop(Mm(156) - FOUR, WD_TAB_ALIGNMENT.RIGHT)
    edge(write(document, size=Pt(2), line=Pt(4)), bottom=(THICK, "000000"))


def rule(document, size):
    """A black line of the text's width, kept with what follows."""
    edge(write(document, size=Pt(2), line=Pt(4), keep=True), bottom=(size, "000000"))


def small(document, words):
    paragraph = write(document, words, size=FOUR, line=Pt(24), keep=True)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = FOUR
    return paragraph


def edge(paragraph, *, bottom):
    """A line below the paragraph, as wide as it is."""
    size, colour = bottom
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="{size}" w:space="1" w:color="{colour}"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph
