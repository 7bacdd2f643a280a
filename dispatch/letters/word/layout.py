"""The layout of official documents (GB/T 9704-2012) in python-docx: paper, grid, fonts, letter head, tables."""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# The reader's own fonts; named, never embedded.
BODY, TITLE, FIRST, SECOND = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
FALLBACKS = {BODY: "仿宋", SECOND: "楷体", TITLE: "宋体"}  # where the reader's machine lacks the first
RED = RGBColor(0xD9, 0x1E, 0x18)
THREE, TWO, FOUR = Pt(16), Pt(22), Pt(14)  # 三号, 二号, 四号
LINE = Pt(28.95)  # 22 lines on 225 mm
INDENT = 2 * THREE
CENTRE, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
# 22 lines on 225 mm by the grid. 28 characters on 156 mm by tighter runs: programs differ over a grid of characters.
GRID = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="579"/>'
TIGHTER = -4  # twentieths of a point: 156 mm / 28 = 15.8 pt


def paper(*, head=False):
    """An empty A4 document: a letter with head and foot on its first page, or a table with less white around it."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = (Mm(37), Mm(35)) if head else (Mm(22), Mm(22))
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = (Mm(30), Mm(20)) if head else (Mm(12), Mm(12))
    section.different_first_page_header_footer = head
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if head:
        section._sectPr.append(parse_xml(GRID))
    normal = document.styles["Normal"]
    set_font(normal, BODY, THREE)
    set_defaults(document)
    set_fallbacks(document)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    return document


def set_defaults(document):
    """Language, and 三号 as the document's own size: some programs build the grid's characters on it."""
    defaults = document.styles.element.find(".//" + qn("w:rPrDefault")).find(qn("w:rPr"))
    for tag in ("w:sz", "w:szCs"):
        defaults.find(qn(tag)).set(qn("w:val"), "32")
    for attribute in ("w:val", "w:eastAsia"):
        defaults.find(qn("w:lang")).set(qn(attribute), "zh-CN")


def set_fallbacks(document):
    """The table of fonts names ours only, each with the one that takes its place."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in FALLBACKS.items()
    )
    rel = next(r for r in document.part.rels.values() if r.reltype == RELATION.FONT_TABLE)
    rel.target_part._blob = f"{HEAD}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def set_font(owner, name, size=None, colour=None):
    """Both the Latin and the East Asian font: Word asks for each apart."""
    owner.font.name = name
    if size:
        owner.font.size = size
    if colour is not None:
        owner.font.color.rgb = colour
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(attribute), name)


def write(
    owner, text="", *, font=BODY, size=THREE, align=None, indent=False, colour=None, line=LINE, keep=False
):
    """One paragraph at the end of a document, header, footer or cell."""
    paragraph = owner.add_paragraph()
    style = paragraph.paragraph_format
    style.alignment = align
    style.line_spacing_rule, style.line_spacing = WD_LINE_SPACING.EXACTLY, line
    style.keep_with_next = keep
    if indent:
        style.first_line_indent = INDENT
    if size != THREE:  # the grid is made for the body; larger and smaller text would be pulled apart
        off_grid(paragraph)
    if text:
        add(paragraph, text, font=font, size=size, colour=colour)
    return paragraph


def off_grid(paragraph):
    snap = parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
    paragraph._p.get_or_add_pPr().insert_element_before(
        snap,
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:mirrorIndents",
        "w:jc",
        "w:textAlignment",
        "w:rPr",
    )


def add(paragraph, text, *, font=BODY, size=THREE, colour=None):
    run = paragraph.add_run(text)
    set_font(run, font, size, colour)
    if size == THREE:
        spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{TIGHTER}"/>')
        run._r.get_or_add_rPr().insert_element_before(
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs"
        )
    return run


def rule(paragraph, side, kind):
    """A red double line of 170 mm above or below a paragraph; the text is only 156 mm wide."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-7)
    border = (
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="{kind}" w:sz="18" w:space="4" w:color="D91E18"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def letter_head(document, name):
    """信函格式: red name 30 mm from the edge, thick over thin below it; thin over thick 20 mm from the bottom."""
    section = document.sections[0]
    head = clear(section.first_page_header)
    mark = write(head, name, font=TITLE, size=Pt(24), colour=RED, align=CENTRE, line=Pt(30))
    rule(mark, "bottom", "thickThinSmallGap")
    foot = clear(section.first_page_footer)
    rule(write(foot, line=Pt(4), size=Pt(2)), "top", "thinThickSmallGap")
    page_number(clear(section.footer))


def page_number(footer):
    """— 2 — in 四号 half-width 宋体, at the outer edge; on the first page of a letter there is none."""
    paragraph = write(footer, align=RIGHT, line=Pt(18))
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        set_font(run, "宋体", FOUR)
        if text is None:
            for kind in ("begin", "separate", "end"):
                run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
                if kind == "begin":
                    run._r.append(
                        parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>')
                    )


def clear(part):
    """A header or footer without the empty paragraph it comes with."""
    part.is_linked_to_previous = False
    for paragraph in list(part.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    return part


def table(document, columns):
    """A ruled table of the text's width; `columns` in millimetres."""
    made = document.add_table(rows=0, cols=len(columns))
    made.style, made.autofit = document.styles["Table Grid"], False
    for column, width in zip(made.columns, columns, strict=True):
        column.width = Mm(width)
    return made


def row(made, *cells, height=None):
    """Cells as (text, span) or text; a label is centred, a value is set left."""
    added = made.add_row()
    added._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if height:
        added.height = Mm(height)
    at = 0
    for place, cell in enumerate(cells):
        text, span = cell if isinstance(cell, tuple) else (cell, 1)
        target = added.cells[at].merge(added.cells[at + span - 1]) if span > 1 else added.cells[at]
        fill(target, text, label=place % 2 == 0 and "{" not in text)
        at += span
    return added


def fill(cell, text, *, label):
    cell.vertical_alignment = 1 if label else None  # WD_ALIGN_VERTICAL.CENTER
    lines = text.split("\n")
    for paragraph in list(cell.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    for words in lines:
        paragraph = write(cell, words, font=FIRST if label else BODY, size=Pt(12), line=Pt(20))
        paragraph.paragraph_format.alignment = CENTRE if label else None
        if "photo" in words:  # a fixed line would cut the picture
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
