"""From a run of the checker to what reports count."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.engine import Result
from checker.reporting.casereader import CaseReader
from checker.reporting.facts import Judged
from checker.reporting.register import Register
from checker.reporting.verdicts import COUNTED, judged_of, past, subject_unit, told_subject


def gather(result: Result, name: Callable[[str], str] = str) -> Register:
    """Everything that reports count, from a run over the whole register.

    `name` says how a case's id is told, where not every reader may read every id.
    """
    judged = [item for item in result.cases if item.case is not None]
    return Register(
        as_of=result.as_of,
        zone=result.zone,
        policies=tuple(result.instance.policies.values()),
        units={name: unit.name for name, unit in result.instance.organization.units.items()},
        cases=tuple(CaseReader(result, item, name).read() for item in judged),
        owed=tuple(_owed(result)),
        unread=tuple(item.file for item in result.cases if item.case is None and not item.left_out),
    )


def _owed(result: Result) -> Iterator[Judged]:
    """Reports that the register owes; how posts are filled has no day and is of no period."""
    for verdict in result.register:
        finding = verdict.finding
        if verdict.kind == "periodic-report" and finding.status in COUNTED:
            day = min(past(finding, result) or result.as_of.day, result.as_of.day)
            unit = subject_unit(verdict, result)
            yield judged_of(verdict, day, unit, told_subject(verdict, result))
