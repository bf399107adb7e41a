"""Lint of the units: each has a head on every day, and the head is on the staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.loading.instance import Instance
from checker.model.organization import Organization, OrgUnit
from checker.model.text import say
from checker.policychecks.looking import Found
from checker.policychecks.organization_looking import days_asked, found


def heads_not_in_post(instance: Instance, today: date) -> Iterator[Found]:
    """A unit's head is on the staff on every day on which they head it."""
    organization, days = instance.organization, days_asked(instance, today)
    for unit in organization.units.values():
        told: set[str] = set()
        for day in days:
            head = organization.head(unit.id, day) if unit.exists_on(day) else None
            if head is None or head in told or organization.entry(head, day) is not None:
                continue
            told.add(head)
            yield found(
                instance,
                "head-not-in-post",
                ("units", unit.index, "head"),
                say(
                    "单位 {unit} 的负责人 {head} 在 {day} 不在职",
                    "{head}, head of unit {unit}, is not on the staff on {day}",
                    unit=unit.id,
                    head=head,
                    day=day,
                ),
                say("写明继任者和 from，或改正任职日期", "name a successor with from, or the days"),
            )


def units_without_head(instance: Instance, today: date) -> Iterator[Found]:
    """Every unit has a head on every day: superiors are found through heads."""
    organization, days = instance.organization, days_asked(instance, today)
    for unit in organization.units.values():
        vacant = _vacant_from(organization, unit, days)
        if vacant is not None:
            yield found(
                instance,
                "unit-without-head",
                ("units", unit.index, "head"),
                say(
                    "单位 {unit} 在 {day} 没有负责人",
                    "unit {unit} has no head on {day}",
                    unit=unit.id,
                    day=vacant,
                ),
                say("写明 head", "name a head"),
            )


def _vacant_from(organization: Organization, unit: OrgUnit, days: list[date]) -> date | None:
    for day in days:
        if unit.exists_on(day) and organization.head(unit.id, day) is None:
            return day
    return None
