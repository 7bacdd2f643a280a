"""督办函 in 信函格式: the matter, why it is pressed, what is asked, until when to answer."""

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import write
from dispatch.letters.word.pieces import body, given, heading, when


def build():
    document = pieces.letter("{{ office }}")
    when(document, "letter_number", lambda: pieces.numbered(document, "{{ letter_number }}"))
    pieces.title(document, "关于督办“{{ title }}”的函")
    write(document, "{{ addressee }}：")
    body(
        document,
        "{{ authors }}提出的{{ kind }}“{{ title }}”（{{ number }}），于{{ offered }}交{{ unit }}办理"
        "{% if due %}，答复期限为{{ due }}{% endif %}。因“{{ reason }}”，现予督办"
        "{% if leader %}，由{{ leader }}同志领衔{% endif %}{% if joint %}，{{ joint }}{% endif %}。有关要求如下：",
    )
    heading(document, "一、督办要求")
    body(document, "{{ request }}")
    heading(document, "二、回应时间和内容")
    given(document, "answer_by", "请于{{ answer_by }}前书面回应。", second="（一）")
    body(
        document,
        "{% if answer_by %}回应{% else %}请书面回应，{% endif %}写明原因、现在的办理情况、下一步措施、责任人和"
        "完成日期；办结后附佐证材料，由我们核实销号。",
        second="{% if answer_by %}（二）{% endif %}",
    )
    pieces.seal_and_date(document, "{{ office }}", "{{ date }}")
    pieces.contact_note(document, "clerk", "office_phone")
    return document
