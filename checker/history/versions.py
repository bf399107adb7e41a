"""The versions of one case file read: the newest parsed, the older ones derived where that is sure.

Most steps only add entries. Where an older file is the newer one without some whole lines, and
those lines are whole entries at the end or in the middle of a list, its data is the newer data
without those entries; so a case of many versions is parsed once. That holds by the block structure
of YAML alone: nothing at the column of a list's dash can belong to the entry before it, unless a
quoted text or a flow collection runs over lines. A file with such a text is parsed each time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.document import Limits, Refused, read_document
from checker.model.trail import Version

KEY = re.compile(rb"\n[^#\s-]")
"""A line at the first column that is neither comment nor entry."""
PLAIN_KEY = re.compile(rb"([A-Za-z0-9_-]+):(?=[ \n])")
LISTED = re.compile(
    rb"((?:events|waivers|acknowledgements):) *\n(?:[ ]*(?:#[^\n]*)?\n)*([ ]*)-(?= |\n)"
)
"""A list's key, and its first entry: blank lines and comments may stand between."""
QUOTED = re.compile(rb"""(?<=[ \[{,])(?:"[^"'{}\[\]#\n]*"|'[^"'{}\[\]#\n]*')(?=[ \n,}\]:])""")
"""A quoted text of one line that holds nothing odd; not an apostrophe inside a word."""
FLOW = re.compile(rb"\{[^{}\[\]#\n]*\}|\[[^{}\[\]#\n]*\]")
"""A flow collection of one line without another in it."""


def read_versions(
    blobs: Sequence[str], contents: Mapping[str, bytes], file: str, limits: Limits
) -> dict[str, Version]:
    """Versions by blob; `blobs` in the order of the history, oldest first."""
    versions: dict[str, Version] = {}
    newer: str | None = None
    plain = False
    for blob in reversed(blobs):
        if blob in versions:
            newer = None
            continue
        data = None
        if newer is not None and plain:
            units = added(contents[newer], contents[blob])
            data = None if units is None else without(versions[newer].data, units)
        if data is None:
            data = parsed(contents[blob], file, limits)
            plain = data is not None and line_by_line(contents[blob])
        versions[blob] = Version(data)
        newer = blob
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
    left = 0
    while len(text) != left:
        left = len(text)
        text = FLOW.sub(b"", text)
    return not any(mark in text for mark in (b"{", b"}", b"[", b"]"))


@dataclass(frozen=True, slots=True)
class Added:
    """A top-level key, or an entry of a list, that one version has and the one before has not."""

    start: int
    end: int
    name: str
    """The key; of an entry the list's."""
    entry: int | None = None
    """Which entry of the list, from 0; None for the key itself."""
    entries: int = 0
    """How many entries the list has."""


def added(newer: bytes, older: bytes) -> list[Added] | None:
    """What `newer` has and `older` lacks, where these are whole entries and whole keys alone.

    None where that is not sure. `newer` is known to be `line_by_line`.
    """
    if len(newer) < len(older) or not older.endswith(b"\n"):
        return None
    found: list[Added] = []
    shape = Shape(newer)
    extra = len(newer) - len(older)
    at = shift = 0
    while True:
        at = older.rfind(b"\n", 0, at + _alike(newer[at + shift :], older[at:])) + 1
        rest = newer[at + extra :] == older[at:]  # whether all that is still to add stands here
        if not rest and shift >= extra:
            return None
        while shift < extra:
            unit = shape.unit(at + shift)
            if unit is None or shift + unit.end - unit.start > extra:
                return None
            found.append(unit)
            shift += unit.end - unit.start
            if not rest:
                break
        if rest:
            return found


class Shape:
    """Where the top-level keys of a text stand, and the entries of its lists."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.keys = [] if text[:1] in b"#- \n" else [0]
        self.keys += [found.start() + 1 for found in KEY.finditer(text)]
        self._places: dict[int, tuple[str, list[int]]] = {}

    def names(self) -> list[bytes]:
        """The top-level keys; empty where a line is not plainly one."""
        return [_name(self.text, key) for key in self.keys]

    def block(self, name: bytes) -> bytes:
        """The lines of a top-level key; nothing where the text does not have it."""
        for place, key in enumerate(self.keys):
            if self.text.startswith(name + b":", key):
                return self.text[key : self._last(place)]
        return b""

    def _last(self, place: int) -> int:
        """Where a top-level key's lines end."""
        return self.keys[place + 1] if place + 1 < len(self.keys) else len(self.text)

    def unit(self, start: int) -> Added | None:
        """The whole key or entry that begins at a place; None where none does."""
        place = bisect_right(self.keys, start) - 1
        if place < 0:
            return None
        head, last = self.keys[place], self._last(place)
        if head == start:
            name = _name(self.text, start).decode()
            return Added(start, last, name) if name else None
        if head not in self._places:
            self._places[head] = _entries(self.text, head, last)
        name, places = self._places[head]
        if start not in places[1:]:
            return None
        entry = places.index(start)
        end = places[entry + 1] if entry + 1 < len(places) else last
        return Added(start, end, name, entry, len(places))


def _entries(text: bytes, head: int, last: int) -> tuple[str, list[int]]:
    """The list under the key at `head`, which goes up to `last`, and where its entries begin."""
    listed = LISTED.match(text, head, last)
    if listed is None:
        return "", []
    entry = re.compile(b"\n" + listed[2] + b"-(?=[ \n])")
    places = [found.start() + 1 for found in entry.finditer(text, listed.end(1), last)]
    return listed[1].decode().rstrip(":"), places


def without(data: dict[str, Any] | None, units: list[Added]) -> dict[str, Any] | None:
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


def _alike(a: bytes, b: bytes) -> int:
    """How many bytes two texts have in common at their beginning."""
    low, high = 0, min(len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _name(text: bytes, start: int) -> bytes:
    """The key of a line; empty where it is not plainly one."""
    found = PLAIN_KEY.match(text, start)
    return found[1] if found is not None else b""
