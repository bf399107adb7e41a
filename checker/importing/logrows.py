"""A log's traces as rows of the case tables, as its map says; what has no place is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from checker.exporting.table import Column
from checker.importing.cells import value_of
from checker.importing.log import LogEvent, Trace
from checker.importing.mapping import HERE, LogMap
from checker.importing.rows import Row, Rows
from checker.importing.trouble import Trouble
from checker.importing.unplaced import Unplaced
from checker.lazily import dataclass
from checker.model.moment import parse_day
from checker.model.organization import Organization
from checker.model.text import Say, say

INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
HOUR_MARKS = ("%H", "%I", "%c", "%X")
Columns = Mapping[str, Mapping[str, Column]]


@dataclass
class LogReader:
    """Turns the traces of one log into rows."""

    log_map: LogMap
    columns: Columns
    """The columns of the tables of cases and events, by id."""
    organization: Organization
    zone: ZoneInfo
    """The zone in which cases are written."""
    trouble: Trouble

    def read(self, traces: Iterable[Trace]) -> Rows:
        """The rows of every trace; activities and people without a place are defects."""
        rows: Rows = {"cases": [], "events": []}
        counted = Unplaced()
        for number, trace in enumerate(traces, 1):
            case = self._case(trace, number, counted)
            rows["cases"].append(case)
            for event in trace.events:
                row = self._event(event, trace, case, counted)
                if row is not None:
                    rows["events"].append(row)
        counted.tell(self.trouble)
        return rows

    def _case(self, trace: Trace, number: int, counted: Unplaced) -> Row:
        log_map, row = self.log_map, Row(trace.where)
        name = trace.values.get(log_map.case, "")
        new = log_map.new_ids
        row.put("id", f"new{number}" if new else log_map.case_id.replace(HERE, name), trace.where)
        values = dict(trace.values)
        for event in trace.events:
            for attribute in log_map.fields:
                value = event.values.get(attribute)
                if value is not None and values.setdefault(attribute, value) != value:
                    message = say("同一案件的 {a} 不一致", "{a} differs within a case", a=attribute)
                    self.trouble.add(event.where, "schema", message)
        self._put(row, values, log_map.fields, "cases", trace.where)
        known = {log_map.case, *log_map.fields}
        counted.attributes.update(name for name in trace.values if name not in known)
        counted.inner += trace.inner
        return row

    def _event(self, event: LogEvent, trace: Trace, case: Row, counted: Unplaced) -> Row | None:
        log_map, values = self.log_map, event.values
        activity = values.get(log_map.activity, "")
        if activity in log_map.ignored_activities:
            counted.left_aside[activity] += 1
            return None
        row = Row(event.where)
        row.put("case", case.values["id"], event.where)
        kind = log_map.activities.get(activity)
        if kind is None and activity in self.columns["events"]["type"].words:
            kind = activity
        if kind is None:
            counted.activities[activity] += 1
            row.bad = True
        else:
            row.put("type", kind, event.where)
        self._time(row, values.get(log_map.time, ""), event.where)
        self._by(row, values.get(log_map.resource), event.where, counted)
        if log_map.event and log_map.event in values:
            row.put("id", values[log_map.event], event.where)
        self._put(row, values, log_map.event_fields, "events", event.where)
        known = {
            log_map.case, log_map.activity, log_map.time, log_map.resource, log_map.event,
            *log_map.event_fields, *log_map.fields,
        }  # fmt: skip
        counted.attributes.update(name for name in values if name not in known)
        counted.inner += event.inner
        counted.hidden |= log_map.ignored_attributes
        return row

    def _put(
        self, row: Row, values: Mapping[str, str], fields: Mapping[str, str], table: str, where: Say
    ) -> None:
        for attribute, name in fields.items():
            text = values.get(attribute)
            if text is not None:
                text = self.log_map.values.get(name, {}).get(text, text)
                value = value_of(text, self.columns[table][name], where, self.trouble)
                if value:
                    row.put(name, value, where)

    def _by(self, row: Row, resource: str | None, where: Say, counted: Unplaced) -> None:
        """The staff id of a resource: as the map says, else an id or alias that is known here."""
        text = (resource or "").strip()
        staff = self.log_map.resources.get(text)
        if staff is None and text and self.organization.knows_staff(text):
            staff = text
        if staff is None:
            counted.resources.setdefault(text, []).append(where)
            row.bad = True
        else:
            row.put("by", staff, where)

    def _time(self, row: Row, text: str, where: Say) -> None:
        written = self._moment(text.strip())
        if written is not None:
            row.put("at", written, where)
            return
        row.bad = True
        message = say("时间读不了", "the time cannot be read")
        remedy = say(
            "不带时区的时间要写 timezone；别的写法要写 time_format",
            "times without an offset need timezone; another form needs time_format",
        )
        self.trouble.add(where, "bad-time", message, remedy)

    def _moment(self, text: str) -> str | None:
        """A time of the log as a case writes it, in the policy's own time; a day stays a day."""
        form = self.log_map.time_format
        if form is None and parse_day(text) is not None:
            return text
        try:
            if form is not None:
                read = datetime.strptime(text, form)  # noqa: DTZ007 - the map says the zone
            elif INSTANT.fullmatch(text):
                read = datetime.fromisoformat(text)
            else:
                return None
            if form is not None and not any(mark in form for mark in HOUR_MARKS):
                return read.date().isoformat()
            return self._local(read)
        except (ValueError, OverflowError):
            return None

    def _local(self, read: datetime) -> str | None:
        if read.tzinfo is None:
            if self.log_map.zone is None:
                return None
            read = read.replace(tzinfo=self.log_map.zone)
        local = read.astimezone(self.zone).replace(tzinfo=None, microsecond=0)
        return local.isoformat(timespec="seconds" if local.second else "minutes")
