"""委员名册: one table of the members by sector, without a phone or an address of anybody."""

from docx.shared import Pt

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import CENTRE, SECOND, TITLE, TWO, write


def build():
    document = pieces.plain()
    write(document, "{{ office }}", font=TITLE, size=TWO, align=CENTRE, line=Pt(34), keep=True)
    write(document, "委员名册", font=TITLE, size=TWO, align=CENTRE, line=Pt(34), keep=True)
    write(document)
    write(
        document, "{% if chosen %}范围：{{ chosen }}；{% endif %}共 {{ total }} 人，{{ date }}", font=SECOND
    )
    write(document, size=Pt(12), line=Pt(8))
    made = pieces.table(document, (14, 22, 30, 38, 52))
    pieces.head_row(made, "序号", "姓名", "界别", "专委会", "单位职务")
    pieces.loop_rows(
        made, "row in rows", "{{ row.number }}", "{{ row.name }}", "{{ row.sector }}", "{{ row.committee }}",
        "{{ row.employer }}", size=Pt(10.5),
    )  # fmt: skip
    pieces.middle(made)
    return document
