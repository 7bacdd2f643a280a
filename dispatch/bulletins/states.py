"""Kinds of bulletins, their sections and tables with the words people read; the states are those of an issue (期)."""

from dataclasses import dataclass

from django.db import models


class BulletinKind(models.TextChoices):
    MONTH = "month", "月调度表"
    QUARTER = "quarter", "季通报"
    HALF = "half", "半年评比通报"
    YEAR = "year", "年通报"


K = BulletinKind
RED = (K.QUARTER, K.HALF, K.YEAR)  # red head, number; the month's table stays inside
EVERY = tuple(K)


@dataclass(frozen=True)
class Section:
    code: str
    heading: str
    kinds: tuple
    tables: tuple = ()


SECTIONS = (
    Section("lead", "", EVERY),
    Section("overall", "总体情况", EVERY),
    Section("backlog", "在办和待审", (K.MONTH,), ("open_units", "overdue", "due_soon")),
    Section("submission", "提交情况", RED, ("sectors", "committees", "counties", "members", "silent")),
    Section("handling", "办理情况", RED, ("units", "overdue")),
    Section("satisfaction", "满意度与重办", RED),
    Section("proposals", "提案办理情况", (K.YEAR,)),
    Section("reports", "社情民意信息情况", RED),
    Section("studios", "委员工作室和热线", RED, ("studios",)),
    Section("results", "评比结果", (K.HALF,), ("best_units", "best_members")),
    Section("awards", "评优结果", (K.YEAR,)),
    Section("cases", "亮点案例", RED),
    Section("problems", "存在问题", RED),
    Section("demands", "下步要求", EVERY),
)
BY_CODE = {section.code: section for section in SECTIONS}
TABLES = {
    "sectors": "各界别提交情况", "committees": "各专委会提交情况", "counties": "各县市区提交情况",
    "members": "委员提交情况（前列）", "silent": "没有提交的委员", "units": "承办单位办理情况",
    "overdue": "超期未复清单", "open_units": "各单位在办情况", "due_soon": "即将到期清单",
    "studios": "各委员工作室群众意见办理情况", "best_units": "承办单位评比", "best_members": "委员评比",
}  # fmt: skip
UNASKED = ("silent",)  # sensitive: printed only where somebody chose it
WIDE = ("units",)  # landscape
NAMING = ("members", "silent", "best_members", "overdue", "due_soon")  # left out of the version without names


def sections_of(kind):
    return [section for section in SECTIONS if kind in section.kinds]


def tables_of(kind):
    return [key for section in sections_of(kind) for key in section.tables]


def usual_tables(kind):
    return [key for key in tables_of(kind) if key not in UNASKED]
