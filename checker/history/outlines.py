"""Whether a file is sure to be read: told by its outline, the file without what its values say.

Cases differ in their values, hardly in their outlines. A value that is plainly one, on one line, is
replaced by `x`; what is left is cut before each entry of a list, and each piece is parsed once and
known from then on: a block of YAML ends where a line begins further left, whatever stands in it.
A piece that is anything but keys, dashes, flow mappings and comments decides nothing, nor does one
that the parser refuses, as where a key stands twice: such a file is read as ever.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from typing import Any

from checker.document import Limits, Refused, read_document
from checker.lazily import dataclass

_BEGIN = rb"[A-Za-z0-9\x80-\xff]"
_WORDS = rb"[A-Za-z0-9\x80-\xff ._/+()\-;=~$^*,?&%@!|<>]*+"
_IN_FLOW = rb"[A-Za-z0-9\x80-\xff ._/+()\-;=~$^*]*+"


def _plain(words: bytes) -> bytes:
    """A plain value: a colon inside stands before no blank."""
    return _BEGIN + words + rb"(?::[A-Za-z0-9/\x80-\xff]" + words + rb")*+"


_ITEM = _BEGIN + _IN_FLOW
VALUE = re.compile(
    rb": (?:" + _plain(_WORDS) + rb"(?=\n)|" + _plain(_IN_FLOW) + rb"(?=[,}])"
    rb"""|"[^"\\\n]*"(?=[\n,}])|'[^'\n]*'(?=[\n,}])|\["""
    + _ITEM
    + rb"(?:, "
    + _ITEM
    + rb")*\](?=[\n,}]))"
)
"""A value that plainly ends where it seems to: a line's rest, or an item of a flow mapping."""
SAID = b": x"
COMMENT = re.compile(rb"\n *#[^\n]*")
ITEMS = {dash: re.compile(dash + _plain(_WORDS) + rb"(?=\n)") for dash in (b"\n- ", b"\n  - ")}
"""An entry that is a plain value."""
BLOCK = re.compile(rb": [|>]-?\n")
HEADER = re.compile(rb"( {0,11})[A-Za-z_][A-Za-z0-9_-]*: [|>]-?\n")
"""A key whose value is a text in lines of its own."""
BODIES = [
    re.compile(rb"%b[^ \n][^\n]*\n(?:%b *[^ \n][^\n]*\n)*+" % (b" " * column, b" " * column))
    for column in range(2, 14)
]
"""The lines of such a text, by the column of its key."""

_KEY = rb"[A-Za-z_][A-Za-z0-9_-]*:"
_FLAT = rb"\{" + _KEY + rb" x(?:, " + _KEY + rb" x)*\}"
_FLOW = rb"\{" + _KEY + rb" (?:x|" + _FLAT + rb")(?:, " + _KEY + rb" (?:x|" + _FLAT + rb"))*\}"
_SAID = rb"(?:x|" + _FLOW + rb"|\[\])"
LINE = re.compile(
    rb" *(?:(?:- )+" + _SAID + rb"|(?:- )*" + _KEY + rb"(?: " + _SAID + rb")?)| *#[^\n]*|"
)
"""All that a line of an outline may be."""
LEFT_OPEN = re.compile(rb"(?:^|\n)" + _KEY + rb"(?:\n *#[^\n]*|\n *)*\Z")
"""The end of a piece that an entry may follow: a key of the first column without a value."""
AT_EVENTS = re.compile(rb"\nevents:\n(?: *#[^\n]*\n| *\n)*(|  )- ")
ASCII = bytes(range(0x20, 0x7F)) + b"\n"
"""What is printed and most frequent; what is left without it is still UTF-8."""
KNOWN = 50_000
"""Pieces remembered; what has so many outlines is read."""


@dataclass(frozen=True)
class Piece:
    """What the parser said of a piece of an outline."""

    keys: tuple[str, ...]
    """The keys of the first column, in order."""
    open: bool
    """Whether an entry of a list may follow."""


@dataclass
class Outlines:
    """Looks at files; every piece of an outline is parsed once."""

    limits: Limits
    _known: dict[bytes, dict[bytes, Piece | None]] = field(
        default_factory=lambda: {dash: {} for dash in (b"", *ITEMS)}
    )

    def keys(self, text: bytes) -> list[str] | None:
        """The keys of the first column, where the file is sure to be read; else None."""
        begun = AT_EVENTS.search(text)
        if begun is None or len(text) > self.limits.file_bytes or not _is_shown(text):
            return None
        dash = b"\n" + begun[1] + b"- "
        outline = _outline(text, dash)
        first, *entries = outline.split(dash) if outline is not None else (b"",)
        if len(entries) != text.count(dash) or len(entries) >= self.limits.entries:
            return None
        known = self._known[dash]
        pieces = [self._piece(b"", first)]
        pieces += [known.get(entry) or self._piece(dash, entry) for entry in entries]
        return _keys(pieces)

    def _piece(self, dash: bytes, outline: bytes) -> Piece | None:
        known = self._known[dash]
        if outline not in known:
            found = _proven(dash, outline, self.limits)
            if len(known) >= KNOWN:
                return found
            known[outline] = found
        return known[outline]


def _keys(pieces: Sequence[Piece | None]) -> list[str] | None:
    """The keys of all pieces; None where a piece decides nothing, or may not follow, or a key stands twice."""
    keys: list[str] = []
    follows = True
    for piece in pieces:
        if piece is None or not follows:
            return None
        keys += piece.keys
        follows = piece.open
    return keys if len(set(keys)) == len(keys) else None


def _is_shown(text: bytes) -> bool:
    """Whether bytes are UTF-8 without characters that are refused; what is printed never is."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return text.translate(None, ASCII).decode("utf-8").isprintable()


def _outline(text: bytes, dash: bytes) -> bytes | None:
    """The file without what its values say; None where a text in lines of its own is not plainly one."""
    bare = _without_blocks(text) if BLOCK.search(text) is not None else text
    if bare is None or not bare.endswith(b"\n"):
        return None
    if bare.count(b"#") > 1:
        bare = COMMENT.sub(b"\n#", bare)
    return ITEMS[dash].sub(dash + b"x", VALUE.sub(SAID, bare))[:-1]


def _without_blocks(text: bytes) -> bytes | None:
    """Every text in lines of its own replaced; each of its lines stands two blanks below its key's column."""
    kept, at = [], 0
    for found in BLOCK.finditer(text):
        if found.start() < at:
            continue
        head = HEADER.fullmatch(text, text.rfind(b"\n", 0, found.start()) + 1, found.end())
        body = BODIES[len(head[1])].match(text, found.end()) if head is not None else None
        if body is None:
            return None
        kept += [text[at : found.start()], SAID, b"\n"]
        at = body.end()
    return b"".join((*kept, text[at:]))


def _proven(dash: bytes, outline: bytes, limits: Limits) -> Piece | None:
    """What the parser says of a piece, read as a list's entry or as a file's beginning."""
    if not all(map(LINE.fullmatch, (dash + outline).split(b"\n"))):
        return None
    try:
        data = read_document((b"x:" + dash if dash else b"") + outline + b"\n", "", limits).data
    except Refused:
        return None
    if not isinstance(data, dict) or (dash and len(data["x"] or ()) != 1):
        return None
    if not _says_nothing(data):
        return None
    keys = tuple(data)[1:] if dash else tuple(data)
    left_open = LEFT_OPEN.search(outline) is not None
    return Piece(keys, left_open or (bool(dash) and not keys))


def _says_nothing(data: Any) -> bool:
    """Whether every value is one `x`: one of several lines may have been of another form, and refused."""
    if isinstance(data, dict):
        return all(map(_says_nothing, data.values()))
    if isinstance(data, list):
        return all(map(_says_nothing, data))
    return data in (None, "x")
