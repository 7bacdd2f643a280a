"""台账 of what people report: one row builder for every noun; today reports, later residents' opinions beside them.

A noun brings `found(actor, wanted)`, `for_rows(queryset)` and `row(subject, today)`; page, workbook and filters
know nothing else of it.
"""

from dataclasses import dataclass
from datetime import date

from dispatch.ledgers.columns import Column, fields


@dataclass(frozen=True)
class Row:
    """One matter as the ledger prints it, whatever it is."""

    url: str
    number: str
    day: date
    source: str
    content: str
    level: str
    unit: str
    due: date | None
    late: bool
    result: str
    feedback: str
    closed: date | None
    tracked: object = None
    county: str = ""  # of a resident's opinion: printed in its own workbook

    def cells(self):
        """In the order of COLUMNS; empty text for a date that is not there."""
        tracked = self.tracked
        return (
            self.number, self.day, self.source, self.content, self.level, self.unit, self.due or "",
            self.result, self.feedback, self.closed or "", tracked.next_on if tracked else "",
            tracked.note if tracked else "",
        )  # fmt: skip


COLUMNS = tuple(
    Column(key, label, fields(), width=width)
    for key, label, width in (
        ("number", "编号", 22), ("day", "日期", 12), ("source", "来源", 24), ("content", "内容", 44),
        ("level", "层级", 12), ("unit", "办理单位", 20), ("due", "期限", 12), ("result", "结果", 18),
        ("feedback", "反馈", 18), ("closed", "办结", 12), ("next", "下次跟踪", 12), ("note", "跟踪什么", 24),
    )
)  # fmt: skip
