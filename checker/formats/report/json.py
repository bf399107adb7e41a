"""The report as JSON: every number as data, as told, and with its cases."""

from __future__ import annotations

from typing import Any

from checker.formats.inert import dumps
from checker.model.text import Lang
from checker.reporting import Report
from checker.reporting.numbers import Cell, Row, Table

VERSION = 1


def render(report: Report, lang: Lang) -> bytes:
    """The whole report; a rate is a part of one, what cannot be said is null."""
    data = {
        "version": VERSION,
        "period": report.period,
        "first_day": report.first_day,
        "last_day": report.last_day,
        "as_of": report.as_of,
        "ended": report.ended,
        "notices": [item.render(lang) for item in report.notices],
        "remarks": [
            {"text": item.told.render(lang), "cases": item.cases} for item in report.remarks
        ],
        "sections": [
            {
                "id": section.id,
                "title": section.title.render(lang),
                "tables": [_table(table, lang) for table in section.tables],
            }
            for section in report.sections
        ],
        "definitions": [item.render(lang) for item in report.definitions],
    }
    return (dumps(data, indent=2) + "\n").encode()


def _table(table: Table, lang: Lang) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title.render(lang),
        "note": table.note.render(lang) if table.note else None,
        "head": [item.render(lang) for item in table.head],
        "rows": [_row(row, lang) for row in table.rows],
    }


def _row(row: Row, lang: Lang) -> dict[str, Any]:
    told = {"key": row.key, "label": row.label.render(lang), "policy": row.policy}
    return told | {"cells": [_cell(cell, lang) for cell in row.cells]}


def _cell(cell: Cell, lang: Lang) -> dict[str, Any]:
    return {"value": cell.value, "told": cell.told.render(lang), "cases": cell.cases}
