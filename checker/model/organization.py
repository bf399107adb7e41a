"""Units and staff, dated: who belongs where, who heads what, who stands above whom.

What holds is always the entry of a given day. An id that is an alias stands for its person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from functools import cached_property

from checker.lazily import dataclass


@dataclass(frozen=True)
class HeadEntry:
    """Who heads a unit from a day on; from the beginning where `since` is None."""

    staff: str
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class OrgUnit:
    """A unit; `since` and `until` are its first and last day, both included."""

    id: str
    name: str
    type: str
    parent: str | None = None
    heads: tuple[HeadEntry, ...] = ()
    since: date | None = None
    until: date | None = None
    index: int = 0

    def exists_on(self, day: date) -> bool:
        """Whether the day lies within its own, both ends included; an end that is not given is open."""
        return _within(day, self.since, self.until)


@dataclass(frozen=True, kw_only=True)
class StaffEntry:
    """A staff member during one period; both days included."""

    id: str
    name: str
    unit: str
    title: str | None = None
    roles: tuple[str, ...] = ()
    supervisor: str | None = None
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    index: int = 0

    def exists_on(self, day: date) -> bool:
        """Whether the day lies within its own, both ends included; an end that is not given is open."""
        return _within(day, self.since, self.until)


@dataclass(eq=False)
class Organization:
    """All units and staff of an instance."""

    units: dict[str, OrgUnit] = field(default_factory=dict)
    staff: tuple[StaffEntry, ...] = ()
    digest: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    """What people call a role or a type of unit; its id where nothing is said."""

    @cached_property
    def _entries(self) -> dict[str, list[StaffEntry]]:
        entries: dict[str, list[StaffEntry]] = {}
        for entry in self.staff:
            entries.setdefault(entry.id, []).append(entry)
        return entries

    @cached_property
    def _by_alias(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for entry in self.staff:
            for alias in entry.aliases:
                names.setdefault(alias, entry.id)
        return names

    @cached_property
    def _held(self) -> dict[str, list[StaffEntry]]:
        """Every id and alias to the entries it stands for."""
        return {
            name: self._entries[self._by_alias[name]] for name in self._by_alias
        } | self._entries

    @cached_property
    def _persons(self) -> dict[str, frozenset[str]]:
        """Every id and alias to all ids of the same person, joined transitively."""
        groups: dict[str, set[str]] = {}
        for entry in self.staff:
            merged = {entry.id, *entry.aliases}
            for name in tuple(merged):
                merged |= groups.get(name, set())
            for name in merged:
                groups[name] = merged
        return {name: frozenset(group) for name, group in groups.items()}

    def resolve(self, name: str) -> str | None:
        """The staff id that an id or alias stands for; None where nobody has it."""
        if name in self._entries:
            return name
        return self._by_alias.get(name)

    def person(self, name: str) -> frozenset[str]:
        """All ids and aliases of the person that an id or alias stands for."""
        return self._persons.get(name, frozenset({name}))

    def same_person(self, a: str, b: str) -> bool:
        """Whether two ids stand for one person, aliases and aliases' aliases included."""
        return b in self.person(a)

    def entry(self, name: str, day: date) -> StaffEntry | None:
        """The staff entry of an id or alias that holds on a day."""
        for entry in self._held.get(name, ()):
            since, until = entry.since, entry.until  # `exists_on`, in place: of every event
            if (since is None or since <= day) and (until is None or day <= until):
                return entry
        return None

    def entries(self, staff_id: str) -> tuple[StaffEntry, ...]:
        """All periods of a staff id, in the file's order."""
        return tuple(self._entries.get(staff_id, ()))

    def knows_staff(self, name: str) -> bool:
        """Whether somebody ever had the id or alias, on whatever day."""
        return name in self._held

    def unit_of(self, name: str, day: date) -> str | None:
        """The unit of a person on a day."""
        entry = self.entry(name, day)
        return entry.unit if entry else None

    @cached_property
    def _ancestors(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(self._climb(name)) for name in self.units}

    def _climb(self, unit: str) -> Iterator[str]:
        seen = {unit}
        current = self.units.get(unit)
        while current is not None and current.parent and current.parent not in seen:
            seen.add(current.parent)
            yield current.parent
            current = self.units.get(current.parent)

    def ancestors(self, unit: str) -> tuple[str, ...]:
        """The units above one, nearest first; a cycle ends the walk."""
        return self._ancestors.get(unit, ())

    def is_within(self, unit: str, above: str) -> bool:
        """Whether `unit` is `above` or lies below it."""
        return unit == above or above in self.ancestors(unit)

    def related_units(self, a: str, b: str) -> bool:
        """Whether one is the other, or lies above or below it."""
        return self.is_within(a, b) or self.is_within(b, a)

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        return {
            unit: frozenset(name for name in self.units if self.is_within(name, unit))
            for unit in self.units
        }

    def below(self, unit: str) -> frozenset[str]:
        """A unit and all units below it."""
        return self._below.get(unit, frozenset())

    def head(self, unit: str, day: date) -> str | None:
        """Who heads a unit on a day, as a staff id."""
        known = self.units.get(unit)
        held: HeadEntry | None = None
        for entry in known.heads if known else ():
            if entry.since is None or entry.since <= day:
                later = held is None or held.since is None or (entry.since or date.min) > held.since
                held = entry if later else held
        return None if held is None else (self.resolve(held.staff) or held.staff)

    def supervisor(self, name: str, day: date) -> str | None:
        """The direct superior: as said, else the unit's head; a head's is the one above.

        A unit above without a head passes the question on upward.
        """
        entry = self.entry(name, day)
        if entry is None:
            return None
        if entry.supervisor:
            return self.resolve(entry.supervisor) or entry.supervisor
        for unit in (entry.unit, *self.ancestors(entry.unit)):
            head = self.head(unit, day)
            if head is not None and not self.same_person(head, name):
                return head
        return None

    def superiors(self, name: str, day: date) -> Iterator[str]:
        """Everybody above a person on a day, nearest first; a cycle ends the walk."""
        seen = set(self.person(name))
        current = self.supervisor(name, day)
        while current is not None and current not in seen:
            seen |= self.person(current)
            yield current
            current = self.supervisor(current, day)

    def superiors_of_unit(self, unit: str, day: date) -> Iterator[str]:
        """Everybody above a unit's head; above the unit where it has none."""
        head = self.head(unit, day)
        if head is not None:
            yield from self.superiors(head, day)
            return
        for above in self.ancestors(unit):
            upper = self.head(above, day)
            if upper is not None:
                yield upper
                yield from self.superiors(upper, day)
                return

    def headed_by(self, name: str, unit: str, day: date) -> bool:
        """Whether a person, by id or alias, is the head of a unit on a day."""
        head = self.head(unit, day)
        return head is not None and self.same_person(head, name)


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)
