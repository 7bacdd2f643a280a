"""交办清单 of one department, signed at the 交办会."""

from docx.shared import Pt

from dispatch.letters.word import layout, pieces
from dispatch.letters.word.layout import CENTRE, SECOND, TITLE, TWO, write

SMALL, CLOSE = Pt(12), Pt(24)


def build():
    document = pieces.plain()
    write(document, "{{ meeting }}", font=TITLE, size=TWO, align=CENTRE, line=Pt(34), keep=True)
    write(document, "提案交办清单", font=TITLE, size=TWO, align=CENTRE, line=Pt(34), keep=True)
    write(document)
    write(document, "承办单位：{{ unit }}", font=SECOND)
    write(
        document,
        "共 {{ total }} 件，其中主办、独办、分办 {{ leads }} 件，会办 {{ assisted }} 件",
        font=SECOND,
    )
    write(document, size=SMALL, line=Pt(8))
    made = pieces.table(document, (20, 40, 23, 14, 23, 36))
    pieces.head_row(made, "提案号", "案由", "提案人", "角色", "会办或主办单位", "期限")
    pieces.loop_rows(
        made, "row in rows", "{{ row.number }}", "{{ row.title }}", "{{ row.authors }}", "{{ row.role }}",
        "{{ row.others }}", "{{ row.due }}", size=Pt(10.5),
    )  # fmt: skip
    pieces.middle(made)
    signatures(document)
    return document


def signatures(document):
    """Both sides sign at the meeting; the row stays on one page."""
    write(document, size=SMALL, line=CLOSE, keep=True)
    made = pieces.table(document, (78, 78))
    blank = "　　　　年　　月　　日"
    added = layout.row(
        made,
        f"交办单位：{{{{ office }}}}\n\n（盖章）\n经办人：\n电话：{{{{ office_phone }}}}\n{blank}",
        f"承办单位：{{{{ unit }}}}\n\n（盖章）\n签收人：\n电话：{{{{ unit_phone }}}}\n{blank}",
    )
    for cell in added.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.line_spacing = CLOSE
