"""What a reader of a bulletin sees: numbered parts with their tables, the version without names, who has read it."""

from django.utils import timezone

from dispatch.bulletins import public as without_names
from dispatch.bulletins.columns import BANDS, COLUMNS
from dispatch.bulletins.making import word
from dispatch.bulletins.states import BY_CODE, NAMING, TABLES, WIDE
from dispatch.letters.facts.words import maker
from members.numerals import numeral
from suggestions.states import BriefState
from weijianyi.workflow import Forbidden

NOTHING = "—"


def parts(bulletin, *, public=False):
    """[{heading, text, tables, outdated, section}] of the chosen sections; headings and tables are numbered."""
    found, headings, number = [], 0, 0
    hide = without_names.masker(bulletin) if public else plain
    shown = {key for key in bulletin.tables if not (public and key in NAMING)}
    for section in bulletin.sections.all():
        kind = BY_CODE[section.code]
        keys = [key for key in kind.tables if key in shown and key in bulletin.figures.get("tables", {})]
        if not section.chosen or not (section.text or keys):
            continue
        headings += bool(kind.heading)
        tables = []
        for key in keys:
            number += 1
            tables.append(table(bulletin, key, number, ranks=not public, hide=hide))
        heading = f"{numeral(headings)}、{kind.heading}" if kind.heading else ""
        found.append(
            {"heading": heading, "text": hide(section.text), "tables": tables, "section": section,
             "outdated": section.outdated}
        )  # fmt: skip
    return found


def plain(text):
    return text


def head_words(bulletin, *, public=False):
    """{title, mains, copies}: what stands above and below the text, without names in the public version."""
    hide = without_names.masker(bulletin) if public else plain
    return {
        "title": hide(bulletin.title), "mains": lines(hide(bulletin.mains)), "copies": lines(hide(bulletin.copies)),
    }  # fmt: skip


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def table(bulletin, key, number, *, ranks=True, hide=plain):
    """A table as labels and cells of text; without ranks the rows stand by name. `hide`: takes names out of text."""
    data, columns = bulletin.figures["tables"][key], COLUMNS[key]
    rows = data["rows"] if ranks else sorted([*data["rows"], *data.get("few", [])], key=lambda r: r["name"])
    few = [*data.get("few", []), *data.get("struck", [])] if ranks else []
    if not ranks:
        columns = tuple(c for c in columns if c.key != "place")
    lines = [[cell(row, c, hide) for c in columns] for row in [*rows, *few]]
    total = data.get("total")
    if total and lines:
        lines.append([cell(total, c) for c in columns])
    return {
        "key": key, "caption": f"表{number}　{TABLES[key]}", "columns": columns, "lines": lines,
        **{apart: len(data.get(apart, [])) if ranks else 0 for apart in ("few", "struck")},
        "bands": bands(key, ranks), "wide": key in WIDE, "least": bulletin.figures["least"],
        "rows": [list(zip(labels(columns, bands(key, ranks)), columns, line, strict=True)) for line in lines],
    }  # fmt: skip


def labels(columns, found):
    """办理：主办 where a label stands under another."""
    over = [label for label, span in found for _ in range(span)] or [""] * len(columns)
    return [f"{above}：{c.label}" if above else c.label for above, c in zip(over, columns, strict=True)]


def bands(key, ranks):
    found = list(BANDS.get(key, ()))
    if found and not ranks:
        found[0] = ("", found[0][1] - 1)
    return found


def cell(row, column, hide=plain):
    value = row.get(column.key)
    if value is None or value == "":
        return NOTHING
    return hide(value) if isinstance(value, str) else value


def mark_read(bulletin, actor):
    """The reader's own 已阅; the first time counts, and whoever was not asked may say it too."""
    if bulletin.state != BriefState.ISSUED:
        raise Forbidden("这份通报没有印发，不用登记已阅。")
    row, _ = bulletin.receipts.get_or_create(post=actor.post, defaults={"asked": False})
    if row.read_at is None:
        row.read_at = timezone.now()
        row.save(update_fields=["read_at"])


def head_of(organisation):
    """政协云江市委员会办公室文件 where the dictionary does not say otherwise."""
    return word(organisation, "head") or f"{maker(organisation)}文件"
