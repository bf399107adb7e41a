"""A verdict as reports count it: for which day, of which unit, about what."""

from __future__ import annotations

from datetime import date

from checker.engine import Result
from checker.model.case import Case
from checker.model.finding import Finding
from checker.model.moment import at_second
from checker.reporting.facts import DECIDED, Judged
from checker.verdicts import Verdict

COUNTED = DECIDED | {"undetermined"}
"""Statuses of which reports count each verdict."""


def responsible_unit(case: Case, result: Result) -> str | None:
    """The unit that answers for a case: as named, else that of the person who does."""
    organization, party = result.instance.organization, case.responsible
    if party.unit or not party.staff:
        return party.unit
    return organization.unit_of(party.staff, result.as_of.day)


def subject_unit(verdict: Verdict, result: Result) -> str | None:
    """The unit that a report is owed by, where each owes one."""
    words = (verdict.finding.subject or "").replace("/", " ").split()
    return next((word for word in words if word in result.instance.organization.units), None)


def told_subject(verdict: Verdict, result: Result) -> str:
    """What a report that is owed is about: its period, after the name of the unit that owes it."""
    units = result.instance.organization.units
    parts = (verdict.finding.subject or "").split("/")
    return " ".join(units[part].name if part in units else part for part in parts)


def past(finding: Finding, result: Result) -> date | None:
    """The day on which a period has run out, that of the first second after it; None without one."""
    return at_second(finding.due.second + 1, result.zone).day if finding.due else None


def judged_of(verdict: Verdict, day: date, unit: str | None, subject: str) -> Judged:
    """The verdict, counted for a day; `subject` is a case as it is told, or what a report is about."""
    finding, rule = verdict.finding, verdict.rule
    return Judged(
        policy=verdict.policy,
        rule=verdict.rule_id,
        title=rule.title if rule else verdict.rule_id,
        kind=verdict.kind,
        status=finding.status,
        reason=finding.reason,
        day=day,
        done=finding.actual.at.day if finding.actual else None,
        unit=unit,
        subject=subject,
    )
