"""The map of an event log: which of its names mean which of ours, read from a small YAML file.

Whatever the map does not name is counted and reported; an activity must be named or left aside
by the map itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checker.document import Document
from checker.lazily import dataclass
from checker.loading.readers import Reader
from checker.loading.shapes import closest
from checker.model.finding import Problems
from checker.model.text import Say, say

KEYS = (
    "case", "activity", "time", "resource", "event", "new_ids", "case_id", "timezone",
    "time_format", "encoding", "delimiter", "activities", "resources", "fields",
    "event_fields", "values", "ignore",
)  # fmt: skip
IGNORE_KEYS = ("activities", "attributes")
ENCODINGS = ("utf-8", "gb18030")
DEFAULTS = {
    "case": "concept:name",
    "activity": "concept:name",
    "time": "time:timestamp",
    "resource": "org:resource",
}
"""What XES calls them; a CSV log has no names of its own."""
HERE = "{id}"


@dataclass(frozen=True, kw_only=True)
class LogMap:
    """How a log is read."""

    case: str
    """The attribute, or column, that tells one case from another."""
    activity: str
    time: str
    resource: str
    event: str | None = None
    """The attribute that holds an event's id, where there is one."""
    case_id: str = HERE
    """The case's id here; `{id}` stands for the log's own."""
    new_ids: bool = False
    """Whether every case gets the next id of the register instead."""
    zone: ZoneInfo | None = None
    """The zone of times that name none."""
    time_format: str | None = None
    """How times are written, in the marks of strptime; ISO 8601 unless said."""
    encoding: str = "utf-8"
    delimiter: str = ","
    activities: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    """Attributes of a case to columns of the table of cases."""
    event_fields: Mapping[str, str] = field(default_factory=dict)
    """Attributes of an event to columns of the table of events."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For a column of ours, what each of the log's values is here."""
    ignored_activities: frozenset[str] = frozenset()
    ignored_attributes: frozenset[str] = frozenset()


def read_map(document: Document, known: Mapping[str, set[str]], problems: Problems) -> LogMap:
    """The map of a document.

    `known` are the columns of `cases` and of `events`, and the `types` of events.
    """
    return _MapReader(problems).read(document.data, known)


class _MapReader(Reader):
    def read(self, data: Any, columns: Mapping[str, set[str]]) -> LogMap:
        mapping = self.mapping(data if data is not None else {}, ()) or {}
        self.known_keys(mapping, KEYS)
        names = {key: self.text(mapping, key, ()) or DEFAULTS[key] for key in DEFAULTS}
        ignore = self.mapping(mapping.get("ignore") or {}, ("ignore",)) or {}
        self.known_keys(ignore, IGNORE_KEYS, ("ignore",))
        return LogMap(
            **names,
            event=self.text(mapping, "event", ()),
            case_id=self._case_id(mapping),
            new_ids=self._flag(mapping, "new_ids"),
            zone=self._zone(mapping),
            time_format=self.text(mapping, "time_format", ()),
            encoding=self._one_of(mapping, "encoding", ENCODINGS),
            delimiter=self._delimiter(mapping),
            activities=self._known(mapping, "activities", columns["types"]),
            resources=self._texts(mapping, "resources"),
            fields=self._known(mapping, "fields", columns["cases"]),
            event_fields=self._known(mapping, "event_fields", columns["events"]),
            values=self._values(mapping, columns["cases"] | columns["events"]),
            ignored_activities=self._set(ignore, "activities"),
            ignored_attributes=self._set(ignore, "attributes"),
        )

    def _case_id(self, data: Mapping[str, Any]) -> str:
        text = self.text(dict(data), "case_id", ()) or HERE
        if HERE not in text:
            self.wrong(
                ("case_id",), "要写上 {id}，代表日志里的编号", "{id} is wanted, the log's id"
            )
        return text

    def _flag(self, data: Mapping[str, Any], key: str) -> bool:
        value = data.get(key)
        if value not in (None, "true", "false"):
            self.wrong((key,), "应是 true 或 false", "true or false")
        return bool(value == "true")

    def _zone(self, data: Mapping[str, Any]) -> ZoneInfo | None:
        name = self.text(dict(data), "timezone", ())
        if name is None:
            return None
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.wrong(("timezone",), "没有这个时区", "there is no such time zone")
            return None

    def _one_of(self, data: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
        value = self.text(dict(data), key, ()) or known[0]
        if value not in known:
            listed = "、".join(known)
            self.wrong((key,), f"可选：{listed}", f"one of: {', '.join(known)}")
            return known[0]
        return value

    def _delimiter(self, data: Mapping[str, Any]) -> str:
        text = self.text(dict(data), "delimiter", ()) or ","
        if len(text) != 1 or text in '"\r\n':
            self.wrong(("delimiter",), "应是一个字符", "one character is wanted")
            return ","
        return text

    def _texts(self, data: Mapping[str, Any], key: str) -> dict[str, str]:
        entries = self.mapping(data.get(key) or {}, (key,)) or {}
        found = {}
        for name in entries:
            text = self.text(entries, name, (key,))
            if text:
                found[name] = text
        return found

    def _known(self, data: Mapping[str, Any], key: str, known: set[str]) -> dict[str, str]:
        """What the log's names are here; a name that nothing has here is a defect."""
        found = self._texts(data, key)
        for name, column in found.items():
            if column not in known:
                self.problems.add("unknown-reference", (key, name), _NOTHING, _among(column, known))
        return {name: column for name, column in found.items() if column in known}

    def _values(self, data: Mapping[str, Any], known: set[str]) -> dict[str, dict[str, str]]:
        entries = self.mapping(data.get("values") or {}, ("values",)) or {}
        self.known_keys(entries, known, ("values",))
        return {name: self._texts(entries, name) for name in entries}

    def _set(self, data: Mapping[str, Any], key: str) -> frozenset[str]:
        items = self.listing(data.get(key), ("ignore", key))
        return frozenset(item for item in items if isinstance(item, str))


_NOTHING = say("这里没有这个栏目或事件类型", "there is no such field or event type here")


def _among(column: str, known: set[str]) -> Say | None:
    return closest(column, sorted(known))
