"""staffing: every unit of a type has enough people with a role.

Why: a window without anybody behind it receives no complaint.

Judges the organization at `as_of`, not a case: one finding for every unit.

Fires:
    rule: {units: {unit_type: headquarters}, role: intake}
    events: [received 2026-03-02 E3]
Does not:
    rule: {units: {unit_type: branch}, role: intake}
    events: [received 2026-03-02 E3]

See also: authority, about who did what in a case.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from checker.lazily import dataclass
from checker.model.finding import Finding
from checker.model.organization import Organization, OrgUnit
from checker.model.scalars import CONFIG, Positive, Roles, UnitTypes
from checker.model.text import Say, listed, say
from checker.rules.base import Rule, Words


@dataclass(frozen=True, kw_only=True)
class Units:
    """Which units."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    unit_type: UnitTypes
    """All of this type."""


@dataclass(frozen=True, kw_only=True)
class Staffing(Rule):
    """Every unit of a type has at least so many staff with a role."""

    scope: ClassVar[Literal["case", "register", "audit"]] = "register"
    waivable_by_default: ClassVar[bool] = False

    kind: Literal["staffing"]
    """staffing"""
    units: Units
    """The units judged."""
    role: Roles
    """The role wanted; any of several."""
    at_least: Positive = 1
    """How many people."""

    def judge(self, unit: OrgUnit, organization: Organization, day: date) -> Finding:
        """The finding for one unit on a day; one person under two ids is one."""
        people = {
            organization.person(entry.id)
            for entry in organization.staff
            if entry.unit == unit.id
            and entry.exists_on(day)
            and any(role in entry.roles for role in self.role)
        }
        enough = len(people) >= self.at_least
        return Finding(
            status="met" if enough else "violation",
            reason=None if enough else "unstaffed",
            message=say(
                "{unit}有{role} {n} 人，应至少 {wanted} 人",
                "{unit} has {n} with role {role}, needs {wanted}",
                unit=unit.name,
                role=listed([organization.labels.get(role, role) for role in self.role]),
                n=len(people),
                wanted=self.at_least,
            ),
            place=("units", unit.index),
            subject=unit.id,
        )

    def applies(self, unit: OrgUnit, day: date) -> bool:
        return unit.type in self.units.unit_type and unit.exists_on(day)

    def describe(self, words: Words) -> Say:
        return say(
            "每个{types}应有至少 {n} 名{role}",
            "every {types} has at least {n} who are {role}",
            types=words.labels(self.units.unit_type),
            n=self.at_least,
            role=words.labels(self.role),
        )
