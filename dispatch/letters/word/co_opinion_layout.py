"""会办意见函 in 信函格式, from the assisting unit to the unit that answers."""

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import write
from dispatch.letters.word.pieces import body


def build():
    document = pieces.letter("{{ unit }}")
    pieces.numbered(document, "{{ letter_number }}", signer="leader_name")
    pieces.title(document, "关于{{ meeting }}\n{{ number }}提案的会办意见")
    write(document, "{{ lead }}：")
    body(document, "{{ authors }}提出的《{{ title }}》（{{ number }}提案）由你单位主办、我单位会办。"
                   "经研究，提出会办意见如下：")  # fmt: skip
    body(document, "{{ opinion }}")
    pieces.seal_and_date(document, "{{ unit }}", "{{ signed }}")
    pieces.contact_note(document, "contact_name", "contact_phone")
    pieces.copies(document, "抄送：{{ copies }}。")
    return document
