"""The register as tables: cases and what they hold, verdicts, revisions, and what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checker.engine import CaseFile, Result
from checker.exporting.caserows import ROWS, Values
from checker.exporting.casesheets import case_tables
from checker.exporting.findings import findings
from checker.exporting.meta import meta, revisions
from checker.exporting.table import Cell, Column, Reference, Table
from checker.model.text import Lang


def tables(result: Result, lang: Lang, told: Iterable[tuple[str, str]]) -> list[Table]:
    """Every table of the register, in the order in which one reads them.

    `told` is said of the run from outside.
    """
    judged = [item for item in result.cases if item.case is not None]
    known = list(result.instance.policies.values())
    filled = [
        replace(
            table, rows=[_row(table, values) for item in judged for values in ROWS[table.id](item)]
        )
        for table in case_tables(known, result.instance.organization)
    ]
    return [
        *filled,
        _previous(judged),
        findings(result, lang),
        revisions(result),
        meta(result, told),
    ]


def _row(table: Table, values: Values) -> tuple[Cell, ...]:
    return tuple(values.get(column.id) for column in table.columns)


def _previous(judged: Iterable[CaseFile]) -> Table:
    rows = [(item.id, name) for item in judged if item.case for name in item.case.previous]
    return Table(
        id="previous",
        zh="既往投诉",
        en="previous",
        columns=(
            Column("case", "案件编号", "case", made=True),
            Column("previous", "既往投诉", "previous", made=True),
        ),
        rows=rows,
        refers=(Reference(("case",), "cases", ("id",)),),
    )
