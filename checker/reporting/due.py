"""What is still to be done, and whose it is: open deadlines of cases, reports the register owes."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from checker.engine import Result
from checker.lazily import dataclass
from checker.model.case import Case
from checker.model.finding import Finding
from checker.model.organization import Organization
from checker.reporting.verdicts import responsible_unit, subject_unit
from checker.verdicts import Verdict

KINDS = ("deadline", "periodic-report")
OPEN = frozenset({"pending", "due_soon", "undetermined"})
OVERDUE = frozenset({"violation", "waived"})


@dataclass(frozen=True)
class Owed:
    """One thing that is still to be done, and whose it is."""

    verdict: Verdict
    zone: ZoneInfo
    case: str | None
    unit: str | None
    staff: str | None

    @property
    def finding(self) -> Finding:
        return self.verdict.finding

    @property
    def order(self) -> tuple[bool, int, str, str]:
        due = self.finding.due
        return (due is None, due.second if due else 0, self.case or "", self.verdict.rule_id)


def select(
    result: Result,
    *,
    days: int | None = None,
    unit: str | None = None,
    staff: str | None = None,
) -> list[Owed]:
    """What is owed, the earliest due first; within so many days, of a unit and below, of a person."""
    organization = result.instance.organization
    return [
        one
        for one in sorted(owed_things(result), key=lambda one: one.order)
        if _within(one, result, days) and _of(one, unit, staff, organization)
    ]


def owed_things(result: Result) -> Iterator[Owed]:
    """Every open deadline of a case, and every report that is still owed."""
    for item in result.cases:
        for verdict in item.verdicts if item.case is not None else ():
            if item.case is not None and _is_open(verdict):
                unit = responsible_unit(item.case, result)
                staff = _responsible_staff(item.case, result)
                yield Owed(verdict, _zone(verdict, result), item.id, unit, staff)
    for verdict in result.register:
        unpublished = verdict.finding.place == ()
        if verdict.kind in KINDS and unpublished and verdict.finding.status in OPEN | OVERDUE:
            yield Owed(verdict, _zone(verdict, result), None, subject_unit(verdict, result), None)


def _is_open(verdict: Verdict) -> bool:
    """Whether a deadline still waits for its target, in time or not."""
    finding = verdict.finding
    if verdict.kind not in KINDS or finding.actual is not None:
        return False
    return finding.status in OPEN or finding.status in OVERDUE


def _zone(verdict: Verdict, result: Result) -> ZoneInfo:
    return verdict.revision.zone if verdict.revision else result.zone


def _responsible_staff(case: Case, result: Result) -> str | None:
    """Who answers for a case, an alias taken for the person."""
    staff = case.responsible.staff
    return (result.instance.organization.resolve(staff) or staff) if staff else None


def _within(one: Owed, result: Result, days: int | None) -> bool:
    if days is None:
        return True
    due, as_of = one.finding.due, result.as_of
    if due is None:
        # A day that cannot be said may lie within: only a clock that stands is sure not to end.
        return one.finding.reason != "paused"
    return (due.day - as_of.day).days <= days


def _of(one: Owed, unit: str | None, staff: str | None, organization: Organization) -> bool:
    if unit is not None and not (one.unit and organization.is_within(one.unit, unit)):
        return False
    return staff is None or bool(one.staff and organization.same_person(one.staff, staff))
