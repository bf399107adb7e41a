"""CSV event logs: a row an event, a column an attribute; the rows of one case need not be together."""

from __future__ import annotations

import csv
import io

from checker.exporting.csv import unguard
from checker.importing.log import MOST_ATTRIBUTES, MOST_BYTES, MOST_EVENTS, LogEvent, Trace
from checker.importing.mapping import LogMap
from checker.importing.rows import Unreadable
from checker.model.text import say

BOM = "\ufeff"


def read_csv(raw: bytes, log_map: LogMap) -> list[Trace]:
    """The traces of a log in the order in which each first appears.

    Raises `Unreadable` for another encoding, a missing header, a row of another length.
    """
    if len(raw) > MOST_BYTES:
        raise Unreadable(say("文件太大", "the file is too large"))
    try:
        text = raw.decode(log_map.encoding).removeprefix(BOM)
    except UnicodeDecodeError:
        raise Unreadable(
            say(
                "不是 {name} 编码；在对应表里写 encoding: gb18030 再试",
                "it is not {name}; try encoding: gb18030 in the map",
                name=log_map.encoding,
            )
        ) from None
    try:
        return _traces(text, log_map)
    except csv.Error:
        raise Unreadable(say("不是合格的 CSV", "this is no well-formed CSV")) from None


def _traces(text: str, log_map: LogMap) -> list[Trace]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=log_map.delimiter, strict=True)
    header = [unguard(title).strip() for title in next(rows, [])]
    if len(set(header)) != len(header) or len(header) > MOST_ATTRIBUTES:
        raise Unreadable(say("列标题重复，或列太多", "a title stands twice, or too many columns"))
    for wanted in (log_map.case, log_map.activity, log_map.time):
        if wanted not in header:
            raise Unreadable(say("没有列 {name}", "there is no column {name}", name=_told(wanted)))
    traces: dict[str, Trace] = {}
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        where = say("第 {n} 行", "line {n}", n=rows.line_num)
        if len(row) != len(header) or number > MOST_EVENTS:
            raise Unreadable(
                say(
                    "第 {n} 行与标题的列数不同，或行太多",
                    "line {n} has another number of columns, or too many lines",
                    n=rows.line_num,
                )
            )
        values = {
            name: unguard(cell) for name, cell in zip(header, row, strict=True) if cell.strip()
        }
        name = values.get(log_map.case, "")
        trace = traces.setdefault(name, Trace(where, {log_map.case: name}))
        trace.events.append(LogEvent(where, values))
    return list(traces.values())


def _told(name: str) -> str:
    return name[:64]
