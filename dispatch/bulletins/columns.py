"""Columns of the tables of a bulletin, shared by the page, Word and Excel: label, key, and whether it is a number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    label: str
    key: str
    number: bool = True
    width: int = 10  # millimetres in Word are twice this


RANK, NAME = Column("名次", "place", width=7), Column("单位", "name", False, 24)
GRADES = (("满意", "satisfied"), ("基本满意", "mostly"), ("不满意", "dissatisfied"))


def verdicts(dimension):
    heads = tuple(Column(label, f"{dimension}_{grade}", width=9) for label, grade in GRADES)
    return (*heads, Column("未表态", "lapsed", width=9))


def group(label):
    return (
        RANK, Column(label, "name", False, 24), Column("委员数", "seats"), Column("提交件数", "submitted"),
        Column("受理件数", "accepted"), Column("参与委员", "people"), Column("参与率（%）", "share"),
    )  # fmt: skip


DESKS = (
    Column("编号", "number", False, 21), Column("标题", "title", False, 26), Column("承办单位", "unit", False, 14),
    Column("期限", "due", False, 13),
)  # fmt: skip
COLUMNS = {
    "sectors": group("界别"), "committees": group("专委会"), "counties": group("县市区"),
    "members": (
        RANK, Column("姓名", "name", False, 14), Column("界别", "sector", False, 26), Column("提交件数", "submitted"),
        Column("受理件数", "accepted"),
    ),
    "silent": (Column("姓名", "name", False, 16), Column("界别", "sector", False, 40)),
    "units": (
        RANK, NAME, Column("主办", "lead", width=7), Column("协办", "assist", width=7),
        Column("合计", "total", width=7),
        Column("主办", "lead_replied", width=7), Column("协办", "assist_replied", width=7),
        Column("合计", "replied", width=7), Column("办复率（%）", "rate", width=9),
        *verdicts("work"), *verdicts("result"),
    ),
    "overdue": (*DESKS, Column("超期工作日", "late"), Column("现状", "now", False, 12)),
    "due_soon": (*DESKS, Column("现状", "now", False, 12)),
    "open_units": (
        NAME, Column("在办", "open"), Column("待签收", "unsigned"), Column("超期", "late"),
        Column("即将到期", "soon"),
    ),
    "studios": (
        Column("工作室", "name", False, 30), Column("收到", "received"), Column("反映和处理", "handled"),
        Column("推动解决", "solved"), Column("推动解决占收到（%）", "share", width=14),
    ),
    "best_units": (RANK, NAME, Column("得分", "points"), Column("依据", "ground", False, 44)),
    "best_members": (
        RANK, Column("姓名", "name", False, 14), Column("界别", "sector", False, 20), Column("得分", "points"),
        Column("依据", "ground", False, 34),
    ),
}  # fmt: skip
# Labels over several columns: [(label, how many)], in order.
BANDS = {"units": (("", 2), ("办理", 3), ("办复", 4), ("办理工作", 4), ("办理结果", 4))}
