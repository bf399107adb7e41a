"""Any document of the subset, by libyaml's events: data, and where every node stands.

Whatever is refused is refused here; what `plain` reads it would read as the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from yaml import events as yaml_events
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from checker import refusals
from checker.document.characters import REFUSED, normal_key, place_at
from checker.document.limits import Limits
from checker.document.refused import Refused, refusal
from checker.document.values import ABSENT, Data

CONFLICT = re.compile("^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
"""What git writes around the two sides of a conflict."""


def read_events(text: str, limits: Limits) -> tuple[Data, list[int]]:
    """The data of a text, and the offset of every node; before a mapping's value its key's.

    Raises `Refused` of code `limit`, `encoding`, `yaml-syntax` or `duplicate-key`.
    """
    reader = _Reader(text, limits)
    data = reader.document()
    return data, [mark.index for mark in reader.marks]


class _Reader:
    """Builds plain data from libyaml's events, refusing what the subset leaves out.

    It runs for every node of every file: what is common is asked first, and in place.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.get: Callable[[], Any] = CParser(text).get_event
        self.text = text
        self.limits = limits
        self.escapes = "\\" in text
        self.questions = "?" in text
        self.marks: list[Any] = []

    def document(self) -> Data:
        try:
            return self._document()
        except MarkedYAMLError as error:
            raise _syntax(error, self.text) from None
        except YAMLError:
            raise refusal("yaml-syntax", refusals.NOT_YAML, (1, 1)) from None

    def _document(self) -> Data:
        get = self.get
        get()
        event: Any = get()
        if isinstance(event, yaml_events.StreamEndEvent):
            return None
        if event.version or event.tags or self.text.lstrip().startswith("%"):
            raise refusal("yaml-syntax", refusals.DIRECTIVE, _at(event))
        data = self._node(get(), 0)
        get()
        event = get()
        if not isinstance(event, yaml_events.StreamEndEvent):
            raise refusal("yaml-syntax", refusals.ONE_DOCUMENT, _at(event))
        return data

    def _node(self, event: Any, depth: int) -> Data:
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _shared_or_tagged(event)
        self.marks.append(event.start_mark)
        if kind is ScalarEvent:
            value = event.value
            if not event.style:
                return None if value in ABSENT else value
            return self._quoted(event) if self.escapes else value
        if depth >= self.limits.depth:
            raise refusal("limit", refusals.depth(self.limits.depth), _at(event))
        if kind is MappingStartEvent:
            return self._mapping(depth + 1)
        return self._sequence(depth + 1)

    def _quoted(self, event: Any) -> str:
        value: str = event.value
        if event.style == '"' and REFUSED.search(value) is not None:
            raise refusal("encoding", refusals.ESCAPED, _at(event))
        return value

    def _sequence(self, depth: int) -> list[Data]:
        items: list[Data] = []
        get, node, most = self.get, self._node, self.limits.entries
        while type(event := get()) is not SequenceEndEvent:
            if len(items) >= most:
                raise refusal("limit", refusals.entries(most), _at(event))
            items.append(node(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, Data]:
        items: dict[str, Data] = {}
        normal: set[str] | None = None
        get, node, most = self.get, self._node, self.limits.entries
        mark = self.marks.append
        while type(event := get()) is not MappingEndEvent:
            key = self._key(event)
            if len(items) >= most:
                raise refusal("limit", refusals.entries(most), _at(event))
            if normal is None and not key.isascii():
                normal = set(items)  # ASCII keys are their own normal form
            seen = key if normal is None else normal_key(key)
            if seen in (items if normal is None else normal):
                raise refusal("duplicate-key", refusals.TWICE, _at(event))
            if normal is not None:
                normal.add(seen)
            mark(event.start_mark)
            items[key] = node(get(), depth)
        return items

    def _before(self, event: Any) -> str:
        return self.text[event.start_mark.index - 1]

    def _key(self, event: Any) -> str:
        if type(event) is not ScalarEvent:
            raise refusal("yaml-syntax", refusals.KEY, _at(event))
        if event.anchor is not None or event.tag is not None:
            raise _shared_or_tagged(event)
        key: str = event.value
        if event.style:
            key = self._quoted(event) if self.escapes else key
        elif key == "<<":
            raise refusal("yaml-syntax", refusals.MERGE, _at(event))
        elif key in ABSENT:
            key = ""
        elif self.questions and self._before(event) == "?":
            key = ""  # in flow libyaml takes `?x` for the key x, which is not what it shows
        if not key:
            raise refusal("yaml-syntax", refusals.KEY, _at(event))
        if not event.style and key[0].isspace():
            raise refusal("yaml-syntax", refusals.BLANK, _at(event))
        return key


def _shared_or_tagged(event: Any) -> Refused:
    """An alias or anchor, else a tag: the refusal of what is not written where it stands."""
    shared = type(event) is AliasEvent or event.anchor is not None
    return refusal("yaml-syntax", refusals.ANCHOR if shared else refusals.TAG, _at(event))


def _at(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _syntax(error: MarkedYAMLError, text: str) -> Refused:
    conflict = CONFLICT.search(text)
    if conflict is not None:
        return refusal("yaml-syntax", refusals.CONFLICT, place_at(text, conflict.start()))
    mark = _begun(error) or error.problem_mark or error.context_mark
    at = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    at = (min(at[0], text.count("\n") + 1), at[1])
    for fragment, words in refusals.SYNTAX_WORDS:
        if fragment in (error.problem or ""):
            return refusal("yaml-syntax", words, at)
    return refusal("yaml-syntax", refusals.NOT_YAML, at)


def _begun(error: MarkedYAMLError) -> Any:
    """Where that begins which is never closed, or is no key: what follows is seldom to blame."""
    unfinished = (error.context or "").endswith(
        ("alias", "anchor", "simple key", "quoted scalar", "flow sequence", "flow mapping")
    )
    return error.context_mark if unfinished else None
