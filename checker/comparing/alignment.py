"""Articles and clauses of two revisions side by side: by id, and what is left by likeness.

A passage that only took another number, or only cites others by their new numbers, is told apart
from one whose words changed: a reader wants the few that matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Literal

from checker.comparing.passages import Passage, passages
from checker.comparing.spans import Span, compare, likeness
from checker.lazily import dataclass
from checker.model.policy import Revision

Sort = Literal[
    "added", "removed", "moved", "changed", "titled", "annotated", "renumbered", "recited"
]
"""titled: another heading; annotated: another provenance or way of compliance; recited: cites
other articles by their new numbers, and no more."""
PURE: frozenset[str] = frozenset({"renumbered", "recited"})
ALIKE = 0.6
"""The likeness from which two passages of different ids are one that took another id."""
STRANGE = 0.4
"""The likeness below which two passages of one id may be two passages."""
LONG_ENOUGH = 8
"""Shorter texts are too often alike by chance."""
_CITED = re.compile(r"第[〇零一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?")


@dataclass(frozen=True, kw_only=True)
class PassageChange:
    """What became of one passage; one side is None where it was added or removed."""

    before: Passage | None
    after: Passage | None
    sorts: frozenset[Sort]
    spans: tuple[Span, ...]
    """The text of both, word by word."""

    @property
    def pure(self) -> bool:
        """Whether nothing but numbers changed."""
        return self.sorts <= PURE

    @property
    def place(self) -> Passage:
        """The passage as it stands after, or stood before."""
        found = self.after or self.before
        assert found is not None  # a change has a side
        return found


Pair = tuple[Passage, Passage]


def align(before: Revision, after: Revision) -> tuple[PassageChange, ...]:
    """What changed in the text, in the order of the new text; what is gone stands where it was."""
    old, new = passages(before), passages(after)
    pairs = _pairs(old, new)
    context = _Aligned(pairs)
    changes = [change for pair in pairs if (change := context.change(*pair)) is not None]
    paired_old, paired_new = {a.key for a, _ in pairs}, {b.key for _, b in pairs}
    changes += [_gone(item) for item in old if item.key not in paired_old]
    changes += [_come(item) for item in new if item.key not in paired_new]
    return tuple(sorted(changes, key=lambda change: _position(change, context)))


def _pairs(old: list[Passage], new: list[Passage]) -> list[Pair]:
    """By id where the texts are not strangers, then by likeness, then by id whatever they say."""
    sure = [pair for pair in _by_key(old, new) if not _strangers(*pair)]
    alike = list(_by_likeness(*_left(old, new, sure)))
    pairs = [*sure, *alike]
    return [*pairs, *_by_key(*_left(old, new, pairs))]


def _by_key(old: list[Passage], new: list[Passage]) -> list[Pair]:
    by_key = {item.key: item for item in new}
    return [(item, by_key[item.key]) for item in old if item.key in by_key]


def _left(
    old: list[Passage], new: list[Passage], pairs: list[Pair]
) -> tuple[list[Passage], list[Passage]]:
    taken_old, taken_new = {a.key for a, _ in pairs}, {b.key for _, b in pairs}
    return (
        [item for item in old if item.key not in taken_old],
        [item for item in new if item.key not in taken_new],
    )


def _strangers(a: Passage, b: Passage) -> bool:
    """Whether one id was given to another text: ids that are numbers shift when one is added."""
    return _long(a, b) and likeness(a.text, b.text) < STRANGE


def _long(a: Passage, b: Passage) -> bool:
    return min(len(a.text), len(b.text)) >= LONG_ENOUGH


def _by_likeness(old: list[Passage], new: list[Passage]) -> Iterator[Pair]:
    """The likest first; each passage once."""
    ranked = sorted(
        (-likeness(a.text, b.text, ALIKE), a.order, b.order, a, b)
        for a in old
        for b in new
        if a.key[0] == b.key[0] and _long(a, b)
    )
    used: set[tuple[str, int]] = set()
    for alike, a_order, b_order, a, b in ranked:
        if -alike >= ALIKE and not {("a", a_order), ("b", b_order)} & used:
            used |= {("a", a_order), ("b", b_order)}
            yield a, b


class _Aligned:
    """What all pairs together say of one: what moved, and which number stands for which."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.article_of = {a.id: b.id for a, b in pairs if a.article is None}
        self.new_place = {a.order: b.order for a, b in pairs}
        self.numbers = {
            a.own_label: b.own_label
            for a, b in pairs
            if a.article is None and a.own_label != b.own_label
        }
        self.strays = {a.key for a in _strays(pairs)}

    def change(self, a: Passage, b: Passage) -> PassageChange | None:
        """What became of a pair, or None where nothing did."""
        sorts = frozenset(self._sorts(a, b))
        if not sorts:
            return None
        return PassageChange(before=a, after=b, sorts=sorts, spans=compare(a.text, b.text))

    def _sorts(self, a: Passage, b: Passage) -> Iterator[Sort]:
        if a.text != b.text:
            yield "recited" if self._renumbered(a.text) == b.text else "changed"
        if a.title != b.title:
            yield "titled"
        if (a.provenance, a.compliance) != (b.provenance, b.compliance):
            yield "annotated"
        if self._moved(a, b):
            yield "moved"
        if a.own_label != b.own_label or a.id != b.id:
            yield "renumbered"

    def _moved(self, a: Passage, b: Passage) -> bool:
        if a.article is not None and self.article_of.get(a.article, a.article) != b.article:
            return True
        elsewhere = a.chapter != b.chapter and a.chapter_title != b.chapter_title
        return a.key in self.strays or (a.article is None and elsewhere)

    def _renumbered(self, text: str) -> str:
        """A text with its citations of articles as the new revision numbers them."""
        return _CITED.sub(lambda match: self.numbers.get(match.group(), match.group()), text)


def _strays(pairs: list[Pair]) -> Iterator[Passage]:
    """Of each row of siblings, the fewest whose move explains the new order."""
    rows: dict[str | None, list[Pair]] = {}
    for a, b in sorted(pairs, key=lambda pair: pair[0].order):
        if a.article is None or a.article == b.article:
            rows.setdefault(a.article, []).append((a, b))
    for row in rows.values():
        kept = longest_rising([b.order for _, b in row])
        yield from (a for place, (a, _) in enumerate(row) if place not in kept)


def longest_rising(numbers: list[int]) -> set[int]:
    """The places of a longest rising subsequence of different numbers."""
    ends: list[int] = []
    places: list[int] = []
    previous: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous[place] = places[length - 1] if length else None
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    kept: set[int] = set()
    current = places[-1] if places else None
    while current is not None:
        kept.add(current)
        current = previous[current]
    return kept


def _gone(item: Passage) -> PassageChange:
    return PassageChange(
        before=item, after=None, sorts=frozenset({"removed"}), spans=compare(item.text, "")
    )


def _come(item: Passage) -> PassageChange:
    return PassageChange(
        before=None, after=item, sorts=frozenset({"added"}), spans=compare("", item.text)
    )


def _position(change: PassageChange, context: _Aligned) -> tuple[int, int, int]:
    if change.after is not None:
        return change.after.order, 0, 0
    assert change.before is not None  # gone: it stood there before
    order = change.before.order
    earlier = [new for old, new in context.new_place.items() if old < order]
    return max(earlier, default=-1), 1, change.before.order


def renumberings(changes: Iterable[PassageChange]) -> list[tuple[str, str, str, str]]:
    """Articles that only took another number, in rows: first and last label before, and after."""
    rows: list[list[Pair]] = []
    for change in changes:
        a, b = change.before, change.after
        if a is None or b is None or not change.pure or a.label == b.label:
            continue
        if a.article is not None and a.own_label == b.own_label:
            continue
        if rows and _follows(rows[-1][-1], (a, b)):
            rows[-1].append((a, b))
        else:
            rows.append([(a, b)])
    return [(row[0][0].label, row[-1][0].label, row[0][1].label, row[-1][1].label) for row in rows]


def _follows(last: Pair, pair: Pair) -> bool:
    """Whether a pair of articles comes right after another, but for their clauses."""
    same_sort = last[0].article == pair[0].article
    return same_sort and pair[0].order - last[0].order == pair[1].order - last[1].order
