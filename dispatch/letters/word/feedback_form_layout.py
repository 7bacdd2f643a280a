"""征询意见表: sent with the answer to every proposer, ticked and signed by hand, on one page."""

from docx.shared import Pt

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import CENTRE, SECOND, TITLE, TWO, row, write


def build():
    document = pieces.plain()
    write(document, "{{ meeting }}", font=TITLE, size=TWO, align=CENTRE, line=Pt(34), keep=True)
    write(document, "提案办理征询意见表", font=TITLE, size=TWO, align=CENTRE, line=Pt(34), keep=True)
    write(document)
    made = pieces.table(document, (30, 48, 30, 48))
    row(made, "提案号", "{{ number }}", "办理结果分类", "{{ letter }}", height=11)
    row(made, "案由", ("{{ title }}", 3), height=14)
    row(made, "提案人", "{{ author }}", "联系电话", "{{ author_phone }}", height=11)
    row(made, "承办单位", "{{ unit }}", "答复日期", "{{ replied }}", height=11)
    row(made, "沟通方式", ("{{ contact_boxes }}", 3), height=16)
    row(made, "对办理工作", ("{{ boxes }}", 3), height=13)
    row(made, "对办理结果", ("{{ boxes }}", 3), height=13)
    row(made, "意见和建议\n（不满意的\n请写明理由）", ("", 3), height=52)
    row(made, "提案人签名", "", "日期", "　　年　　月　　日", height=16)
    pieces.middle(made)
    write(document, size=Pt(12), line=Pt(10))
    for text in (
        "请在方框中打“√”，{% if return_by %}于{{ return_by }}前{% endif %}交回{{ office }}，也可以在系统中直接评价。",
        "联系电话：{{ office_phone }}",
    ):
        write(document, text, font=SECOND, size=Pt(12), line=Pt(20))
    return document
