"""What the checks of the organization ask: the days that matter, and where a finding stands."""

from __future__ import annotations

from datetime import date, timedelta

from checker.loading.instance import Instance
from checker.loading.organizations import FILE
from checker.loading.packs import pack_ids
from checker.model.finding import Level, Path
from checker.model.organization import Organization
from checker.model.text import Say
from checker.policychecks.looking import Found

ONE_DAY = timedelta(days=1)


def found(
    instance: Instance,
    code: str,
    place: Path,
    message: Say,
    remedy: Say | None = None,
    level: Level = "error",
) -> Found:
    """A finding on the organization, placed in its file."""
    document = instance.organization_document
    line, column = document.locate(place) if document is not None else (1, 1)
    return Found(
        code=code, level=level, path=FILE, line=line, column=column, message=message, remedy=remedy
    )


def first_day(instance: Instance, today: date) -> date:
    """The first day on which any policy was in force: what lies before is never asked.

    A regulator's text that the firm adopted may be older than all that the firm recorded, so it
    counts only where there is nothing else.
    """
    names = instance.policies.keys() - pack_ids() or instance.policies.keys()
    days = [
        revision.effective_from for name in names for revision in instance.policies[name].revisions
    ]
    return min(days, default=today)


def turning_days(organization: Organization, first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which the organization changes, and the first one."""
    starts = {item.since for item in organization.staff}
    starts |= {unit.since for unit in organization.units.values()}
    starts |= {head.since for unit in organization.units.values() for head in unit.heads}
    ends = {item.until for item in organization.staff}
    ends |= {unit.until for unit in organization.units.values()}
    days = {first, *(day for day in starts if day)}
    days |= {day + ONE_DAY for day in ends if day}
    return sorted(day for day in days if first <= day <= last)


def last_day(organization: Organization, today: date) -> date:
    """Today, or the last day that the organization names where that lies in the future."""
    ends = [item.since for item in organization.staff if item.since]
    return max([today, *ends])


def days_asked(instance: Instance, today: date) -> list[date]:
    """The days on which a check of the organization has to look."""
    organization = instance.organization
    return turning_days(organization, first_day(instance, today), last_day(organization, today))
