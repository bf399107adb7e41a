"""Which file of one step is which file of the next: cases followed through renames and moves.

A file that goes and one that comes in the same step are one case where they are the same bytes,
bear the same name, say the same id, or the new one says all that the old one said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field

from checker.casefiles import stem_of
from checker.history.branch import Passed
from checker.lazily import dataclass
from checker.loading.instance import may_be_case
from checker.model.trail import Change

Content = Callable[[str], "Told"]


@dataclass(frozen=True)
class Told:
    """What a file says of itself that tells one case from another."""

    id: str | None
    said: frozenset[str]
    """All else that it says: each key, and each entry of a list, as one text."""


def told(data: dict[str, object] | None) -> Told:
    """What a file says, of its data; nothing where it cannot be read."""
    if data is None:
        return Told(None, frozenset())
    name = data.get("id")
    said: list[object] = []
    for key, value in data.items():
        if isinstance(value, list):
            said += [(key, entry) for entry in value]
        elif key != "id":
            said.append((key, value))
    return Told(name if isinstance(name, str) else None, frozenset(map(repr, said)))


@dataclass
class Touch:
    """What one step did to a case's file."""

    passed: Passed
    before: str | None
    """The blob before; None where there was no file."""
    after: str | None
    was: str
    path: str
    """The file after; where it was, if it is gone."""


@dataclass
class Lineage:
    """One case's file through the steps."""

    path: str
    touches: list[Touch] = field(default_factory=list)
    gone: bool = False


class Lineages:
    """Follows the case files of a branch; `content` reads a blob where names do not decide."""

    def __init__(self, present: Iterable[str], content: Content) -> None:
        self.all: list[Lineage] = []
        self._content = content
        self._live: dict[str, Lineage] = {}
        self._stems: dict[str, set[str]] = {}
        self._gone: list[Lineage] = []
        for path in sorted(present):
            if may_be_case(path):
                self._begin(path)

    def add(self, passed: Passed) -> None:
        """Follow one step."""
        live = self._live
        changes = [
            item for item in passed.commit.changes if item.path in live or may_be_case(item.path)
        ]
        gone = [item for item in changes if item.after is None]
        come = [item for item in changes if item.before is None]
        pairs = self._pairs(gone, come) if gone and come else {}
        came_from = {new.path for new in pairs.values()}
        for old in gone:
            self._leave(passed, old, pairs.get(old.path))
        for item in come:
            if item.path not in came_from:
                self._come(passed, item)
        for item in changes:
            if item.before is not None and item.after is not None:
                lineage = live.get(item.path) or self._begin(item.path)
                lineage.touches.append(Touch(passed, item.before, item.after, item.path, item.path))

    def _begin(self, path: str) -> Lineage:
        lineage = Lineage(path)
        self.all.append(lineage)
        self._at(lineage, path)
        return lineage

    def _at(self, lineage: Lineage, path: str) -> None:
        lineage.path, lineage.gone = path, False
        self._live[path] = lineage
        self._stems.setdefault(_stem(path), set()).add(path)

    def _away(self, path: str) -> Lineage:
        lineage = self._live.pop(path, None) or self._begin(path)
        self._live.pop(path, None)
        self._stems.get(_stem(path), set()).discard(path)
        return lineage

    def _leave(self, passed: Passed, old: Change, new: Change | None) -> None:
        """A file that goes: to a new place, into a copy made earlier, or away."""
        lineage = self._away(old.path)
        if new is not None:
            lineage.touches.append(Touch(passed, old.before, new.after, old.path, new.path))
            self._at(lineage, new.path)
            return
        twins = self._stems.get(_stem(old.path))
        if twins:
            twin = self._live[min(twins)]
            copy = next((item.after for item in reversed(twin.touches) if item.after), None)
            if copy is not None and self._holds(copy, old.before):
                lineage.touches.append(Touch(passed, old.before, copy, old.path, twin.path))
                return
        lineage.touches.append(Touch(passed, old.before, None, old.path, old.path))
        lineage.gone = True
        self._gone.append(lineage)

    def _holds(self, new: str, old: str | None) -> bool:
        """Whether one file says all that another said."""
        return old is not None and self._content(old).said <= self._content(new).said

    def _come(self, passed: Passed, new: Change) -> None:
        """A file that comes: a new case, or one that had been gone."""
        lineage = self._returned(new)
        if lineage is None:
            lineage = self._begin(new.path)
        else:
            self._gone.remove(lineage)
            self._at(lineage, new.path)
        lineage.touches.append(Touch(passed, None, new.after, new.path, new.path))

    def _returned(self, new: Change) -> Lineage | None:
        if not self._gone:
            return None
        for lineage in self._gone:
            if _stem(lineage.path) == _stem(new.path):
                return lineage
        said = self._content(new.after).id if new.after else None
        for lineage in self._gone:
            last = lineage.touches[-1].before
            if said is not None and last is not None and self._content(last).id == said:
                return lineage
        return None

    def _pairs(self, gone: list[Change], come: list[Change]) -> dict[str, Change]:
        """Which file became which: the surest sign first."""
        pairs: dict[str, Change] = {}
        left = list(come)
        by_blob = {item.after or "": item for item in reversed(left)}
        by_stem = {_stem(item.path): item for item in reversed(left)}
        taken: set[str] = set()
        for known, key in ((by_stem, _by_stem), (by_blob, _by_blob)):
            for old in gone:
                new = known.get(key(old)) if old.path not in pairs else None
                if new is not None and new.path not in taken:
                    pairs[old.path] = new
                    taken.add(new.path)
        for old in gone:
            if old.path not in pairs:
                new = self._alike(old, [item for item in come if item.path not in taken])
                if new is not None:
                    pairs[old.path] = new
                    taken.add(new.path)
        return pairs

    def _alike(self, old: Change, come: list[Change]) -> Change | None:
        if not come or old.before is None:
            return None
        was = self._content(old.before)
        told = [(item, self._content(item.after or "")) for item in come]
        for item, new in told:
            if was.id is not None and new.id == was.id:
                return item
        for item, new in told:
            if was.said and was.said <= new.said:
                return item
        return None


def _stem(path: str) -> str:
    return stem_of(path).casefold()


def _by_stem(old: Change) -> str:
    return _stem(old.path)


def _by_blob(old: Change) -> str:
    return old.before or ""
