"""Whether the verdicts of a rule test are those that it expects."""

from __future__ import annotations

from checker.model.finding import Finding
from checker.model.moment import Moment
from checker.placement import placed_level
from checker.policychecks.ruletest import Expectation
from checker.verdicts import Verdict

ALL_MUST_FIT = frozenset({"met", "not_applicable"})
"""Statuses that a rule gives once for a whole case: no other finding may stand beside it."""


def of_subject(verdicts: list[Verdict], expect: Expectation) -> list[Verdict]:
    """The verdicts on the unit and the period that a test asks about."""
    return [item for item in verdicts if _about(item.finding.subject or "", item.kind, expect)]


def _about(subject: str, kind: str, expect: Expectation) -> bool:
    unit, _, period = subject.rpartition("/") if kind == "periodic-report" else (subject, "", "")
    wrong_unit = expect.unit is not None and unit != expect.unit
    return not wrong_unit and expect.period in (None, period)


def as_expected(verdicts: list[Verdict], expect: Expectation) -> bool:
    """Whether verdicts fit: all where the status is one of a whole case, else at least one."""
    fits = [_fits(item.finding, expect) and _level_fits(item, expect) for item in verdicts]
    return (all(fits) and bool(fits)) if expect.status in ALL_MUST_FIT else any(fits)


def _fits(finding: Finding, expect: Expectation) -> bool:
    if finding.status != expect.status:
        return False
    if "reason" in expect.asked and finding.reason != expect.reason:
        return False
    return "due" not in expect.asked or _due_fits(finding, expect.due)


def _level_fits(verdict: Verdict, expect: Expectation) -> bool:
    if "level" not in expect.asked:
        return True
    level = verdict.rule.level if verdict.rule is not None else "error"
    return placed_level(verdict.finding, level) == expect.level


def _due_fits(finding: Finding, wanted: Moment | None) -> bool:
    if finding.due is None or wanted is None:
        return finding.due is None and wanted is None
    if wanted.second is None:
        return finding.due.day == wanted.day
    return finding.due.second == wanted.second
