"""Where a node stands: in a plain document its line is known by how it begins, in others by libyaml's marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from checker.document.grammar import LINE, START
from checker.document.values import Data
from checker.model.finding import Path


def siblings_before(data: Data, name: str | int) -> list[Data] | None:
    """The values that stand before one of a mapping or list; None where it has none such."""
    if isinstance(data, list) and isinstance(name, int) and name < len(data):
        return data[:name]
    if not isinstance(data, dict) or name not in data:
        return None
    return [data[key] for key in takewhile(lambda key: key != name, data)]


def places_in(data: Data) -> int:
    """How many places a node and all below it have: its own, and one more for each key."""
    if isinstance(data, dict):
        return 1 + len(data) + sum(map(places_in, data.values()))
    if isinstance(data, list):
        return 1 + sum(map(places_in, data))
    return 1


def places_by_path(marks: list[int], data: Data) -> dict[Path, tuple[int, int]]:
    """The offset of every node and of its key, by the offsets of all in the file's order.

    What has no key of its own, the document or an entry of a list, stands for it.
    """
    found: dict[Path, tuple[int, int]] = {}
    _follow(iter(marks), data, (), None, found)
    return found


def _follow(
    marks: Iterator[int],
    data: Data,
    path: Path,
    key: int | None,
    found: dict[Path, tuple[int, int]],
) -> None:
    value = next(marks, 0)
    found[path] = value, value if key is None else key
    if isinstance(data, dict):
        for name, item in data.items():
            _follow(marks, item, (*path, name), next(marks, 0), found)
    elif isinstance(data, list):
        for number, item in enumerate(data):
            _follow(marks, item, (*path, number), None, found)


def plain_place(text: str, data: Data, path: Path, *, key: bool) -> int:
    """The offset of a path, or of its key, in a plain text, whose lines tell by their indent to whom they belong."""
    text = "\n" + text
    own_key, at = -1, 0
    for name in path:
        before = siblings_before(data, name)
        if before is None:
            break
        if text[at] in "{[":
            own_key, at = _within(text, at, before, isinstance(name, str))
        elif isinstance(name, str):
            own_key, at = _named(text, _first(text, at), name)
        else:
            own_key, at = -1, _entry(text, _first(text, at), name)
        data = data[name]
    if key and own_key >= 0:
        return own_key - 1
    return (_first(text, at) if isinstance(data, dict | list) else at) - 1


def _first(text: str, at: int) -> int:
    """Where a mapping's first key or a list's first dash is; below, if the line ends at `at`."""
    line = LINE.match(text, at + 1) if text[at] == "\n" else None
    if line is None:
        return at
    return line.end(1) - 2 * line[1].endswith("- ")


def _column(text: str, at: int) -> int:
    return at - text.rindex("\n", 0, at) - 1


def _named(text: str, first: int, name: str) -> tuple[int, int]:
    """A key of a mapping, and its value; no line but the key's has this indent and this beginning."""
    key, begins = first, name + ":"
    if not text.startswith(begins, first):
        column = _column(text, first)
        key = text.index("\n" + " " * column + begins, first) + 1 + column
    end = key + len(begins)
    return key, end + (text[end] == " ")


def _entry(text: str, first: int, number: int) -> int:
    """What stands behind one of a list's dashes."""
    column = _column(text, first)
    dash = "\n" + " " * column + "- "
    for _ in range(number):
        first = text.index(dash, first) + 1 + column
    return first + 2


def _within(text: str, at: int, before: Iterable[Data], named: bool) -> tuple[int, int]:
    """A key, if it has one, and its value between brackets in one line."""
    passed = sum(places_in(item) + named for item in before)
    starts = (part.start() for part in START.finditer(text, at + 1))
    places = list(islice(starts, passed, passed + 1 + named))
    return (places[0] if named else -1), places[-1]
