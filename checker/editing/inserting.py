"""New lines put into a case file's text; not one byte of what stood there is changed.

Pure. Where the lines go is found from the parsed document; the outcome is parsed again and must
say exactly the old data and the new entry, else another place is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.document import Document, Limits, Refused, read_document
from checker.editing.yaml_text import Entry, flow, item, plain_data, scalar

EVENTS = "events"
DOCUMENT_END = "..."


class CannotInsert(Exception):
    """No place was found at which an entry can be added safely."""


class AlreadyFilled(Exception):
    """A field that has another value already; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def with_event(text: str, event: Entry, limits: Limits) -> str:
    """The text with an event at the end of its list.

    Raises `CannotInsert` where no place works.
    """
    return with_entry(text, EVENTS, event, limits)


def with_entry(text: str, key: str, entry: Entry, limits: Limits) -> str:
    """The text with an entry at the end of a list; a new one below all else where there is none.

    Raises `CannotInsert` where no place works.
    """
    document = _read(text, limits)
    if document is None or not isinstance(document.data, dict):
        raise CannotInsert
    entries = document.data.get(key)
    wanted = document.data | {key: [*(entries or ()), plain_data(entry)]}
    if key not in document.data and key != EVENTS:
        return _first_that_says(wanted, _with_list(_Text(text, document), key, entry), limits)
    if not isinstance(entries, list) or not entries:
        raise CannotInsert
    return _first_that_says(wanted, _with_entry(_Text(text, document), key, entry), limits)


def with_field(text: str, name: str, value: Any, limits: Limits) -> str:
    """The text with a field filled: its blank key completed, or a line put before the events.

    Raises `AlreadyFilled` where it has another value, `CannotInsert` where no place works.
    """
    document = _read(text, limits)
    if document is None or not isinstance(document.data, dict):
        raise CannotInsert
    wanted = plain_data(value)
    old = document.data.get(name)
    if old == wanted:
        return text
    if old is not None:
        raise AlreadyFilled(name)
    found = _with_field(_Text(text, document), name, value)
    return _first_that_says(document.data | {name: wanted}, found, limits)


def _first_that_says(wanted: Any, candidates: Iterator[str], limits: Limits) -> str:
    for candidate in candidates:
        document = _read(candidate, limits)
        if document is not None and document.data == wanted:
            return candidate
    raise CannotInsert


def _read(text: str, limits: Limits) -> Document | None:
    try:
        return read_document(text.encode(), "", limits)
    except Refused:
        return None


class _Text:
    """A file's text by lines, and what is where in it; lines count from 1."""

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self.document = document
        self.lines = text.splitlines(keepends=True)
        self.end = "\r\n" if "\r\n" in text else "\n"
        found = document.comments(lambda _: True)
        self.comments = {line: column - 1 for line, column, _ in found}

    def is_blank(self, line: int) -> bool:
        return not self.lines[line - 1].strip()

    def comment_column(self, line: int) -> int | None:
        """Where the comment of a line begins that holds nothing else."""
        column = self.comments.get(line)
        alone = column is not None and not self.lines[line - 1][:column].strip("\ufeff \t")
        return column if alone else None

    def next_key(self, after: int) -> int:
        """The line of the first key of the case below a line; one beyond the end if none."""
        places = [self.document.locate((key,), key=True)[0] for key in self.document.data]
        places += [n for n, line in enumerate(self.lines, 1) if line.rstrip() == DOCUMENT_END]
        return min((line for line in places if line > after), default=len(self.lines) + 1)

    def insert(self, before: int, added: list[str]) -> str:
        """The text with lines put in before a line."""
        head = "".join(self.lines[: before - 1])
        if head and not head.endswith("\n"):
            head += self.end
        tail = "".join(self.lines[before - 1 :])
        return head + "".join(line + self.end for line in added) + tail

    def offset(self, line: int) -> int:
        """Where a line begins in the text."""
        return sum(len(one) for one in self.lines[: line - 1])


# --- entries of lists


def _with_list(text: _Text, key: str, entry: Entry) -> Iterator[str]:
    end = text.next_key(
        max(text.document.locate((one,), key=True)[0] for one in text.document.data)
    )
    yield text.insert(end, [f"{key}:", *item(entry, 2, one_line=False)])


def _with_entry(text: _Text, key: str, entry: Entry) -> Iterator[str]:
    last = len(text.document.data[key]) - 1
    line, column = text.document.locate((key, last))
    dash = _dash(text, line, column)
    following = text.next_key(line)
    if dash is None:
        yield from _into_brackets(text, key, entry, following)
        return
    one_line = text.lines[line - 1][column - 1 : column] == "{"
    added = item(entry, dash, one_line=one_line)
    yield text.insert(_after_last(text, line, following, dash), added)
    yield text.insert(following, added)


def _dash(text: _Text, line: int, column: int) -> int | None:
    """The column of the dash before an entry; None for a list in brackets."""
    before = text.lines[line - 1][: column - 1]
    while line > 1 and not before.strip():
        line -= 1
        before = text.lines[line - 1].rstrip()
    bare = before.strip()
    return before.index("-") if bare == "-" else None


def _after_last(text: _Text, last: int, following: int, dash: int) -> int:
    """The line after the last entry and its comments; blank lines and others' comments stay below."""
    line = following
    while line - 1 > last:
        column = text.comment_column(line - 1)
        foreign = column is not None and column < max(dash, 1)
        if not (text.is_blank(line - 1) or foreign):
            break
        line -= 1
    return line


def _into_brackets(text: _Text, key: str, entry: Entry, following: int) -> Iterator[str]:
    """Before each closing bracket of the last lines, the last one first."""
    whole, end = text.text, text.offset(following)
    start = text.offset(text.document.locate((key,), key=True)[0])
    place = whole.rfind("]", start, end)
    while place >= 0:
        yield from _before_bracket(whole, place, entry, text.end)
        place = whole.rfind("]", start, place)


def _before_bracket(whole: str, place: int, entry: Entry, end: str) -> Iterator[str]:
    line_start = whole.rfind("\n", 0, place) + 1
    indent = whole[line_start:place]
    brace = whole.rfind("}", 0, place)
    if not indent.strip() and brace >= 0:
        comma = "" if "," in whole[brace:line_start].split("#")[0] else ","
        added = f"{indent}  {flow(entry)}{end}"
        yield (
            whole[: brace + 1] + comma + whole[brace + 1 : line_start] + added + whole[line_start:]
        )
    comma = "" if whole[:place].rstrip().endswith((",", "[")) else ", "
    yield whole[:place] + comma + flow(entry) + whole[place:]


# --- fields


def _with_field(text: _Text, name: str, value: Any) -> Iterator[str]:
    written = scalar(value) if isinstance(value, str) else flow(value)
    if name in text.document.data:
        yield from _after_colon(text, name, written)
        return
    line = text.document.locate((EVENTS,), key=True)[0]
    above = line
    while above > 1 and text.comment_column(above - 1) is not None:
        above -= 1
    yield text.insert(above if above > 1 else line, [f"{name}: {written}"])
    yield text.insert(line, [f"{name}: {written}"])


def _after_colon(text: _Text, name: str, written: str) -> Iterator[str]:
    line, column = text.document.locate((name,), key=True)
    place = text.text.find(":", text.offset(line) + column - 1)
    yield f"{text.text[: place + 1]} {written}{text.text[place + 1 :]}"
