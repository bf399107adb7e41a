"""XES event logs read as a stream, with limits; a document type, and so any entity, is refused."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from checker.importing.log import MOST_ATTRIBUTES, MOST_BYTES, MOST_EVENTS, LogEvent, Trace
from checker.importing.rows import Unreadable
from checker.model.text import say

ATTRIBUTES = frozenset(("string", "date", "int", "float", "boolean", "id"))
MOST_DEPTH = 32
SEPARATOR = " "
_DAMAGED = say("不是合格的 XES（XML）文件", "this is no well-formed XES (XML) file")


def read_xes(raw: bytes) -> list[Trace]:
    """The traces of a log, in its order.

    Raises `Unreadable` for what is no XML, declares a document type, or is too large.
    """
    if len(raw) > MOST_BYTES:
        raise Unreadable(say("文件太大", "the file is too large"))
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(_DAMAGED) from None
    if not reading.is_log:
        raise Unreadable(say("里面没有 log", "it holds no log"))
    return reading.traces


def _refuse(*_: Any) -> int:
    raise Unreadable(
        say("含有文档类型声明（DTD），不读", "it has a document type declaration, which is refused")
    )


class _Reading:
    def __init__(self) -> None:
        self.traces: list[Trace] = []
        self.is_log = False
        self._open: list[str] = []
        self._events = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        kind = name.rsplit(SEPARATOR, 1)[-1]
        self._open.append(kind)
        if len(self._open) > MOST_DEPTH:
            raise Unreadable(say("层次太深", "it is nested too deep"))
        match self._open:
            case ["log"]:
                self.is_log = True
            case ["log", "trace"]:
                number = len(self.traces) + 1
                self.traces.append(Trace(say("第 {n} 条轨迹", "trace {n}", n=number)))
            case ["log", "trace", "event"]:
                self._event()
            case ["log", "trace", *rest]:
                self._attribute(rest, kind, given)

    def end(self, _: str) -> None:
        self._open.pop()

    def _event(self) -> None:
        self._events += 1
        if self._events > MOST_EVENTS:
            raise Unreadable(say("事件太多", "there are too many events"))
        trace = self.traces[-1]
        where = say(
            "第 {n} 条轨迹第 {m} 个事件",
            "trace {n}, event {m}",
            n=len(self.traces),
            m=len(trace.events) + 1,
        )
        trace.events.append(LogEvent(where))

    def _attribute(self, path: list[str], kind: str, given: dict[str, str]) -> None:
        trace = self.traces[-1]
        holder: Trace | LogEvent = trace
        if path[0] == "event":
            holder, path = trace.events[-1], path[1:]
        if len(path) > 1 or kind not in ATTRIBUTES:
            holder.inner += 1
        elif len(holder.values) < MOST_ATTRIBUTES:
            holder.values[given.get("key", "")] = given.get("value", "")
        else:
            raise Unreadable(say("属性太多", "there are too many attributes"))
