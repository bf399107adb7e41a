"""What changed within a text, as spans that people can read.

Compares pieces, never lines. `autojunk` is off: with it difflib calls the common characters of a
long Chinese text junk, and strikes all of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from checker.comparing.tokens import pieces
from checker.lazily import dataclass

Sort = Literal["same", "removed", "added"]
ISLAND = 2
"""Characters that stay the same between two changes are read with them, if no more than this."""


@dataclass(frozen=True)
class Span:
    """A stretch of text that stayed, went or came."""

    sort: Sort
    text: str


@dataclass
class _Change:
    """A stretch that stayed before it, and then what went and what came in its place."""

    same: str
    removed: str
    added: str


def compare(before: str, after: str) -> tuple[Span, ...]:
    """The spans that lead from one text to the other; removed stands before added."""
    changes, tail = _changes(before, after)
    spans = [span for change in _readable(changes) for span in _as_spans(change)]
    return (*spans, *_only(Span("same", tail)))


def likeness(before: str, after: str, floor: float = 0) -> float:
    """How alike two texts are, by their pieces: 0 to 1; 0 where it is surely below `floor`."""
    if before == after:
        return 1.0
    matcher = SequenceMatcher(None, pieces(before), pieces(after), autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    return matcher.ratio()


def _changes(before: str, after: str) -> tuple[list[_Change], str]:
    a, b = pieces(before), pieces(after)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    changes: list[_Change] = []
    same = ""
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            same = "".join(a[i:i_end])
        else:
            changes.append(_Change(same, "".join(a[i:i_end]), "".join(b[j:j_end])))
            same = ""
    return changes, same


def _readable(changes: list[_Change]) -> list[_Change]:
    """Changes with nothing but a small island between them, as one."""
    merged: list[_Change] = []
    for change in changes:
        if merged and _is_island(change.same, merged[-1], change):
            last = merged[-1]
            last.removed += change.same + change.removed
            last.added += change.same + change.added
        else:
            merged.append(change)
    return merged


def _is_island(same: str, last: _Change, change: _Change) -> bool:
    """Whether a reader would rather see it change with its neighbours; never over punctuation."""
    if len(same) > ISLAND or any(unicodedata.category(letter)[0] == "P" for letter in same):
        return False
    gone, came = last.removed + change.removed, last.added + change.added
    return bool(gone) and bool(came)


def _as_spans(change: _Change) -> Iterator[Span]:
    yield from _only(Span("same", change.same))
    yield from _only(Span("removed", change.removed))
    yield from _only(Span("added", change.added))


def _only(span: Span) -> list[Span]:
    return [span] if span.text else []
