"""Lint of the line upward: on any day nobody stands above themselves, and whoever stands above is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.loading.instance import Instance
from checker.model.organization import Organization
from checker.model.text import say
from checker.policychecks.looking import Found
from checker.policychecks.organization_looking import days_asked, found


def supervisors_in_circles(instance: Instance, today: date) -> Iterator[Found]:
    """Nobody is among their own superiors, on any day."""
    organization, days = instance.organization, days_asked(instance, today)
    above = _ever_above(organization)
    for entry in organization.staff:
        if entry.supervisor is None or not _may_come_back(organization, entry.id, above):
            continue
        for day in days:
            if entry.exists_on(day) and _in_circle(organization, entry.id, day):
                yield found(
                    instance,
                    "supervisor-circle",
                    ("staff", entry.index, "supervisor"),
                    say(
                        "{id} 在 {day} 逐级而上又回到本人",
                        "on {day} {id} is among their own superiors",
                        id=entry.id,
                        day=day,
                    ),
                    say("改正 supervisor", "correct supervisor"),
                )
                break


def supervisors_not_in_post(instance: Instance, today: date) -> Iterator[Found]:
    """Whoever is named as supervisor is on the staff on every day on which they are."""
    organization, days = instance.organization, days_asked(instance, today)
    for entry in organization.staff:
        if entry.supervisor is None:
            continue
        held = (day for day in days if entry.exists_on(day))
        gone = next(
            (day for day in held if organization.entry(entry.supervisor, day) is None), None
        )
        if gone is not None:
            yield found(
                instance,
                "supervisor-not-in-post",
                ("staff", entry.index, "supervisor"),
                say(
                    "{id} 的上级 {supervisor} 在 {day} 不在职",
                    "{supervisor}, supervisor of {id}, is not on the staff on {day}",
                    id=entry.id,
                    supervisor=entry.supervisor,
                    day=gone,
                ),
                say("分段写明各段的上级", "name a successor in an entry of its own"),
            )


def _ever_above(organization: Organization) -> dict[str, set[str]]:
    """Who may stand right above whom, on any day: a walk that is impossible here is so daily."""
    above: dict[str, set[str]] = {}
    for entry in organization.staff:
        named = {entry.supervisor} if entry.supervisor else set()
        for unit in (entry.unit, *organization.ancestors(entry.unit)) if not named else ():
            known = organization.units.get(unit)
            named |= {head.staff for head in known.heads} if known else set()
        above.setdefault(entry.id, set()).update(
            organization.resolve(name) or name for name in named
        )
    return above


def _may_come_back(organization: Organization, name: str, above: dict[str, set[str]]) -> bool:
    own, seen = organization.person(name), set[str]()
    pending = [name]
    while pending:
        for upper in above.get(pending.pop(), ()):
            if upper in own:
                return True
            if upper not in seen:
                seen.add(upper)
                pending.append(upper)
    return False


def _in_circle(organization: Organization, name: str, day: date) -> bool:
    """Whether the walk upward comes back to the person it began with."""
    seen: set[str] = set()
    current = organization.supervisor(name, day)
    while current is not None and current not in seen:
        if organization.same_person(current, name):
            return True
        seen.add(current)
        current = organization.supervisor(current, day)
    return False
