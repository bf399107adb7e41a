"""Which revisions govern a case, what they let it say, and what it may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache

from checker.lazily import dataclass
from checker.model.case import CORE_KEYS
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.policy import EventType, Field, Policy, Revision


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


@dataclass(frozen=True)
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
        """The revisions that govern something of the case, the opening one first; none where none was in force."""
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


class KnownField:
    """A field of cases, as the revisions that have it say together."""

    def __init__(self, specs: list[Field]) -> None:
        self.type = specs[0].type
        self.offered = specs[0].choice_ids()
        self.choices = frozenset(name for spec in specs for name in spec.choice_ids())
        self.labelled = {item.label: item.id for spec in specs for item in spec.choices}
        """What people call a choice, and what a case writes for it."""


class KnownEvents:
    """The types of event and the kinds of record that the revisions of a moment know."""

    def __init__(self, revisions: tuple[Revision, ...], beside: tuple[Revision, ...]) -> None:
        self.types: dict[str, list[EventType]] = {}
        for revision in revisions:
            for name, kind in revision.events.items():
                self.types.setdefault(name, []).append(kind)
        self.passed_over = frozenset(name for revision in beside for name in revision.events)
        self.records = frozenset(
            name for revision in (*revisions, *beside) for name in revision.records
        )


class Vocabulary:
    """The words that a case may use under the revisions that govern it, and those beside them."""

    def __init__(self, governed: tuple[Governed, ...]) -> None:
        self.governed = governed
        self.is_whole = all(item.opening is not None for item in governed)
        """Whether a revision governs under each policy: else nobody knows all words."""
        self._beside = tuple(revision for item in governed for revision in item.policy.beside)
        self._events: dict[tuple[Revision, ...], KnownEvents] = {}
        self._by_day: dict[date, KnownEvents] = {}

    @cached_property
    def fields(self) -> dict[str, KnownField]:
        """Fields by name; those of revisions beside only where no governing one has them."""
        specs: dict[str, list[Field]] = {}
        for revision in (one for item in self.governed for one in item.all()):
            for name, spec in revision.fields.items():
                specs.setdefault(name, []).append(spec)
        for revision in self._beside:
            for name, spec in revision.fields.items():
                specs.setdefault(name, [spec])
        return {name: KnownField(found) for name, found in specs.items()} if self.is_whole else {}

    @cached_property
    def clashing(self) -> frozenset[str]:
        """Fields to which two policies give different types: no value suits both."""
        types: dict[str, set[str]] = {}
        for revision in (item.opening for item in self.governed if item.opening):
            for name, spec in revision.fields.items():
                types.setdefault(name, set()).add(spec.type)
        return frozenset(name for name, found in types.items() if len(found) > 1)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What may stand at the top of a case file."""
        return frozenset((*CORE_KEYS, *self.fields))

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids of rules: a waiver may name one of any revision of the case's policies."""
        policies = (item.policy for item in self.governed)
        revisions = (one for policy in policies for one in (*policy.revisions, *policy.beside))
        return frozenset(name for revision in revisions for name in revision.rules_by_id)

    def events_at(self, moment: Moment) -> KnownEvents:
        """What is known to the revisions that govern what is anchored at a moment, by its day."""
        known = self._by_day.get(moment.day)
        if known is None:
            known = self._events_of([item.at(moment) for item in self.governed])
            self._by_day[moment.day] = known
        return known

    def _events_of(self, governing: list[Revision | None]) -> KnownEvents:
        revisions = tuple(revision for revision in governing if revision is not None)
        if revisions not in self._events:
            self._events[revisions] = KnownEvents(revisions, self._beside)
        return self._events[revisions]


@lru_cache(maxsize=32)
def vocabulary_of(governed: tuple[Governed, ...]) -> Vocabulary:
    """The words of cases that the same revisions govern, gathered once for all of them."""
    return Vocabulary(governed)
