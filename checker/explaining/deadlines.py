"""How the due dates of a case came about: the deadlines among its verdicts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from checker.engine import CaseFile, Result
from checker.explaining.days import derive
from checker.explaining.wording import period_said
from checker.judging import CaseUnderPolicy
from checker.model.text import Say, joined
from checker.rules.deadline import Deadline
from checker.verdicts import World

Lines = tuple[Say, ...]


def deadline_teller(result: Result) -> Callable[[CaseFile], dict[int, Lines]]:
    """What tells the days of each deadline of a case, by the place of its verdict."""
    instance = result.instance
    world = World(instance.organization, instance.shelf, result.relations, result.as_of)
    return lambda item: _lines(item, world)


def _lines(item: CaseFile, world: World) -> dict[int, Lines]:
    if item.case is None or item.read is None:
        return {}
    under = {
        governed.policy.id: CaseUnderPolicy(item.case, governed, world)
        for governed in item.read.governed
        if governed.opening is not None
    }
    found = {}
    for place, verdict in enumerate(item.verdicts):
        if isinstance(verdict.rule, Deadline) and verdict.revision and verdict.finding.trigger:
            ctx = under[verdict.policy].context(verdict.revision)
            parts = derive(verdict.rule, verdict, ctx)
            found[place] = tuple(_told(parts, verdict.revision.zone))
    return found


def _told(parts: dict[str, Any], zone: ZoneInfo) -> list[Say]:
    lines = [joined([SINCE, parts["trigger"]], "", ""), parts["start"]]
    periods = parts.get("periods", ())
    for steps in periods:
        if len(periods) > 1:
            lines.append(steps.period)
        lines += period_said(steps, zone, several=len(periods) > 1)
    return lines + list(parts.get("looked_at", ()))


SINCE = Say("起算：", "clock started: ")
