"""The versions of one case file read: the newest parsed, the older ones derived where that is sure.

Most steps only add entries. Where an older file is the newer one without some whole lines, and
those lines are whole entries at the end or in the middle of a list, its data is the newer data
without those entries; so a case of many versions is parsed once. That holds by the block structure
of YAML alone: nothing at the column of a list's dash can belong to the entry before it, unless a
quoted text or a flow collection runs over lines. A file with such a text is parsed each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.document import Limits, Refused, read_document
from checker.model.trail import Version

KEY = re.compile(rb"\n[^#\s-]")
"""A line at the first column that is neither comment nor entry."""
PLAIN_KEY = re.compile(rb"([A-Za-z0-9_-]+):(?=[ \n])")
LISTS = ("events", "waivers", "acknowledgements")
LISTED = re.compile(rb"([a-z]+:) *\n(?:[ ]*(?:#[^\n]*)?\n)*([ ]*)-(?= |\n)")
"""A list's key, and its first entry: blank lines and comments may stand between."""
QUOTED = re.compile(rb"""(["'])(?<=[ \[{,].)[^"'{}\[\]#\n]*\1(?=[ \n,}\]:])""")
"""A quoted text of one line that holds nothing odd; not an apostrophe inside a word."""
NO_MARKS = bytes(set(range(256)) - set(b"{}[]#\n"))
"""All that neither begins nor ends a flow collection, a comment or a line."""


def read_versions(
    blobs: Sequence[str], contents: Mapping[str, bytes], file: str, limits: Limits
) -> dict[str, Version]:
    """Versions by blob; `blobs` in the order of the history, oldest first."""
    versions: dict[str, Version] = {}
    shape: Shape | None = None
    newer: dict[str, Any] | None = None
    for blob in reversed(blobs):
        if blob in versions:
            continue
        content = contents[blob]
        lacking = shape.lacking(content) if shape is not None else None
        data = None
        if shape is not None and lacking is not None:
            data = without(newer, [shape.units[place] for place in lacking])
        if data is None:
            data = newer = parsed(content, file, limits)
            shape = Shape(content) if data is not None and line_by_line(content) else None
        versions[blob] = Version(data)
    return versions


def parsed(content: bytes, file: str, limits: Limits) -> dict[str, Any] | None:
    """The data of one version; None where it cannot be read as a mapping."""
    try:
        data = read_document(content, file, limits).data
    except Refused:
        return None
    return data if isinstance(data, dict) else None


def line_by_line(text: bytes) -> bool:
    """Whether it is sure that no quoted text and no flow collection runs over lines.

    Quoted texts of one line are taken out, then flow collections of one line from the inside; a
    quote, a brace or a bracket that is left may be anything.
    """
    if b"\\" in text or b"\t" in text or b"\r" in text:
        return False
    if b'"' in text or b"'" in text:
        text = QUOTED.sub(b"", text)
        if b'"' in text or b"'" in text:
            return False
    marks, before = text.translate(None, NO_MARKS), b""
    while marks != before:
        marks, before = marks.replace(b"{}", b"").replace(b"[]", b""), marks
    return not any(mark in marks for mark in (b"{", b"}", b"[", b"]"))


class Unit(NamedTuple):
    """A top-level key, or an entry of a list but for the first, which stands with the list's key."""

    text: bytes
    name: str
    """The key; of an entry the list's. Empty where the line is not plainly a key."""
    entry: int | None
    """Which entry of the list, from 0; None for the key itself."""
    entries: int
    """How many entries the list has."""


class Shape:
    """A text as what stands before its first key, and units one after the other."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        keys = [] if text[:1] in b"#- \n" else [0]
        keys += [found.start() + 1 for found in KEY.finditer(text)]
        self.head = text[: keys[0]] if keys else text
        self.units = [
            unit
            for key, end in zip(keys, [*keys[1:], len(text)], strict=False)
            for unit in _units(text, key, end)
        ]

    def names(self) -> list[str]:
        """The top-level keys; empty ones where a line is not plainly one."""
        return [unit.name for unit in self.units if unit.entry is None]

    def block(self, name: str) -> bytes:
        """The lines of a top-level key; nothing where the text does not have it."""
        return b"".join(unit.text for unit in self.units if unit.name == name)

    def texts(self, places: Iterable[int]) -> bytes:
        """Units put together."""
        return b"".join(self.units[place].text for place in places)

    def lacking(self, older: bytes) -> frozenset[int] | None:
        """The places of the units that an older text lacks, where it is this text but for these.

        None where that is not sure. This text is known to be `line_by_line`.
        """
        if not older.startswith(self.head) or not older.endswith(b"\n"):
            return None
        lacking = []
        at, key_held = len(self.head), False
        for place, (text, name, entry, _) in enumerate(self.units):
            held = older.startswith(text, at) and (entry is None or key_held)
            if entry is None:
                key_held = held
            if held:
                at += len(text)
            elif name:
                lacking.append(place)
            else:
                return None
        return frozenset(lacking) if at == len(older) else None


def _units(text: bytes, key: int, end: int) -> Iterator[Unit]:
    """The units of the top-level key at `key`, whose lines go up to `end`."""
    found = PLAIN_KEY.match(text, key)
    name = found[1].decode() if found is not None else ""
    begins = [key, *_entries(text, key, end)[1:]] if name in LISTS else [key]
    for place, (begin, stop) in enumerate(zip(begins, [*begins[1:], end], strict=True)):
        yield Unit(text[begin:stop], name, place or None, len(begins))


def _entries(text: bytes, key: int, end: int) -> list[int]:
    """Where the entries of the list under a key begin; none where there is no list."""
    listed = LISTED.match(text, key, end)
    if listed is None:
        return []
    entry = re.compile(b"\n" + listed[2] + b"-(?=[ \n])")
    return [found.start() + 1 for found in entry.finditer(text, listed.end(1), end)]


def without(data: dict[str, Any] | None, units: list[Unit]) -> dict[str, Any] | None:
    """The data of the older version; None where the newer one's is not what the lines say."""
    if data is None:
        return None
    gone: dict[str, set[int]] = {}
    for unit in units:
        held = data.get(unit.name)
        if unit.name not in data:
            return None
        if unit.entry is not None:
            if not isinstance(held, list) or len(held) != unit.entries:
                return None
            gone.setdefault(unit.name, set()).add(unit.entry)
    keys = {unit.name for unit in units if unit.entry is None}
    older = {key: value for key, value in data.items() if key not in keys}
    for name, places in gone.items():
        older[name] = [item for place, item in enumerate(data[name]) if place not in places]
    return older
