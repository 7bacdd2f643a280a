"""提案汇编: cover, contents by field with page numbers, then every proposal on a page of its own."""

from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dispatch.letters.word import layout, pieces
from dispatch.letters.word.layout import CENTRE, FIRST, FOUR, RED, SECOND, TITLE, TWO, add, write
from dispatch.letters.word.pieces import body, each, given, heading


def build():
    document = pieces.plain()
    cover(document)
    contents(document)
    section = document.add_section(WD_SECTION.ODD_PAGE)
    numbered_from_one(document, section)
    proposals(document)
    pieces.renew_fields(document)
    return document


def cover(document):
    section = document.sections[0]
    for part in (section.footer, section.even_page_footer):
        layout.clear(part).add_paragraph()  # cover and contents carry no number
    for _ in range(4):
        write(document)
    for text, size in (("{{ office }}", Pt(26)), ("{{ meeting }}", Pt(30)), ("提案汇编", Pt(48))):
        words = write(document, text, font=TITLE, size=size, colour=RED, align=CENTRE, line=Pt(2 * size.pt))
        words.paragraph_format.space_after = Pt(12)
    for _ in range(5):
        write(document)
    write(document, "共 {{ total }} 件", font=SECOND, align=CENTRE)
    write(document, "{{ date }}", font=SECOND, align=CENTRE)


def contents(document):
    first = write(document, "目　　录", font=TITLE, size=TWO, align=CENTRE, line=Pt(36))
    first.paragraph_format.page_break_before = True
    write(document)
    write(document, "{%p for group in groups %}")
    write(document, "{{ group.name }}", font=FIRST, keep=True)
    each(document, "p", "group.proposals", lambda: entry(document))
    write(document, "{%p endfor %}")


def entry(document):
    line = write(document, size=FOUR, line=Pt(24))
    add(line, "{{ p.number }}\t{{ p.title }}\t", size=FOUR)
    add(line, "{{r p.page }}", size=FOUR)
    style = line.paragraph_format
    style.left_indent, style.first_line_indent, style.right_indent = Mm(22), -Mm(22), Mm(10)
    pieces.leaders(line)


def numbered_from_one(document, section):
    section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    grid = section._sectPr.find(layout.qn("w:docGrid"))
    if grid is not None:  # pgNumType stands before the grid
        section._sectPr.append(grid)
    pieces.page_numbers(document, section)


def proposals(document):
    write(document, "{%p for group in groups %}")
    name = write(document, "{{ group.name }}", font=FIRST, size=TWO, align=CENTRE, line=Pt(40), keep=True)
    name.paragraph_format.page_break_before = True
    pieces.outline(name, 0)
    write(document, keep=True)
    write(document, "{%p for p in group.proposals %}")
    write(document, "{%p if loop.first %}")
    number(document)
    write(document, "{%p else %}")
    number(document).paragraph_format.page_break_before = True
    write(document, "{%p endif %}")
    text(document)
    write(document, "{%p endfor %}")
    write(document, "{%p endfor %}")


def number(document):
    line = write(document, "{{ p.number }}", font=SECOND, keep=True)
    add(line, "{{r p.anchor }}")
    return line


def text(document):
    write(document, keep=True)
    name = write(document, "{{ p.title }}", font=TITLE, size=TWO, align=CENTRE, line=Pt(32), keep=True)
    pieces.outline(name, 1)
    write(document, keep=True)
    write(document, "提案人：{{ p.authors }}", font=SECOND, align=CENTRE)
    write(document)
    each(
        document, "part", "p.parts",
        lambda: heading(document, "{{ part.heading }}"),
        lambda: body(document, "{{ part.text }}"),
    )  # fmt: skip
    given(document, "p.units", "{{ p.units }}", second="承办单位：")
