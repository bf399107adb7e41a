"""The rules of two revisions side by side, by id, a parameter at a time.

Generic over the dataclass fields of every kind: a parameter that a kind gains needs nothing here,
but for its direction in `checker.comparing.directions`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from checker.comparing.breadth import as_broad
from checker.comparing.directions import DIRECTIONS, Direction, direction, together
from checker.lazily import dataclass
from checker.model.period import Duration
from checker.model.policy import Revision
from checker.rules.base import Rule

Path = tuple[str, ...]
NAMING: frozenset[str] = frozenset({"id", "kind"})
"""What tells which rule it is; a rule of another kind is another rule."""


@dataclass(frozen=True, kw_only=True)
class ParameterChange:
    """One parameter that differs: where, what it was, what it is, and which way that goes."""

    path: Path
    before: Any
    after: Any
    direction: Direction


@dataclass(frozen=True, kw_only=True)
class RuleChange:
    """A rule that was added, removed or changed; one side is None where it is not there."""

    before: Rule | None
    after: Rule | None
    parameters: tuple[ParameterChange, ...] = ()
    """What differs, where both sides are there."""

    @property
    def rule(self) -> Rule:
        """The rule as it is, or was."""
        found = self.after or self.before
        assert found is not None  # a change has a side
        return found

    @property
    def direction(self) -> Direction:
        """A rule more is stricter, a rule less is looser; else what its parameters say together."""
        if self.before is None:
            return "stricter"
        if self.after is None:
            return "looser"
        return together(item.direction for item in self.parameters)


def compare_rules(before: Revision, after: Revision) -> tuple[RuleChange, ...]:
    """What changed, in the order of the new revision's rules; what is gone comes last."""
    changes = []
    for rule in after.rules:
        old = _same(rule, before)
        if old is None:
            changes.append(RuleChange(before=None, after=rule))
        elif found := tuple(parameter_changes(old, before, rule, after)):
            changes.append(RuleChange(before=old, after=rule, parameters=found))
    changes += [
        RuleChange(before=rule, after=None) for rule in before.rules if _same(rule, after) is None
    ]
    return tuple(changes)


def _same(rule: Rule, other: Revision) -> Rule | None:
    found: Rule | None = other.rules_by_id.get(rule.id)
    return found if found is not None and found.kind == rule.kind else None


def parameter_changes(
    old: Rule, before: Revision, new: Rule, after: Revision
) -> Iterator[ParameterChange]:
    """What differs between two rules of one kind, each with its direction."""
    for path, a, b in differing(old, new):
        name = ".".join(path)
        way = direction(a, b, DIRECTIONS.get(f"{new.kind}.{name}", DIRECTIONS.get(name)))
        if name == "when":
            way = _breadth(a, before, b, after)
        elif name == "waivable":
            way = _firmness(old.can_be_waived, new.can_be_waived)
        elif name == "at_least" and new.kind == "classification":
            way = _floor(old, before, new, after)
        yield ParameterChange(path=path, before=a, after=b, direction=way)


def differing(old: Any, new: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """The parameters of two dataclasses of one type that differ, with their paths.

    A part that both have is looked into; one that only one has differs as a whole.
    """
    for spec in dataclasses.fields(old):
        here = (*path, spec.name.rstrip("_"))
        if not spec.init or (not path and spec.name in NAMING):
            continue
        a, b = getattr(old, spec.name), getattr(new, spec.name)
        if is_part(a) and is_part(b):
            yield from differing(a, b, here)
        elif a != b:
            yield here, a, b


def is_part(value: Any) -> bool:
    """Whether a value has parameters of its own; a period is a value."""
    return dataclasses.is_dataclass(value) and not isinstance(value, Duration | type)


def _breadth(a: Any, before: Revision, b: Any, after: Revision) -> Direction:
    wider, narrower = as_broad(b, after, a, before), as_broad(a, before, b, after)
    if wider == narrower:
        return "none"
    return "stricter" if wider else "looser"


def _firmness(old: bool, new: bool) -> Direction:
    if old == new:
        return "none"
    return "looser" if new else "stricter"


def _floor(old: Any, before: Revision, new: Any, after: Revision) -> Direction:
    """Of a lowest value allowed: by its place among the choices, where both know both."""
    a, b = old.at_least, new.at_least
    orders = [revision.fields[new.field].choice_ids() for revision in (before, after)
              if new.field in revision.fields]  # fmt: skip
    known = [order for order in orders if a in order and b in order]
    rises = {order.index(b) > order.index(a) for order in known}
    if old.field != new.field or len(known) != len((before, after)) or len(rises) != 1:
        return "none"
    return "stricter" if rises.pop() else "looser"


def applied(rules: Iterable[Rule], changes: Iterable[RuleChange]) -> dict[str, Rule]:
    """The old rules with the changes made to them, by id: the new rules."""
    found = {rule.id: rule for rule in rules}
    for change in sorted(changes, key=lambda change: change.after is not None):
        if change.after is None:
            found.pop(change.rule.id)
        elif change.before is None:
            found[change.rule.id] = change.after
        else:
            found[change.rule.id] = _with(change.before, change.parameters)
    return found


def _with(rule: Rule, parameters: Iterable[ParameterChange]) -> Rule:
    changed: Rule = _put(rule, [(item.path, item.after) for item in parameters])
    return changed


def _put(item: Any, values: list[tuple[Path, Any]]) -> Any:
    """A copy with values at paths; all at once, since one alone may not fit the others."""
    names = {spec.name.rstrip("_"): spec.name for spec in dataclasses.fields(item)}
    given: dict[str, Any] = {}
    for name in {path[0] for path, _ in values}:
        inner = [(path[1:], value) for path, value in values if path[0] == name]
        whole = [value for path, value in inner if not path]
        given[names[name]] = whole[0] if whole else _put(getattr(item, names[name]), inner)
    return dataclasses.replace(item, **given)
