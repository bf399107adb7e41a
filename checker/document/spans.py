"""What editors and the search for personal data ask of a document that was read: spans, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yaml import events as yaml_events
from yaml._yaml import CParser
from yaml.events import ScalarEvent

from checker.document.values import Span
from checker.model.finding import Path


def spans_of(text: str) -> Iterator[Span]:
    """Where every scalar of a document stands, in its order."""
    parser = CParser(text)
    parser.get_event()
    if not isinstance(parser.get_event(), yaml_events.StreamEndEvent):
        yield from _spans(parser, parser.get_event(), ())


def _spans(parser: Any, event: Any, path: Path) -> Iterator[Span]:
    """The scalars of one node of a document that was read before, so nothing is refused here."""
    get = parser.get_event
    match event:
        case yaml_events.MappingStartEvent():
            while type(key := get()) is not yaml_events.MappingEndEvent:
                child = (*path, key.value)
                yield Span(child, True, _at(key), _ended(key))
                yield from _spans(parser, get(), child)
        case yaml_events.SequenceStartEvent():
            index = 0
            while type(entry := get()) is not yaml_events.SequenceEndEvent:
                yield from _spans(parser, entry, (*path, index))
                index += 1
        case _:
            yield Span(path, False, _at(event), _ended(event))


def _at(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _ended(event: Any) -> tuple[int, int]:
    mark = event.end_mark
    return (mark.line + 1, mark.column + 1)


def comments_of(text: str) -> list[tuple[int, int, str]]:
    """Comments of a document that parsed: `#` at a line's start or after a blank, outside scalars.

    Scalars' spans come from the parser's marks, so a `#` inside quotes or a block is no comment.
    """
    spans = _scalar_spans(text)
    found: list[tuple[int, int, str]] = []
    for number, line in enumerate(text.split("\n")):
        for match in re.finditer(r"(?:^|(?<=[ \t]))#", line):
            position = (number, match.start())
            if not any(start <= position < end for start, end in spans):
                found.append((number + 1, match.start() + 1, line[match.start() + 1 :].strip()))
                break
    return found


def _scalar_spans(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    spans = []
    parser = CParser(text)
    while parser.check_event():
        event = parser.get_event()
        if type(event) is ScalarEvent:
            spans.append((_mark(event.start_mark), _mark(event.end_mark)))
    return spans


def _mark(mark: Any) -> tuple[int, int]:
    return (mark.line, mark.column)
