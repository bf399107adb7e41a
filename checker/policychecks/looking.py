"""What a lint check gets and gives: one policy with its files and tests; findings with a place.

A check names paths of a revision's merged data; only `Look` turns them into lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date
from typing import Any

from checker.conditions import Test, compile_condition, fact_types
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.loading.parts import Parts
from checker.model.finding import Diagnostic, Level, Path
from checker.model.policy import Policy, Revision
from checker.model.text import Say
from checker.policychecks.testfiles import TestFiles
from checker.rules.base import Rule


@dataclass(frozen=True, kw_only=True)
class Found:
    """One defect of a policy, its organization or its settings, placed."""

    code: str
    level: Level
    path: str
    line: int
    column: int
    message: Say
    remedy: Say | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.line, self.column, self.code, self.message.render())


@dataclass
class Look:
    """One sound policy as the checks see it."""

    instance: Instance
    policy: Policy
    parts: dict[str, Parts]
    """By the revision's folder."""
    tests: TestFiles
    today: date
    """The day at which `as_of` lies: what is in force then must be frozen."""
    _conditions: dict[tuple[str, str], Test | None] = field(default_factory=dict)

    def found(
        self,
        code: str,
        revision: Revision,
        place: Path,
        message: Say,
        remedy: Say | None = None,
        *,
        level: Level = "error",
        key: bool = False,
    ) -> Found:
        """A finding at a path of a revision's merged data."""
        document, path = self.parts[revision.folder].origin(place)
        line, column = document.locate(path, key=key)
        return Found(
            code=code,
            level=level,
            path=document.file,
            line=line,
            column=column,
            message=message,
            remedy=remedy,
        )

    def rules(self) -> Iterator[tuple[Revision, Rule, Path]]:
        """Every rule of every revision, with its place."""
        for revision in self.policy.revisions:
            for rule, place in rules_of(revision):
                yield revision, rule, place

    def condition(self, revision: Revision, rule: Rule) -> Test | None:
        """A rule's compiled `when`."""
        key = (revision.folder, rule.id)
        if key not in self._conditions:
            when = rule.when
            self._conditions[key] = (
                None if when is None else compile_condition(when, revision, fact_types(revision))
            )
        return self._conditions[key]

    def successor(self, revision: Revision) -> Revision | None:
        """The next revision, if any."""
        after = self.policy.revisions.index(revision) + 1
        return self.policy.revisions[after] if after < len(self.policy.revisions) else None


def rules_of(revision: Revision) -> Iterator[tuple[Rule, Path]]:
    """The rules of one revision, with their places."""
    for index, rule in enumerate(revision.rules):
        yield rule, ("rules", index)


def as_found(item: Diagnostic) -> Found:
    """A problem that loading reported, as it stands."""
    return Found(
        code=item.rule,
        level=item.level,
        path=item.path,
        line=item.line,
        column=item.column,
        message=item.finding.message,
        remedy=item.remedy,
    )


PolicyCheck = Callable[[Look], Iterator[Found]]
InstanceCheck = Callable[[Instance, date], Iterator[Found]]
Data = Any
