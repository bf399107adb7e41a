"""The versions of one case file read: the newest parsed, the older ones derived where that is sure.

Most steps only add entries. Where an older file is the newer one without some whole lines, and
those lines are whole entries at the end or in the middle of a list, its data is the newer data
without those entries; so a case of many versions is parsed once. That holds by the block structure
of YAML alone: nothing at the column of a list's dash can belong to the entry before it, unless a
quoted text or a flow collection runs over lines. A file with such a text is parsed each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from checker.document import Limits, Refused, read_document
from checker.model.trail import Version

KEY = re.compile(rb"\n(?=[^#\s-])")
"""A line at the first column that is neither comment nor entry."""
PLAIN_KEY = re.compile(rb"([A-Za-z0-9_-]+):(?=[ \n])")
LISTS_BEGIN = (b"events:", b"waivers:", b"acknowledgements:")
ENTRY = (b" ", b"-")
"""How an entry begins; a key never does."""
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
            data = without(newer, shape, lacking)
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


class Shape:
    """A text as what stands before its first key, and units one after the other.

    A unit is a top-level key, or an entry of a list but for the first, which stands with the list's key.
    """

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.head, blocks = _blocks(text)
        parted = [
            _entries(block) if block.startswith(LISTS_BEGIN) else (block,) for block in blocks
        ]
        self.units = [part + b"\n" for parts in parted for part in parts]
        self._ends: dict[int, int] = {}

    @cached_property
    def firsts(self) -> list[int]:
        """For each unit the place of its key: its own, or an earlier one."""
        firsts: list[int] = []
        for place in range(len(self.units)):
            firsts.append(firsts[-1] if self.is_entry(place) else place)
        return firsts

    def begins(self, places: Sequence[int]) -> list[int]:
        """Where units begin in a text of these alone, and where it ends."""
        lengths = [len(self.units[place]) for place in places]
        return list(accumulate(lengths, initial=len(self.head)))

    def is_entry(self, place: int) -> bool:
        """Whether a unit is an entry apart from its list's key."""
        return self.units[place].startswith(ENTRY)

    def name(self, place: int) -> str:
        """The key of a unit; empty where the line is not plainly a key."""
        found = PLAIN_KEY.match(self.units[self.firsts[place]])
        return found[1].decode() if found is not None else ""

    def entry(self, place: int) -> int | None:
        """Which entry of its list a unit is, from 0; None for the key itself, and the first with it."""
        return place - self.firsts[place] or None

    def entries(self, place: int) -> int:
        """How many entries the list of a unit has."""
        return self.firsts.count(self.firsts[place])

    def below(self, keys: tuple[bytes, ...]) -> list[int]:
        """The places of top-level keys, as they begin, and of all entries below them."""
        places: list[int] = []
        inside = False
        for place, unit in enumerate(self.units):
            if not unit.startswith(ENTRY):
                inside = unit.startswith(keys)
            if inside:
                places.append(place)
        return places

    def texts(self, places: Iterable[int]) -> bytes:
        """Units put together."""
        return b"".join([self.units[place] for place in places])

    def lacking(self, older: bytes) -> frozenset[int] | None:
        """The places of the units that an older text lacks, where it is this text but for these.

        None where that is not sure. This text is known to be read line by line.
        """
        if not older.startswith(self.head) or not older.endswith(b"\n"):
            return None
        lacking = self._after(older)
        return self._between(older) if lacking is None else lacking

    def _after(self, older: bytes) -> frozenset[int] | None:
        """The units after the older text, where this one begins with it."""
        if not self._ends:
            ends = self.begins(range(len(self.units)))
            self._ends = {end: place for place, end in enumerate(ends)}
        place = self._ends.get(len(older))
        if place is None or not self.text.startswith(older):
            return None
        return frozenset(range(place, len(self.units)))

    def _between(self, older: bytes) -> frozenset[int] | None:
        """The units left out of the older text anywhere."""
        lacking = []
        at, key_held = len(self.head), False
        for place, (unit, first) in enumerate(zip(self.units, self.firsts, strict=True)):
            held = (first == place or key_held) and older.startswith(unit, at)
            if first == place:
                key_held = held
            if held:
                at += len(unit)
            else:
                lacking.append(place)
        return frozenset(lacking) if at == len(older) else None


def _blocks(text: bytes) -> tuple[bytes, list[bytes]]:
    """What stands before the first key, and each key with all below it, without its last line break."""
    if not text.endswith(b"\n"):
        return text, []
    blocks = KEY.split(text[:-1])
    return (blocks.pop(0) + b"\n" if text[:1] in b"#- \n" else b""), blocks


def _entries(block: bytes) -> Sequence[bytes]:
    """The lines of a key and its first entry, and those of each further one."""
    listed = LISTED.match(block)
    if listed is None:
        return (block,)
    key, first, *further = re.split(b"\n(?=" + listed[2] + b"-(?:[ \n]|$))", block)
    return [key + b"\n" + first, *further]


def without(
    data: dict[str, Any] | None, shape: Shape, lacking: Iterable[int]
) -> dict[str, Any] | None:
    """The data of the older version; None where the newer one's is not what the lines say."""
    if data is None:
        return None
    keys: set[str] = set()
    gone: dict[str, set[int]] = {}
    for place in lacking:
        name, entry = shape.name(place), shape.entry(place)
        held = data.get(name)
        if name not in data:
            return None
        if entry is None:
            keys.add(name)
        elif not isinstance(held, list) or len(held) != shape.entries(place):
            return None
        else:
            gone.setdefault(name, set()).add(entry)
    older = {key: value for key, value in data.items() if key not in keys}
    for name, places in gone.items():
        if name not in keys:
            older[name] = [item for place, item in enumerate(data[name]) if place not in places]
    return older
