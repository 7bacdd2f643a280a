"""Building blocks of the letters: page numbers on the outer edge, headings, paragraphs, signature, copies, fields."""

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dispatch.letters.word import layout
from dispatch.letters.word.layout import CENTRE, FIRST, FOUR, RIGHT, SECOND, TITLE, TWO, add, write

# The order in which a paragraph's properties must stand, from the frame on.
AFTER_FRAME = (
    "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens",
    "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi",
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc",
    "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
TEXT_WIDTH = Mm(156)


def letter(head):
    """信函格式 with the red name `head`; no number on page 1, then odd pages right and even pages left."""
    document = layout.paper(head=True)
    layout.letter_head(document, head)
    page_numbers(document, document.sections[0])
    return document


def plain():
    """The same paper without a head: tables and compilations."""
    document = layout.paper(head=True)
    section = document.sections[0]
    section.different_first_page_header_footer = False
    section.header_distance = Mm(15)
    page_numbers(document, section)
    return document


def page_numbers(document, section):
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, None)):
        layout.page_number(layout.clear(footer))
        style = footer.paragraphs[0].paragraph_format
        style.alignment = align
        style.left_indent = style.right_indent = FOUR  # 空一字


def class_mark(document, text):
    """The class letter at the top right of page 1, above the red head, in a frame of its own."""
    header = document.sections[0].first_page_header
    mark = write(header, text, font=FIRST, align=RIGHT, line=Pt(24))
    frame = parse_xml(
        f'<w:framePr {nsdecls("w")} w:w="2268" w:h="500" w:hRule="exact" w:wrap="around" w:vAnchor="page" '
        'w:hAnchor="margin" w:xAlign="right" w:y="964"/>'
    )
    mark._p.get_or_add_pPr().insert_element_before(frame, *AFTER_FRAME)
    header._element.insert(0, mark._p)


def title(document, text):
    write(document)
    write(document, text, font=TITLE, size=TWO, align=CENTRE, line=Pt(32), keep=True)
    write(document)


def heading(document, text):
    return write(document, text, font=FIRST, indent=True, keep=True)


def body(document, text, second=""):
    """A paragraph of the body; its opening words in 楷体 where they are a heading of the second level."""
    paragraph = write(document, second, font=SECOND, indent=True, align=layout.BOTH)
    if text:
        add(paragraph, text)
    return paragraph


def given(document, fact, text, second=""):
    """A paragraph that is left out where the fact is missing."""
    when(document, fact, lambda: body(document, text, second=second))


def when(document, condition, *paragraphs):
    write(document, f"{{%p if {condition} %}}")
    for make in paragraphs:
        make()
    write(document, "{%p endif %}")


def each(document, name, names, *paragraphs):
    write(document, f"{{%p for {name} in {names} %}}")
    for make in paragraphs:
        make()
    write(document, "{%p endfor %}")


def signature(document, text, characters):
    paragraph = write(document, text, align=RIGHT)
    paragraph.paragraph_format.right_indent = Pt(16) * characters


def seal_and_date(document, unit, date):
    """Name and date with room for a real seal over them; no picture of a seal is ever printed.

    The date ends four characters before the margin, the name stands centred over it (GB/T 9704): both are centred in
    the last fifteen characters, of which a date takes seven; a longer name has two characters to its right. They never
    stand alone on a page: the last words of the body go along.
    """
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    for _ in range(2):
        write(document, keep=True)
    name = unit.strip("{ }")
    write(document, f"{{%p if {name}|length > 15 %}}")
    centred_at_the_right(document, 24, unit, date)
    write(document, "{%p else %}")
    centred_at_the_right(document, 15, unit, date)
    write(document, "{%p endif %}")


def centred_at_the_right(document, characters, unit, date):
    for text, keep in ((unit, True), (date, False)):
        paragraph = write(document, text, align=CENTRE, keep=keep)
        paragraph.paragraph_format.left_indent = TEXT_WIDTH - characters * Pt(16)


def numbered(document, number, *, signer=""):
    """The document's number at the right below the red line, and who signed it off, the name in 楷体."""
    write(document, number, align=RIGHT)
    if signer:
        write(document, f"{{%p if {signer} %}}")
        add(write(document, "签发人：", align=RIGHT), f"{{{{ {signer} }}}}", font=SECOND)
        write(document, "{%p endif %}")


def contact_note(document, name, phone):
    """附注: in brackets below the date."""
    write(document)
    known = f"{{% if {name} %}}联系人：{{{{ {name} }}}}　{{% endif %}}"
    write(document, f"（{known}电话：{{{{ {phone} }}}}）", indent=True)


def copies(document, text):
    """版记 of a letter: 抄送 in 四号, without lines, maker and date."""
    write(document)
    paragraph = write(document, text, size=FOUR, line=Pt(24))
    style = paragraph.paragraph_format
    style.left_indent, style.right_indent = 4 * FOUR, FOUR
    style.first_line_indent = -3 * FOUR  # 空一字, then hanging behind 抄送：


def leaders(paragraph):
    """A dotted way to the page number at the right edge; the first tab ends at the hanging indent."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(paragraph.paragraph_format.left_indent)
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def outline(paragraph, level):
    """The level Word lists the paragraph under in its navigation."""
    mark = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>')
    paragraph._p.get_or_add_pPr().insert_element_before(mark, "w:rPr", "w:sectPr")


def table(document, columns):
    """A ruled table in the middle of the page."""
    made = layout.table(document, columns)
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    return made


def middle(made):
    for cell in (cell for row in made.rows for cell in row.cells):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def head_row(made, *cells):
    """The first row of a list: bold labels, repeated on every page."""
    added = layout.row(made, *cells)
    added._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell, text in zip(added.cells, cells, strict=True):
        layout.fill(cell, text, label=True)


def loop_rows(made, loop, *cells, size):
    """One row for each element of a list."""
    width = len(cells)
    layout.row(made, (f"{{%tr for {loop} %}}", width))
    added = layout.row(made, *cells)
    for cell in added.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            for run in paragraph.runs:
                run.font.size = size
    layout.row(made, ("{%tr endfor %}", width))


def renew_fields(document):
    """Page numbers of a table of contents are counted by Word when it opens the file."""
    mark = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
    document.settings.element.insert_element_before(
        mark, "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids"
    )
