"""Where days off come from: packaged notices, a CSV file, statutory days for years without a notice."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from chinese_calendar.constants import Holiday
from chinese_calendar.constants import holidays as packaged_off
from chinese_calendar.constants import workdays as packaged_work

SEEDED_YEARS = (2023, 2024, 2025, 2026)
PACKAGE_SOURCE = "国务院办公厅放假通知"
NAMES = {holiday.value: holiday.chinese for holiday in Holiday} | {
    Holiday.tomb_sweeping_day.value: "清明节",
    Holiday.dragon_boat_festival.value: "端午节",
    Holiday.mid_autumn_festival.value: "中秋节",
}

# Statutory days under the rule in force from 2025 (Spring Festival from its eve, Labour Day two days).
# They stand in until the notice of that year is loaded.
STATUTORY = {
    2027: {
        "元旦": ["01-01"],
        "春节": ["02-05", "02-06", "02-07", "02-08"],
        "清明节": ["04-05"],
        "劳动节": ["05-01", "05-02"],
        "端午节": ["06-09"],
        "中秋节": ["09-15"],
        "国庆节": ["10-01", "10-02", "10-03"],
    },
    2028: {
        "元旦": ["01-01"],
        "春节": ["01-25", "01-26", "01-27", "01-28"],
        "清明节": ["04-04"],
        "劳动节": ["05-01", "05-02"],
        "端午节": ["05-28"],
        "国庆节": ["10-01", "10-02"],
        "中秋节": ["10-03"],
    },
}

KINDS = {"off": "off", "休": "off", "放假": "off", "workday": "workday", "班": "workday", "上班": "workday"}


class BadCalendar(ValueError):
    """The file cannot be used; the message says why, in words for the person who loads it."""


@dataclass(frozen=True)
class Change:
    """One day that differs from Monday to Friday."""

    date: date
    kind: str  # off or workday
    name: str = ""


def packaged(year: int) -> list[Change]:
    """The days of a year as the package knows them; BadCalendar when it does not know that year."""
    off = [Change(d, "off", NAMES[n]) for d, n in packaged_off.items() if d.year == year]
    work = [Change(d, "workday", NAMES[n]) for d, n in packaged_work.items() if d.year == year]
    if not off:
        raise BadCalendar(f"没有 {year} 年的内置放假数据，请用文件导入。")
    return sorted(off + work, key=lambda day: day.date)


def statutory(year: int) -> list[Change]:
    """The days fixed by law, for a year whose notice is not there."""
    days = STATUTORY.get(year, {}).items()
    return [Change(date.fromisoformat(f"{year}-{d}"), "off", name) for name, ds in days for d in ds]


def parse(text: str, year: int) -> list[Change]:
    """Rows of 日期,类型,名称; the December before is allowed, as notices reach back over New Year."""
    days: dict[date, Change] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff"))), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and not cells[0][:1].isdigit()):
            continue
        day = _parsed(cells, number)
        if day.date.year != year and (day.date.year, day.date.month) != (year - 1, 12):
            raise BadCalendar(f"第 {number} 行：{day.date} 不属于 {year} 年。")
        if day.date in days:
            raise BadCalendar(f"第 {number} 行：{day.date} 重复。")
        days[day.date] = day
    if not any(day.kind == "off" and day.date.year == year for day in days.values()):
        raise BadCalendar(f"文件里没有 {year} 年的放假日。")
    return sorted(days.values(), key=lambda day: day.date)


def _parsed(cells: list[str], number: int) -> Change:
    try:
        day, kind = date.fromisoformat(cells[0].replace("/", "-")), KINDS[cells[1]]
    except (ValueError, KeyError, IndexError):
        raise BadCalendar(f"第 {number} 行：应为“日期,类型,名称”，类型写 off 或 workday。") from None
    return Change(day, kind, cells[2] if len(cells) > 2 else "")
