"""manage.py build_letters: writes the default Word templates anew, byte for byte the same every time."""

import io
import zipfile
from datetime import datetime

from django.core.management.base import BaseCommand
from docx.shared import Pt

from dispatch.letters.filling import WORD
from dispatch.letters.word import (
    brief_layout,
    bulletin_layout,
    case_layout,
    certificate_layout,
    co_opinion_layout,
    compilation_layout,
    decline_notice_layout,
    feedback_form_layout,
    handover_list_layout,
    layout,
    proposal_notice_layout,
    reply_letter_layout,
    roster_layout,
    supervision_layout,
    urge_notice_layout,
)
from dispatch.letters.word.layout import CENTRE, RIGHT, TITLE, TWO, row, write
from dispatch.letters.word.pieces import body, given, heading, signature
from dispatch.models import LetterKind

BORN = datetime(2026, 1, 1)


class Command(BaseCommand):
    help = "重新生成默认的 Word 模板"
    requires_system_checks = []

    def handle(self, **options):
        for kind, build in BUILDERS.items():
            (WORD / f"{kind.value}.docx").write_bytes(frozen(build()))
            self.stdout.write(f"{kind.value}.docx")


def handover():
    """微建议转办函, 信函格式."""
    document = layout.paper(head=True)
    layout.letter_head(document, "{{ office }}")
    write(document, "{{ number }}", align=RIGHT)
    write(document)
    write(document)
    title = "关于办理“{{ title }}”的函"
    write(document, title, font=TITLE, size=TWO, align=CENTRE, line=Pt(32), keep=True)
    write(document)
    write(document, "{{ unit }}：")
    body(
        document,
        "{{ authors }}提出的{{ kind }}“{{ title }}”（{{ number }}），经审核已受理，"
        "现转你单位{{ role }}。有关事项函告如下：",
    )
    heading(document, "一、建议内容")
    given(document, "place", "{{ place }}。", second="（一）地点。")
    body(document, "{{ situation }}", second="（二）情况。")
    body(document, "{{ advice }}", second="（三）建议。")
    demands(document)
    write(document)
    body(document, "联系人：{{ clerk }}　电话：{{ office_phone }}")
    write(document)
    write(document)
    signature(document, "{{ office }}", 2)
    signature(document, "{{ date }}", 4)
    return document


def demands(document):
    """What is asked of the unit, and until when."""
    heading(document, "二、办理要求")
    body(document, "请尽快签收，动手办理前先与委员联系。委员电话：{{ phones }}。", second="（一）")
    answer = "请于{{ due }}前答复，写明办理情况、采取措施、办理结果和完成日期，附办理前后照片。"
    given(document, "due", answer, second="（二）")
    returned = "不属你单位职责的，请于{{ return_by }}前申请退办，写明依据和建议承办单位。"
    given(document, "return_by", returned, second="（三）")
    given(document, "assists", "协办单位：{{ assists }}，请在答复前征求其意见。", second="（四）")
    write(document, "{%p if note %}")
    heading(document, "三、其他说明")
    body(document, "{{ note }}")
    write(document, "{%p endif %}")


def form():
    """微建议办理情况表: sent with the letter, filled in for the answer, rated by the member."""
    document = layout.paper()
    layout.page_number(layout.clear(document.sections[0].footer))
    write(document, "{{ kind }}办理情况表", font=TITLE, size=TWO, align=CENTRE, line=Pt(36))
    write(document, "编号：{{ number }}", size=Pt(12), line=Pt(22))
    made = layout.table(document, (27, 51, 27, 51))
    row(made, "提出人", "{{ authors }}", "联系电话", "{{ phones }}")
    row(made, "标题", ("{{ title }}", 3))
    row(made, "地点", ("{{ place }}", 3))
    row(made, "情况", ("{{ situation }}", 3))
    row(made, "建议", ("{{ advice }}", 3))
    row(made, "承办单位", "{{ unit }}（{{ role }}）", "协办单位", "{{ assists }}")
    row(made, "交办时间", "{{ offered }}", "答复期限", "{{ due }}")
    row(made, "难易", "{{ complexity }}", "轮次", "第{{ round }}轮")
    row(made, "沟通情况", ("{%p for contact in contacts %}\n{{ contact }}\n{%p endfor %}", 3), height=14)
    row(made, "办理情况", ("{{ facts }}", 3), height=20)
    row(made, "采取措施", ("{{ measures }}", 3), height=14)
    row(made, "办理结果", "{{ result }}", "完成日期", "{{ done_on }}")
    row(made, "依据或原因", ("{{ ground }}", 3))
    row(made, "办理前", "{{ photo_before }}", "办理后", "{{ photo_after }}")
    row(made, "经办人", "{{ contact_name }}", "联系电话", "{{ contact_phone }}")
    row(made, "分管领导", "{{ leader_name }}", "签发时间", "{{ signed }}")
    row(
        made,
        "委员评价",
        ("办理工作　{{ boxes }}\n办理结果　{{ boxes }}\n意见：\n委员签名：　　　　　　年　　月　　日", 3),
    )
    return document


def frozen(document):
    """The file's bytes without the time of its making."""
    document.core_properties.created = document.core_properties.modified = BORN
    document.core_properties.author, document.core_properties.title = "微建议", ""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            new.writestr(zipfile.ZipInfo(name, BORN.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


BUILDERS = {
    LetterKind.HANDOVER: handover,
    LetterKind.FORM: form,
    LetterKind.PROPOSAL_NOTICE: proposal_notice_layout.build,
    LetterKind.HANDOVER_LIST: handover_list_layout.build,
    LetterKind.CO_OPINION: co_opinion_layout.build,
    LetterKind.REPLY_LETTER: reply_letter_layout.build,
    LetterKind.FEEDBACK_FORM: feedback_form_layout.build,
    LetterKind.DECLINE_NOTICE: decline_notice_layout.build,
    LetterKind.URGE_NOTICE: urge_notice_layout.build,
    LetterKind.COMPILATION: compilation_layout.build,
    LetterKind.BRIEF: brief_layout.build,
    LetterKind.CERTIFICATE: certificate_layout.build,
    LetterKind.SUPERVISION: supervision_layout.build,
    LetterKind.BULLETIN: bulletin_layout.build,
    LetterKind.MONTH_TABLE: bulletin_layout.table_only,
    LetterKind.CASE: case_layout.build,
    LetterKind.ROSTER: roster_layout.build,
}
