"""提案办理通知 in 信函格式, with the proposal itself as its annex."""

from docx.shared import Pt

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import CENTRE, FIRST, SECOND, TITLE, TWO, write
from dispatch.letters.word.pieces import body, each, given, heading, when


def build():
    document = pieces.letter("{{ office }}")
    pieces.numbered(document, "提案{{ number }}")
    pieces.title(document, "关于办理{{ meeting }}\n{{ number }}提案的通知")
    write(document, "{{ unit }}：")
    opening(document)
    limits(document)
    rules(document)
    when(
        document,
        "note",
        lambda: heading(document, "四、其他说明"),
        lambda: body(document, "{{ note }}"),
    )
    write(document)
    body(document, "附件：{{ number }}提案")
    pieces.seal_and_date(document, "{{ office }}", "{{ date }}")
    pieces.contact_note(document, "clerk", "office_phone")
    annex(document)
    return document


def opening(document):
    write(document, "{%p if lead %}")
    body(
        document,
        "{{ authors }}提出的《{{ title }}》，经审查立案，编为{{ number }}提案，由{{ lead }}主办，你单位{{ role }}。"
        "有关事项通知如下：",
    )
    write(document, "{%p else %}")
    body(
        document,
        "{{ authors }}提出的《{{ title }}》，经审查立案，编为{{ number }}提案，由你单位{{ role }}"
        "{% if assists %}，会办单位为{{ assists }}{% endif %}。有关事项通知如下：",
    )
    write(document, "{%p endif %}")


def limits(document):
    heading(document, "一、办理期限")
    each(document, "limit", "limits", lambda: body(document, "{{ limit }}。"))
    write(document, "{%p if lead %}")
    given(document, "due", "{{ due }}前，把会办意见函送主办单位，并抄送提案委员会。")
    write(document, "{%p else %}")
    given(document, "due", "{{ due }}前，书面答复提案人。确需延期的，到期前申请，说明理由和新的期限。")
    write(document, "{%p endif %}")


def rules(document):
    heading(document, "二、沟通要求")
    body(
        document,
        "{% if lead %}需要了解情况的，请与主办单位一道联系提案人，会办意见不直接答复提案人。{% else %}"
        "办理前、办理中、答复后都要与提案人沟通，办理前当面听取意见，每次沟通都作记录。{% endif %}"
        "提案人及电话：",
    )
    each(document, "person", "people", lambda: body(document, "{{ person }}"))
    write(document, "{%p if not lead %}")
    heading(document, "三、答复要求")
    body(document, "答复函用本单位文号，第一页右上角标注办理结果分类，对提案的建议逐条答复，由单位负责人签发，"
                   "写明联系人和电话，逐一送每位提案人，附征询意见表，并抄送督查室和提案委员会。"
                   "{% if assists %}会办单位的意见收齐后再答复。{% endif %}")  # fmt: skip
    write(document, "{%p else %}")
    heading(document, "三、会办意见要求")
    body(
        document,
        "会办意见函用本单位文号，对涉及本单位职责的建议逐条提出意见，由单位负责人签发，写明联系人和电话。",
    )
    write(document, "{%p endif %}")


def annex(document):
    first = write(document, "附件", font=FIRST)
    first.paragraph_format.page_break_before = True
    write(document)
    write(document, "{{ title }}", font=TITLE, size=TWO, align=CENTRE, line=Pt(32), keep=True)
    write(document)
    write(document, "提案人：{{ authors }}", font=SECOND, align=CENTRE)
    write(document)
    each(
        document,
        "part",
        "parts",
        lambda: heading(document, "{{ part.heading }}"),
        lambda: body(document, "{{ part.text }}"),
    )
