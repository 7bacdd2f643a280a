"""The dashboard of the studios: tiles, months and a row a studio; every number has the address of its list."""

from dataclasses import dataclass, field

from django.urls import reverse

from dispatch.figures import opinions, shares
from dispatch.figures.period import Period
from dispatch.overview import page as overview_page

TILES = ("received", "handled", "solved", "online", "asked", "waiting")


@dataclass(frozen=True)
class Months:
    """As much of the counts as the columns of months ask for."""

    months: list


@dataclass(frozen=True)
class OpinionBoard:
    """Like the overview's Board, of what residents said."""

    days: Period
    counts: Months = field(default_factory=lambda: Months([]))

    def link(self, key, days=None, **more):
        return f"{reverse('opinion-figures-list')}?{(days or self.days).query(metric=key, **more)}"


def sections(actor, days):
    """The context of templates/opinions/figures.html."""
    board = OpinionBoard(days, Months(opinions.by_month(actor, days)))
    rows = [line(board, *row) for row in opinions.table(actor, days)]
    by_key = {row["key"]: row for row in rows}
    by_studio, by_county = opinions.by_studio_and_county(actor, days)
    return {
        "tiles": [tile(by_key[key], by_key["received"]) for key in TILES], "table": rows,
        **overview_page.by_month(board, opinions.IN_MONTHS),
        "by_studio": [of_part(board, row, row["studio__name"], studio=row["studio__slug"]) for row in by_studio],
        "by_county": [
            of_part(board, row, row["label"], county=row["key"]) | {"key": row["key"]} for row in by_county
        ],
    }  # fmt: skip


def line(board, measure, number, share, before, year):
    """A row of the table; a number of a time before opens the list of that time."""
    days = board.days
    return {
        "key": measure.key, "label": measure.label, "value": number, "url": board.link(measure.key),
        "share": share if measure.of and share != shares.NOTHING else "", "definition": measure.definition,
        "before": before, "before_url": board.link(measure.key, days.period_before()),
        "year": year, "year_url": board.link(measure.key, days.year_before()),
    }  # fmt: skip


def tile(row, received):
    if row is received:
        found = [
            f"{label} {row[key]} 件" for key, label in (("year", "上年同期"), ("before", "上期")) if row[key]
        ]
        note = "，".join(found) or "上年同期没有数据"
    else:
        note = f"占收到 {row['share']}%，共 {received['value']} 件" if row["share"] else "这段时间没有收到"
    return overview_page.tile(row["label"], row["value"], "件", note, row["url"])


def of_part(board, row, name, **part):
    """A row of the studios' or the counties' table."""
    cells = [
        {"label": opinions.BY_KEY[key].label, "value": row[key], "url": board.link(key, **part)}
        for key in opinions.OF_STUDIO
    ]
    return {"name": name, "cells": cells}
