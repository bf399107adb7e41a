"""What is imported, read into rows: a workbook, or an event log with its map."""

from __future__ import annotations

import sys
from pathlib import Path

from checker.cli.common import EXIT_CANNOT, tell
from checker.document import Refused, read_document
from checker.exporting.casesheets import case_tables_with_people
from checker.exporting.table import Table
from checker.importing import Rows, Trouble
from checker.importing.csvlog import read_csv
from checker.importing.logrows import LogReader
from checker.importing.mapping import LogMap, read_map
from checker.importing.sheets import PASSED_OVER, read_sheets
from checker.importing.workbook import read_workbook
from checker.importing.xes import read_xes
from checker.loading.instance import Instance
from checker.loading.placing import file_diagnostic
from checker.model.finding import Problems


def _tables(instance: Instance) -> list[Table]:
    return case_tables_with_people(list(instance.policies.values()), instance.organization)


def from_workbook(content: bytes, instance: Instance, trouble: Trouble) -> Rows:
    """The rows of a spreadsheet."""
    return read_sheets(read_workbook(content, PASSED_OVER), _tables(instance), trouble)


def from_log(
    content: bytes, map_file: Path, instance: Instance, trouble: Trouble, *, is_xes: bool
) -> Rows:
    """The rows of an event log, as its map says; exits 2 where the map has a defect."""
    columns = {
        table.id: {column.id: column for column in table.columns if not column.made}
        for table in _tables(instance)[:2]
    }
    known = {name: set(found) for name, found in columns.items()}
    log_map = _map(map_file, known | {"types": set(columns["events"]["type"].words)})
    traces = read_xes(content) if is_xes else read_csv(content, log_map)
    zone = next(iter(instance.policies.values())).zone
    return LogReader(log_map, columns, instance.organization, zone, trouble).read(traces)


def _map(file: Path, columns: dict[str, set[str]]) -> LogMap:
    """The map; a defect of it is named at its line, and nothing is read."""
    problems = Problems(file.name)
    document = None
    try:
        document = read_document(file.read_bytes(), file.name)
        found = read_map(document, columns, problems)
        if not problems:
            return found
    except Refused as refused:
        problems.items.append(refused.problem)
    tell(file_diagnostic(problem, file.name, document) for problem in problems.items)
    sys.exit(EXIT_CANNOT)
