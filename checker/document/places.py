"""Where every node of a plain document stands, found when somebody asks: most files have nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.document.grammar import LINE, START
from checker.document.values import Data


def plain_places(text: str, data: Data) -> list[int]:
    """The offset of every node of a plain text, in its order; before a mapping's value its key's.

    `data` is what `plain_data` reads of it. A mapping stands where its first key does, a list at its
    first dash, a value that is not there behind its key's colon.
    """
    return list(_places(data, 0, _starts(text).__next__, text))


def _places(data: Data, at: int, take: Callable[[], int], text: str) -> Iterator[int]:
    """The places of a node and of all below it; `at` is where it would stand in one line."""
    inline = text[at] in "{["
    if inline or not isinstance(data, dict | list):
        yield at
    if isinstance(data, dict):
        for number, value in enumerate(data.values()):
            key = take()
            if not inline and not number:
                yield key
            yield key
            yield from _places(value, take(), take, text)
    elif isinstance(data, list):
        for number, item in enumerate(data):
            if not inline:
                dash = take()
                if not number:
                    yield dash
            yield from _places(item, take(), take, text)


def _starts(text: str) -> Iterator[int]:
    """Where every dash, key and value begins; of a dash before a key twice, as the entry's value."""
    for line in LINE.finditer(text):
        lead, key, _, special, *_ = line.groups(default="")
        begins = line.end(1)
        if lead[-2:] == "- ":
            yield begins - 2
            if key:
                yield begins - 2
        if key:
            yield begins
            begins = max(line.end(2) + 1, line.start(3), line.start(4))
        yield begins
        if special[:1] in ("{", "["):
            yield from (part.start() for part in START.finditer(text, begins + 1, line.end(4)))
