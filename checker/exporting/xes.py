"""XES (IEEE 1849): an event log for process mining, a trace a case, its events in order of time.

Every column that a table has of a case or an event is an attribute. What has no time of day is
stamped with the first instant of its day and keeps what was written in `at`; what a case holds
beside its events (records, parties, waivers …) hangs as numbered attributes with their own below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

from checker.exporting.table import Cell, Column, Table
from checker.model.moment import first_second, iso_second, parse_moment

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value="-"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="-"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
"""
BELOW_CASE = ("parties", "waivers", "acknowledgements")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Row = Sequence[Cell]


def render(tables: Mapping[str, Table], zone: ZoneInfo) -> bytes:
    """The log of the register's tables by id; `zone` is that of times without an offset."""
    lines = [HEAD, *_meta(tables["meta"])]
    events, records = _by_case(tables["events"]), _by_case(tables["records"])
    below = {name: _by_case(tables[name]) for name in BELOW_CASE}
    cases = tables["cases"]
    for row in cases.rows:
        name = str(row[0])
        lines.append("  <trace>\n" + _attribute("string", "concept:name", name, 4))
        lines += _attributes(cases.columns[1:], row[1:], 4)
        for kind, found in below.items():
            lines += _numbered(kind, tables[kind], found.get(name, ()), 4)
        lines += _events(tables, events.get(name, ()), records.get(name, ()), zone)
        lines.append("  </trace>\n")
    return "".join([*lines, "</log>\n"]).encode()


def _by_case(table: Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        found.setdefault(str(row[0]), []).append(row)
    return found


def _meta(table: Table) -> Iterator[str]:
    for key, value in table.rows:
        yield _attribute("string", str(key), str(value), 2)


def _events(
    tables: Mapping[str, Table], rows: Sequence[Row], records: Sequence[Row], zone: ZoneInfo
) -> Iterator[str]:
    table = tables["events"]
    place = {column.id: table.place(column.id) for column in table.columns}
    numbered = sorted(
        enumerate(rows), key=lambda one: (_second(str(one[1][place["at"]]), zone), one[0])
    )
    for position, row in numbered:
        event = row[place["id"]]
        yield "    <event>\n"
        yield _attribute("string", "concept:name", str(row[place["type"]]), 6)
        stamp = iso_second(_second(str(row[place["at"]]), zone), zone)
        yield _attribute("date", "time:timestamp", stamp, 6)
        yield _attribute("string", "lifecycle:transition", "complete", 6)
        yield _attribute("string", "org:resource", str(row[place["by"]]), 6)
        if row[place["unit"]]:
            yield _attribute("string", "org:group", str(row[place["unit"]]), 6)
        yield _attribute("int", "position", str(position + 1), 6)
        yield from _attributes(table.columns[1:], row[1:], 6)
        own = [one for one in records if one[1] == event]
        yield from _numbered("records", tables["records"], own, 6)
        yield "    </event>\n"


def _second(at: str, zone: ZoneInfo) -> int:
    moment = parse_moment(at, zone)
    assert moment is not None  # a case with a bad time is not judged
    return moment.second if moment.second is not None else first_second(moment.day, zone)


def _numbered(name: str, table: Table, rows: Sequence[Row], indent: int) -> Iterator[str]:
    pad = " " * indent
    for number, row in enumerate(rows, 1):
        yield f"{pad}<string key={_quoted(f'{name}.{number}')} value={_quoted(str(row[1]))}>\n"
        yield from _attributes(table.columns[1:], row[1:], indent + 2)
        yield f"{pad}</string>\n"


def _attributes(columns: Sequence[Column], row: Row, indent: int) -> Iterator[str]:
    for column, cell in zip(columns, row, strict=True):
        if cell is not None:
            number = "float" if isinstance(cell, Decimal) else "string"
            kind = "int" if isinstance(cell, int) else number
            yield _attribute(kind, column.id, str(cell), indent)


def _attribute(kind: str, key: str, value: str, indent: int) -> str:
    return f"{' ' * indent}<{kind} key={_quoted(key)} value={_quoted(value)}/>\n"


def _quoted(text: str) -> str:
    """An attribute's value; line ends and tabs as references, or a reader makes them blanks."""
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
