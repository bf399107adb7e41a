"""One file read: plain data, and lines for paths on demand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import field
from functools import cached_property

from checker import refusals
from checker.document.characters import decoded, place_at
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.places import places_by_path, plain_place
from checker.document.plain import plain_data
from checker.document.refused import refusal
from checker.document.values import Data, Span
from checker.lazily import dataclass
from checker.model.finding import Path

TAIL = re.compile("#(.*)")
"""What follows the first `#` of a line."""
FEW = 50
"""So many places are looked for one by one in a plain text; who asks for more is given all at once."""


@dataclass
class Document:
    """One file: plain data, and lines for paths on demand."""

    file: str
    text: str
    data: Data
    digest: str = ""
    """The SHA-256 of the file's bytes."""
    marks: list[int] | None = field(default_factory=list)
    """The offset of every node in the file's order, before a mapping's value its key's; None where
    the text is plain and shows them itself."""
    asked: int = 0

    def locate(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a path; of the nearest parent where it is not there."""
        self.asked += 1
        if self.marks is None and self.asked <= FEW:
            return place_at(self.text, plain_place(self.text, self.data, path, key=key))
        while path not in self._places:
            path = path[:-1]
        return place_at(self.text, self._places[path][key])

    @cached_property
    def _places(self) -> dict[Path, tuple[int, int]]:
        marks = self.marks
        if marks is None:
            from checker.document.events import read_events  # noqa: PLC0415 - see `read_document`

            size = len(self.text)
            _, marks = read_events(self.text, Limits(size, size, size))
        return places_by_path(marks, self.data)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where every scalar stands, in the order of the file; for editors."""
        from checker.document.spans import spans_of  # noqa: PLC0415 - see `read_document`

        return tuple(spans_of(self.text))

    def comments(self, wanted: Callable[[str], object]) -> list[tuple[int, int, str]]:
        """Line, column and text of the comments that are `wanted`: what a file says beside its data.

        Whether a `#` begins a comment is costly to say, so `wanted` is asked first.
        """
        if "#" not in self.text:
            return []
        if not any(wanted(tail) for tail in TAIL.findall(self.text)):
            return []
        from checker.document.spans import comments_of  # noqa: PLC0415 - see `read_document`

        return [item for item in comments_of(self.text) if wanted(item[2])]


def read_document(raw: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Parse one file of the strict subset.

    Raises `Refused` with a problem of code `limit`, `encoding`, `yaml-syntax` or
    `duplicate-key`; never anything else, whatever the bytes.
    """
    if len(raw) > limits.file_bytes:
        raise refusal("limit", refusals.too_large(limits.file_bytes), (1, 1))
    text = decoded(raw)
    digest = hashlib.sha256(raw).hexdigest()
    data = plain_data(text, limits)
    if data is not None:
        return Document(file, text, data, digest, None)
    from checker.document.events import read_events  # noqa: PLC0415 - plain files need no parser

    data, marks = read_events(text, limits)
    return Document(file, text, data, digest, marks)
