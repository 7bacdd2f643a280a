"""Lists for tests: workbooks with rows under the header of the template, uploaded and run to their end."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from dispatch.people.rosters import running
from dispatch.people.rosters.columns import OF
from weijianyi.work import outbox


def sheet(kind, *rows, head=None, name="名册.xlsx"):
    """A workbook with these rows under the header of the template."""
    book = Workbook()
    page = book.active
    page.append(head or [column.label for column in OF[kind]])
    for row in rows:
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def member_row(name="李新", phone="13911110001", sector="医卫界", **more):
    row = {
        "姓名": name,
        "手机号": phone,
        "界别": sector,
        "专委会": "提案委",
        "起": "2022-01-01",
        "开账号": "是",
    } | more
    return [row.get(column.label, "") for column in OF["members"]]


def item_row(**more):
    row = {
        "类型": "微建议", "年": "2019", "编号": "7", "标题": "修路灯", "提案者": "member", "界别": "教育界",
        "提交日期": "2019-03-01", "交办日期": "2019-03-04", "承办单位": "城管局", "答复日期": "2019-03-11",
        "办理结果": more.pop("result"), "办理工作": "满意", "办理结果评价": "基本满意", "办结日期": "2019-03-15",
    } | more  # fmt: skip
    return [row.get(column.label, "") for column in OF["items"]]


def taken(city, kind, *rows, who="staff", **options):
    """Uploaded, confirmed and run to its end."""
    roster = running.upload(city[who], kind, sheet(kind, *rows), **options)
    assert not roster.problems, roster.problems
    running.confirm(roster, city[who])
    outbox.empty()
    roster.refresh_from_db()
    return roster
