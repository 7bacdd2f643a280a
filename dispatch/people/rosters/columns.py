"""The columns of each list: what stands in the template, what is read, what is given out again."""

import re
from dataclasses import dataclass
from datetime import date

from dispatch.models import RosterKind
from members.states import Side

YES, NO = "是", "否"
DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
PHONE = re.compile(r"^1\d{10}$")
SIDES = {label: value for value, label in Side.choices}


@dataclass(frozen=True)
class Column:
    label: str
    example: str = ""
    help: str = ""
    required: bool = False
    kind: str = "text"  # text, phone, day, flag, or a tuple of the words allowed
    most: int = 60
    width: int = 14


MEMBERS = (
    Column("姓名", "示例：周敏", "必填", True),
    Column("手机号", "13900000001", "必填，11 位；按手机号认人，已有的更新，没有的新增", True, "phone"),
    Column(
        "身份", "委员", "委员或议政员，不填算委员；议政员填从哪里选聘：县市区或一个集体",
        kind=("委员", "议政员"), width=10,
    ),
    Column("界别", "医卫界"), Column("专委会", "教科卫体委员会", width=20),
    Column("党派", "", "民主党派，没有的空着", width=18), Column("县市区", "大安区政协", "县市区政协的简称或全称"),
    Column("界别组", "", "双组制的第一个组", width=18), Column("镇街联络组", "", "双组制的第二个组", width=18),
    Column("单位职务", "市第二人民医院主任医师", most=100, width=28),
    Column("起", "2022-01-01", "任期从哪天起，例如 2022-01-01", kind="day"),
    Column("止", "", "已经离任的填最后一天", kind="day"),
    Column("常委起", "", "常委填从哪天起；不是常委的空着", kind="day"),
    Column("常委止", "", "不再是常委的填最后一天", kind="day"),
    Column("开账号", YES, "是或否；不填算是", kind="flag", width=8),
    Column("工作室", "", "议政员所在的委员工作室，写名称；委员的工作室在工作室页面里加", width=24),
)  # fmt: skip
UNITS = (
    Column("名称", "示例：市城市管理和综合执法局", "必填，全称；按名称认单位", True, width=30),
    Column("简称", "市城管局", "必填，列表里用", True, most=20),
    Column("系统", "政府系统", "、".join(SIDES), True, tuple(SIDES)),
    Column("电话", "0700-5211601", most=30), Column("答复文号代字", "城管", most=20),
    Column("职责清单", "城区绿化管护；市容环境卫生", "每项之间用分号；用来推荐承办单位", most=4000, width=50),
    Column("没有账号", NO, "是：由提案委代录", kind="flag", width=10),
    Column("经办人可签发", NO, "是：只有一个人的单位", kind="flag"),
    Column("转办机构", NO, kind="flag", width=10), Column("启用", YES, "不填算是", kind="flag", width=8),
)  # fmt: skip
ROLES = {"经办人": "handler", "分管领导": "unit_head", "转办": "relay"}
HANDLERS = (
    Column("单位", "示例：市城市管理和综合执法局", "必填，全称，先导入承办单位", True, width=30),
    Column("姓名", "李强", "必填", True),
    Column("手机号", "13900000002", "必填，11 位；按手机号和单位认人", True, "phone"),
    Column("角色", "经办人", "、".join(ROLES), True, tuple(ROLES), width=10),
    Column("科室", "", most=40), Column("职务", ""), Column("起", "2022-01-01", kind="day"),
    Column("止", "", "不再担任的填最后一天", kind="day"),
)  # fmt: skip
KINDS = {"微建议": "suggestion", "提案": "proposal"}
GRADES = {"满意": "satisfied", "基本满意": "mostly", "不满意": "dissatisfied"}
ITEMS = (
    Column("类型", "示例：微建议", "必填，微建议或提案", True, tuple(KINDS), width=10),
    Column("年", "2024", "必填", True, "number", width=8),
    Column("编号", "12", "必填；类型、年、编号相同的是同一件", True, "number", width=8),
    Column("标题", "修剪西外街家属区旁大树", "必填，60 字以内", True, width=34),
    Column("提案者", "周敏", "必填；在名册里的按姓名对上，同名的再填手机号", True),
    Column("提案者手机", "", kind="phone"),
    Column("界别", "医卫界", "当时的界别，统计用"), Column("专委会", "教科卫体委员会", "当时的专委会"),
    Column("县市区", "", "当时的县市区"), Column("领域", "城市管理", "词表里的领域"),
    Column("提交日期", "2024-03-01", "必填", True, "day"), Column("交办日期", "2024-03-04", "必填", True, "day"),
    Column("承办单位", "市城市管理和综合执法局", "必填，全称", True, width=30),
    Column("答复日期", "2024-03-11", "必填", True, "day"),
    Column("办理结果", "已解决", "词表里的结果，必填", True, width=18),
    Column("办理工作", "满意", "委员评价，没有评价的空着", kind=tuple(GRADES), width=10),
    Column("办理结果评价", "满意", "没有评价的空着", kind=tuple(GRADES)),
    Column("办结日期", "2024-03-15", "必填", True, "day"),
)  # fmt: skip
OF = {
    RosterKind.MEMBERS: MEMBERS, RosterKind.UNITS: UNITS, RosterKind.HANDLERS: HANDLERS, RosterKind.ITEMS: ITEMS,
}  # fmt: skip


def as_day(text):
    """The date in a cell's text, or None."""
    found = DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def fault(column, text):
    """What is wrong with one cell, in a sentence, or an empty string."""
    if not text:
        return f"请填写“{column.label}”。" if column.required else ""
    if column.kind == "day" and as_day(text) is None:
        return f"“{text[:20]}”不是日期，请写成 2022-01-01。"
    if column.kind == "phone" and not PHONE.match(text):
        return f"“{text[:20]}”不是 11 位手机号。"
    if column.kind == "number" and not (text.isascii() and text.isdigit() and 0 < int(text) < 100_000):
        return f"“{text[:20]}”不是数字。"
    if column.kind == "flag" and text not in (YES, NO):
        return "只能填“是”或“否”。"
    if isinstance(column.kind, tuple) and text not in column.kind:
        return f"“{text[:20]}”不对，只能是：{'、'.join(column.kind)}。"
    if len(text) > column.most:
        return f"最多 {column.most} 字，现在 {len(text)} 字。"
    return ""


def faults(kind, row):
    """[(column label, sentence)] of one row; only columns that the file has, and those that must be there."""
    found = []
    for column in OF[kind]:
        wanted = column.required or column.label in row
        if wanted and (sentence := fault(column, row.get(column.label, ""))):
            found.append((column.label, sentence))
    return found
