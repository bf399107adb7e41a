"""What would change in the register if one revision governed every case instead of another.

Both sides are full checks of the same cases; the impact is their difference and nothing else.
`not_applicable` and no verdict at all count as one: neither asks anything of anybody.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from checker.engine import Options, Result, check_instance
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.loading.loaded import LoadedPolicy
from checker.model.finding import Diagnostic, Due
from checker.model.policy import Policy, Revision
from checker.revisions.pairing import paired

Outcome = tuple[str, str | None, str]
"""Status, reason, level."""
Turn = Literal["worse", "better", "other"]
OPEN: frozenset[str] = frozenset({"pending", "due_soon"})
AGAINST: frozenset[str] = frozenset({"violation", "undetermined", "invalid"})


@dataclass(frozen=True, kw_only=True)
class Change:
    """One verdict that differs; a side is None where there is nothing to do under it."""

    before: Diagnostic | None
    after: Diagnostic | None

    @property
    def either(self) -> Diagnostic:
        """The verdict under the new revision, or under the old one where it has none."""
        found = self.after or self.before
        assert found is not None  # a change has a side
        return found

    @property
    def turn(self) -> Turn:
        """Whether it comes to count against the gate, or ceases to."""
        was, now = _against(self.before), _against(self.after)
        if was == now:
            return "other"
        return "worse" if now else "better"


@dataclass(frozen=True, kw_only=True)
class Running:
    """A deadline that runs at `as_of` under either revision, and its end under both."""

    before: Diagnostic | None
    after: Diagnostic | None

    @property
    def either(self) -> Diagnostic:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def dues(self) -> tuple[Due | None, Due | None]:
        """The end under the old and under the new revision, where each knows one."""
        a, b = self.before, self.after
        return a.finding.due if a else None, b.finding.due if b else None

    @property
    def days(self) -> int | None:
        """By how many days the end comes later, less than 0 for earlier; None with one end."""
        was, now = self.dues
        return None if was is None or now is None else (now.day - was.day).days

    @property
    def missed(self) -> bool:
        """Whether it runs under the old revision and is over under the new one."""
        return self.after is not None and self.after.finding.reason in ("overdue", "late")


@dataclass(eq=False, kw_only=True)
class Impact:
    """The difference of two checks."""

    before: Revision
    after: Revision
    old: Result
    new: Result
    changes: tuple[Change, ...]
    """In the cases that both revisions can read."""
    incomparable: tuple[Diagnostic, ...]
    """Why a case cannot be read under one of them, such as a choice that it does not offer."""
    running: tuple[Running, ...]

    @cached_property
    def cases(self) -> list[str]:
        """The cases with a verdict that changes."""
        return sorted({change.either.case for change in self.changes if change.either.case})

    @cached_property
    def by_rule(self) -> dict[str, list[Change]]:
        """The changes by rule, the rule with most of them first."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.either.rule, []).append(change)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    @cached_property
    def turns(self) -> Counter[Turn]:
        return Counter(change.turn for change in self.changes)

    def totals(self) -> dict[str, tuple[int, int]]:
        """How many verdicts of each status there are under either revision, where not none."""
        counted = ("cases", "left_out")
        return {
            status: (self.old.summary[status], self.new.summary[status])
            for status in self.old.summary
            if status not in counted and (self.old.summary[status] or self.new.summary[status])
        }


def impact(
    before: Revision,
    after: Revision,
    instance: Instance,
    options: Options,
    progress: Callable[[int, int], None] | None = None,
) -> Impact:
    """Check the register under each revision as if it alone governed, and compare."""
    whole = dataclasses.replace(options, everything=True, policy=before.policy)
    old = check_instance(governed_by(before, instance, after), whole, progress)
    new = check_instance(governed_by(after, instance, before), whole, progress)
    return Impact(
        before=before,
        after=after,
        old=old,
        new=new,
        changes=tuple(differences(old, new)),
        incomparable=tuple(_incomparable(old, new)),
        running=tuple(_running(old, new)),
    )


def governed_by(revision: Revision, instance: Instance, *beside: Revision) -> Instance:
    """The instance as if the revision had always been the only one of its policy.

    What a case records in the words of `beside` alone is passed over, not refused.
    """
    head = dataclasses.replace(revision.head, effective_from=date.min, repealed_on=None)
    alone = dataclasses.replace(revision, head=head)
    policy = Policy(id=revision.policy, revisions=(alone,), locked=None, beside=beside)
    loaded = tuple(
        LoadedPolicy(item.id, policy, [], item.parts) if item.id == policy.id else item
        for item in instance.loaded
    )
    return dataclasses.replace(instance, loaded=loaded)


def differences(old: Result, new: Result) -> Iterator[Change]:
    """The verdicts that differ in cases that both could read, by file, line and rule."""
    without = _read_by_one(old, new)
    pairs = paired(_but(old, without), _but(new, without))
    changes = [
        Change(before=_spoken(a), after=_spoken(b)) for a, b in pairs if outcome(a) != outcome(b)
    ]
    yield from sorted(changes, key=lambda change: change.either.sort_key)


def _but(result: Result, without: set[str]) -> list[Diagnostic]:
    return [item for item in result.diagnostics if item.path not in without]


def _read_by_one(old: Result, new: Result) -> set[str]:
    """The files of cases that are invalid under one revision alone."""
    a, b = _invalid(old), _invalid(new)
    return set(a) ^ set(b)


def _invalid(result: Result) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for item in result.diagnostics:
        if item.status == "invalid":
            found.setdefault(item.path, []).append(item)
    return found


def _incomparable(old: Result, new: Result) -> Iterator[Diagnostic]:
    a, b = _invalid(old), _invalid(new)
    for path in sorted(set(a) ^ set(b)):
        yield from a.get(path) or b[path]


def outcome(item: Diagnostic | None) -> Outcome | None:
    """What is compared of a verdict; None where it asks nothing."""
    if item is None or (item.status == "not_applicable" and item.finding.level != "note"):
        return None
    return item.status, item.finding.reason, item.level


def _spoken(item: Diagnostic | None) -> Diagnostic | None:
    return item if outcome(item) is not None else None


def _against(item: Diagnostic | None) -> bool:
    return item is not None and item.status in AGAINST


def _running(old: Result, new: Result) -> Iterator[Running]:
    """Deadlines that run under one revision and end otherwise, or not at all, under the other."""
    without = _read_by_one(old, new)
    pairs = paired(_deadlines(_but(old, without)), _deadlines(_but(new, without)))
    found = [Running(before=_spoken(a), after=_spoken(b)) for a, b in pairs if _runs(a) or _runs(b)]
    told = [item for item in found if _moves(item)]
    yield from sorted(told, key=lambda item: item.either.sort_key)


def _deadlines(items: list[Diagnostic]) -> list[Diagnostic]:
    return [item for item in items if item.kind == "deadline"]


def _runs(item: Diagnostic | None) -> bool:
    return item is not None and item.status in OPEN


def _moves(item: Running) -> bool:
    was, now = item.dues
    if (item.before is None) != (item.after is None):
        return True
    return was != now or (item.missed and _runs(item.before))
