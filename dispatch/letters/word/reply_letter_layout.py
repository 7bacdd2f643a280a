"""答复函 in 信函格式: class letter above the head, the fixed title, answers point by point, room for the seal."""

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import write
from dispatch.letters.word.pieces import body, each, given, heading


def build():
    document = pieces.letter("{{ unit }}")
    pieces.class_mark(document, "{{ letter }}")
    pieces.numbered(document, "{{ letter_number }}", signer="leader_name")
    pieces.title(document, "关于{{ meeting }}\n{{ number }}提案的答复")
    write(document, "{{ addressee }}：")
    body(document, "您提出的《{{ title }}》（{{ number }}提案）收悉。经研究，现答复如下：")
    body(document, "{{ facts }}")
    each(
        document, "point", "points",
        lambda: heading(document, "{{ point.number }}、{{ point.request }}"),
        lambda: body(document, "{{ point.answer }}"),
    )  # fmt: skip
    given(document, "measures", "{{ measures }}")
    given(document, "ground", "{{ ground }}")
    body(document, "感谢您对我们工作的关心和支持。请填写所附征询意见表，对办理工作和办理结果提出意见。")
    pieces.seal_and_date(document, "{{ unit }}", "{{ signed }}")
    pieces.contact_note(document, "contact_name", "contact_phone")
    pieces.copies(document, "抄送：{{ copies }}。")
    return document
