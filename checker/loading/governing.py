"""Which revisions govern a case, and what a case may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.lazily import dataclass
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.policy import Policy, Revision


@dataclass
class CaseWorld:
    """What a case may refer to."""

    policies: Mapping[str, Policy]
    organization: Organization
    as_of: Moment
    clock: bool
    """Whether `as_of` is the clock's; then what lies after it is a problem of the file."""
    fixed_rules: tuple[str, ...] = ("required-field",)
    broken: frozenset[str] = frozenset()
    """Policies that could not be read: a case is judged under its other ones."""


@dataclass
class Governed:
    """The revisions that govern a case under one policy."""

    policy: Policy
    opening: Revision | None
    later: tuple[Revision, ...] = ()

    def at(self, moment: Moment) -> Revision | None:
        """The revision that governs what is anchored at a moment."""
        found = self.opening
        for revision in self.later:
            if revision.effective_from <= moment.day:
                found = revision
        return found

    def all(self) -> tuple[Revision, ...]:
        return (self.opening, *self.later) if self.opening else ()


def govern(policy: Policy, opened: date) -> Governed:
    """The revision in force when a case was opened, and the later ones that reach into it."""
    opening = policy.in_force_on(opened)
    if opening is None:
        return Governed(policy, None)
    later = tuple(
        revision
        for revision in policy.revisions
        if revision.effective_from > opened and revision.head.applies_to == "open_cases"
    )
    return Governed(policy, opening, later)
