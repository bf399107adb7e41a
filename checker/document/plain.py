"""Plain documents, read line by line: several times quicker than libyaml's events, and the same.

`grammar` says what is plain. Whatever is not, libyaml decides; so this reader refuses nothing and
says why of nothing. A test holds that what is read here libyaml reads as the same data at the same places.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.document.grammar import END, ITEMS, LINE, PAIRS, Line
from checker.document.limits import Limits
from checker.document.values import Data

DEPTH = 16
"""More levels are not plain; so the calls below are bounded too."""


class NotPlain(Exception):
    """Something of the text is outside the grammar."""


def plain_data(text: str, limits: Limits) -> Data:
    """The data of a plain document, which is a mapping or a list; None says nothing of the text.

    The text has none of the refused characters.
    """
    if text.count("\n") + text.count(",") >= limits.entries:
        return None  # no mapping has more entries than lines, or than commas and one
    lines: Iterator[Line] = iter(LINE.findall(text))
    try:
        return _Reader(lines).document(min(limits.depth, DEPTH))
    except NotPlain:
        return None


class _Reader:
    """Puts lines into the mappings and lists that their columns say.

    `line` is the first that is not read yet. A line of a column where nothing is open ends all that
    is open, and then is not the end of the text.
    """

    def __init__(self, lines: Iterator[Line]) -> None:
        self.take = lines.__next__
        self.line = lines.__next__()

    def document(self, deepest: int) -> Data:
        if self.line[0]:
            raise NotPlain
        data = self._list(0, deepest) if self.line[1] else self._mapping(0, deepest)
        if self.line != END:
            raise NotPlain
        return data

    def _mapping(self, column: int, deeper: int) -> dict[str, Data]:
        """The mapping of which this line holds the first key, at a column from 0."""
        if deeper < 1:
            raise NotPlain
        items: dict[str, Data] = {}
        take, line = self.take, self.line
        while True:
            _, _, key, bare, special, margin, literal, _ = line
            if not key or key in items:
                raise NotPlain
            line = self.line = take()
            if bare:
                items[key] = bare if bare != "null" else None
            elif special:
                items[key] = one_line(special, deeper - 1)
            elif literal:
                items[key] = _text(literal, margin, column)
            else:
                items[key] = self._below(column, deeper - 1)
                line = self.line
            if len(line[0]) != column or line[1] or not line[2]:
                return items

    def _list(self, column: int, deeper: int) -> list[Data]:
        """The list of which this line holds the first dash, at a column from 0."""
        if deeper < 1:
            raise NotPlain
        items: list[Data] = []
        while True:
            _, _, key, bare, special, _, _, _ = self.line
            if key:
                items.append(self._mapping(column + 2, deeper - 1))
            else:
                items.append(one_line(bare or special, deeper - 1))
                self.line = self.take()
            if len(self.line[0]) != column or not self.line[1]:
                return items

    def _below(self, column: int, deeper: int) -> Data:
        """The value of a key that has none on its line: a list may begin at the key's own column."""
        indent, dash, key, *_ = self.line
        at = len(indent)
        if dash and at >= column:
            return self._list(at, deeper)
        if key and not dash and at > column:
            return self._mapping(at, deeper)
        return None


def one_line(text: str, deeper: int) -> Data:
    """A scalar, or what stands between brackets."""
    if not text:
        raise NotPlain
    if text[0] not in "{[":
        return _scalar(text)
    if deeper < 1:
        raise NotPlain
    if text[0] == "[":
        return [_scalar(item) for item in ITEMS.findall(text)]
    pairs: list[tuple[str, str]] = PAIRS.findall(text)
    items: dict[str, Data] = dict(pairs)
    if len(items) != len(pairs):
        raise NotPlain
    if "null" in text or '"' in text or "'" in text:
        return {key: _scalar(item) for key, item in pairs}
    return items


def _scalar(text: str) -> str | None:
    if text[0] in "'\"":
        return text[1:-1]
    return text if text != "null" else None


def _text(lines: str, margin: str, column: int) -> str:
    """A literal text, of its last line breaks one."""
    if len(margin) <= column:
        raise NotPlain
    return ("\n" + lines).replace("\n" + margin, "\n")[1:].rstrip("\n") + "\n"
