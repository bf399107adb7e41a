"""Who was who, and which days counted, changed for days gone by: facts that a later step may use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from checker.calendar import ONE_DAY
from checker.engine import Result
from checker.gate.judging import Judgement
from checker.gate.telling import remark
from checker.loading.calendars import INSTANCE as CALENDARS
from checker.loading.organizations import FILE as ORGANIZATION
from checker.model.finding import Diagnostic
from checker.model.moment import at_second
from checker.model.organization import Organization, OrgUnit, StaffEntry
from checker.model.text import Say, listed, say

YEARS_BACK = 4
"""How far back calendars are compared."""
TOLD = 10
"""So many ids or days are named, no more."""


def bygone(judgement: Judgement) -> Iterator[Diagnostic]:
    """What a step's organization or calendars say otherwise of days before that of the step."""
    before, after, changed = judgement.stood, judgement.own, judgement.step.changed
    if after.broken:
        return
    today = at_second(before.as_of.second or 0, before.zone).day
    if ORGANIZATION in changed:
        yield from _people(before.instance.organization, after.instance.organization, today)
    if any(path.startswith(f"{CALENDARS}/") for path in changed):
        yield from _days(before, after, today)


def _people(before: Organization, after: Organization, today: date) -> Iterator[Diagnostic]:
    old, new = _said(before), _said(after)
    other = [
        name
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
        and any(
            _was(before, name, day) != _was(after, name, day)
            for day in _turns(before, after, name)
            if day < today
        )
    ]
    if other:
        message = say(
            "{names} 在已过去的日子里的任职、上级、负责人有改动：当时谁有权、谁应回避随之改变",
            "{names}: posts, superiors or heads of days gone by: who could act then changes with it",
            names=_some(other),
        )
        yield remark("guard-changed", message, ORGANIZATION)


def _said(organization: Organization) -> dict[str, list[StaffEntry | OrgUnit]]:
    """What is said of each id, wherever in the file."""
    said: dict[str, list[StaffEntry | OrgUnit]] = {}
    everything: list[StaffEntry | OrgUnit] = [*organization.staff, *organization.units.values()]
    for item in everything:
        said.setdefault(item.id, []).append(replace(item, index=0))
    return said


def _turns(before: Organization, after: Organization, name: str) -> Iterator[date]:
    """The days from which something about an id changed in either; the first of all days."""
    yield date.min
    for organization in (before, after):
        unit = organization.units.get(name)
        for item in (*organization.entries(name), *((unit,) if unit else ())):
            yield from _edges(item.since, item.until)
        yield from (head.since for head in (unit.heads if unit else ()) if head.since)


def _edges(since: date | None, until: date | None) -> Iterator[date]:
    if since is not None:
        yield since
    if until is not None and until < date.max:
        yield until + ONE_DAY


def _was(organization: Organization, name: str, day: date) -> object:
    """What an id stood for on a day."""
    unit = organization.units.get(name)
    entry = organization.entry(name, day)
    return (
        (unit.type, unit.parent, unit.exists_on(day), organization.head(name, day)) if unit else None,
        (entry.unit, entry.title, entry.roles, entry.supervisor, entry.aliases) if entry else None,
    )  # fmt: skip


def _days(before: Result, after: Result, today: date) -> Iterator[Diagnostic]:
    for name in sorted({*before.instance.shelf.built, *after.instance.shelf.built}):
        old, new = before.instance.shelf.get(name), after.instance.shelf.get(name)
        if old is None or new is None:
            continue
        past = (today - timedelta(days=back) for back in range(366 * YEARS_BACK, 0, -1))
        other = [day for day in past if old.counts(day) not in (None, new.counts(day))]
        if other:
            message = say(
                "日历 {name} 中已过去的日子有改动：{days}：已经算过的期限随之改变",
                "calendar {name}: days gone by changed: {days}; periods counted over them change",
                name=name,
                days=_some([day.isoformat() for day in other]),
            )
            yield remark("guard-changed", message, CALENDARS)


def _some(names: list[str]) -> Say:
    return listed([*names[:TOLD], *(["…"] if len(names) > TOLD else [])])
