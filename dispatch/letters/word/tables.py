"""A ruled table as Word markup for {{p … }}: header rows repeat on every page, numbers stand right."""

from xml.sax.saxutils import escape

from docx.shared import Mm

from dispatch.letters.word.layout import BODY, FIRST
from dispatch.letters.word.runs import Runs

PORTRAIT, LANDSCAPE = 156, 225  # millimetres of text
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def drawn(columns, lines, *, bands=(), wide=False):
    """`columns` [(label, is number, weight)], `lines` of cells, `bands` [(label, span)] above the labels."""
    whole, size = (LANDSCAPE, 18) if wide else (PORTRAIT, 21)  # half points
    weights = [weight for _, _, weight in columns]
    widths = [
        round(whole * Mm(1) / 635 * weight / sum(weights)) for weight in weights
    ]  # twentieths of a point
    rows = [band_row(bands, widths, size)] if bands else []
    rows.append(row([(label, "center", FIRST) for label, _, _ in columns], widths, size, head=True))
    aligned = ["right" if number else "left" for _, number, _ in columns]
    for line in lines:
        rows.append(row([(str(v), a, BODY) for v, a in zip(line, aligned, strict=True)], widths, size))
    if len(rows) == 1 + bool(bands):
        rows.append(tr([cell("没有。", "left", BODY, sum(widths), size, span=len(widths))], head=False))
    return Runs(f"<w:tbl>{properties(widths)}{''.join(rows)}</w:tbl>")


def properties(widths):
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def band_row(bands, widths, size):
    cells, at = [], 0
    for label, span in bands:
        cells.append(cell(label, "center", FIRST, sum(widths[at : at + span]), size, span=span))
        at += span
    return tr(cells, head=True)


def row(cells, widths, size, *, head=False):
    return tr([cell(*c, width, size) for c, width in zip(cells, widths, strict=True)], head=head)


def tr(cells, *, head):
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text, align, font, width, size, *, span=1):
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    run = f'<w:r><w:rPr>{fonts}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{clean(text)}</w:t></w:r>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="280" w:lineRule="atLeast"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{run if text else ""}</w:p></w:tc>'
    )


def clean(text):
    """Nothing XML cannot hold, and no braces of a template."""
    return (
        escape("".join(c for c in text if c >= " " and c not in "\ufffe\uffff"))
        .replace("{", "｛")
        .replace("}", "｝")
    )
