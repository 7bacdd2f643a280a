"""优秀案例: title, 背景, 办理, 成效 and the pictures from before and after."""

from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from dispatch.letters.word import layout, pieces
from dispatch.letters.word.layout import CENTRE, SECOND, write
from dispatch.letters.word.pieces import body, heading, when


def build():
    document = pieces.plain()
    pieces.title(document, "{{ title }}")
    write(document, "{{ office }}　{{ half }}优秀案例", font=SECOND, align=CENTRE)
    write(document)
    for label, fact in (("一、背景", "background"), ("二、办理", "handling"), ("三、成效", "effect")):
        heading(document, label)
        body(document, f"{{{{ {fact} }}}}")
    for label, fact in (("办理前", "photo_before"), ("办理后", "photo_after")):
        when(
            document,
            fact,
            lambda fact=fact: picture(document, fact),
            lambda label=label: note(document, label),
        )
    write(document)
    pieces.signature(document, "承办单位：{{ unit }}", 2)
    return document


def picture(document, fact):
    paragraph = write(document, f"{{{{ {fact} }}}}", align=CENTRE, keep=True)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE  # a fixed line would cut it


def note(document, label):
    layout.write(document, label, size=Pt(12), align=CENTRE, line=Pt(22))
