"""A rule test: one rule, a made-up case, the verdict that is expected of it."""

from __future__ import annotations

from typing import Any

from checker.document import Document
from checker.lazily import dataclass
from checker.model.finding import Path as DataPath
from checker.model.moment import Moment
from checker.model.policy import Revision


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What a test expects; only the keys in `asked` are compared."""

    status: str
    asked: frozenset[str]
    reason: str | None = None
    due: Moment | None = None
    """Without a time the due day is compared, with one the instant."""
    level: str | None = None
    """What the verdict counts as."""
    period: str | None = None
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class RuleTest:
    """One test of one rule, its case merged over the file's base."""

    name: str
    rule: str
    revisions: tuple[Revision, ...]
    """Those it is run under."""
    as_of: Moment
    case: dict[str, Any]
    expect: Expectation
    document: Document
    index: int

    @property
    def file(self) -> str:
        return self.document.file

    def place(self, path: DataPath = (), *, key: bool = False) -> tuple[int, int]:
        """Line and column of a path in the merged case: in the test's own part, else in base."""
        tests = self.document.data["tests"]
        own = tests[self.index].get("case")
        if path and _holds(own, path):
            return self.document.locate(("tests", self.index, "case", *path), key=key)
        if path and _holds(self.document.data.get("base"), path):
            return self.document.locate(("base", *path), key=key)
        return self.document.locate(("tests", self.index))


def _holds(data: Any, path: DataPath) -> bool:
    """Whether plain data has something at a path."""
    for key in path:
        if isinstance(data, dict) and key in data:
            data = data[key]
        elif _has_index(data, key):
            data = data[int(key)]
        else:
            return False
    return True


def _has_index(data: Any, key: str | int) -> bool:
    return isinstance(data, list) and isinstance(key, int) and key < len(data)
