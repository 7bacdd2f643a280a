"""催办通知书 in 信函格式, from the office to a unit that is late."""

from dispatch.letters.word import pieces
from dispatch.letters.word.layout import write
from dispatch.letters.word.pieces import body


def build():
    document = pieces.letter("{{ office }}")
    pieces.numbered(document, "{{ number }}")
    pieces.title(document, "催办通知书")
    write(document, "{{ unit }}：")
    body(document, "{{ authors }}提出的{{ kind }}“{{ title }}”（{{ number }}），于{{ offered }}交你单位办理，"
                   "应于{{ due }}前{{ duty }}"
                   "{% if days %}，至今已超期{{ days }}个工作日{% else %}，至今尚未{{ duty }}{% endif %}。"
                   "{% if reminded %}期间已提醒{{ reminded }}次。{% endif %}")  # fmt: skip
    body(document, "请立即安排办理，于{{ answer_by }}前{{ duty }}；"
                   "确实不能按时完成的，书面说明原因、进展和预计完成日期。"
                   "逾期仍未办理的，按规定列入督办。")  # fmt: skip
    body(document, "特此通知。")
    pieces.seal_and_date(document, "{{ office }}", "{{ date }}")
    pieces.contact_note(document, "clerk", "office_phone")
    pieces.copies(document, "抄送：{{ copies }}。")
    return document
