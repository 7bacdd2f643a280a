"""不予立案告知 in 信函格式: the ground, the advice, and the ways that stay open."""

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import write
from dispatch.letters.word.pieces import body, given, heading, when


def build():
    document = pieces.letter("{{ office }}")
    pieces.title(document, "关于提案不予立案的告知")
    write(document, "{{ addressee }}：")
    body(document, "您{% if submitted %}于{{ submitted }}{% endif %}提出的《{{ title }}》收悉。"
                   "按照提案工作条例审查，决定不予立案。现将有关情况告知如下：")  # fmt: skip
    heading(document, "一、不予立案的理由")
    body(document, "{{ ground }}。")
    given(document, "rule", "{{ rule }}")
    when(
        document, "guidance",
        lambda: heading(document, "二、审查意见"),
        lambda: body(document, "{{ guidance }}"),
    )  # fmt: skip
    heading(document, "{% if guidance %}三{% else %}二{% endif %}、可以怎样继续反映")
    body(document, "可以补充修改后，作为新的提案提出。", second="（一）")
    body(document, "适合用其他方式反映的，可以改写为社情民意信息或微建议；也可以作为委员来信，由我们转有关单位参考。",
         second="（二）")  # fmt: skip
    body(document, "对本告知有不同意见的，请与我们联系。", second="（三）")
    body(document, "感谢您的支持。")
    pieces.seal_and_date(document, "{{ office }}", "{{ date }}")
    pieces.contact_note(document, "clerk", "office_phone")
    return document
