"""One verdict with everything that led to it."""

from __future__ import annotations

from dataclasses import field
from typing import Any
from zoneinfo import ZoneInfo

from checker.engine import CaseFile, Result
from checker.explaining.clauses import ClauseText, Source, clause_texts, source_of
from checker.explaining.days import PeriodSteps, derive
from checker.explaining.looked import facts_asked, looked_at, required_fields
from checker.judging import CaseUnderPolicy
from checker.lazily import dataclass
from checker.model.finding import Due, Mark
from checker.model.text import Say
from checker.rules.base import Context, Rule, Words
from checker.rules.deadline import Deadline
from checker.verdicts import Verdict, World
from checker.wording import describe


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One verdict with everything that led to it."""

    verdict: Verdict
    zone: ZoneInfo
    title: str | None = None
    described: Say | None = None
    when: Say | None = None
    facts: tuple[Say, ...] = ()
    """What the condition asked, and the case's answers."""
    trigger: Say | None = None
    start: Say | None = None
    """Which day is day 0, and why."""
    periods: tuple[PeriodSteps, ...] = ()
    due: Due | None = None
    actual: Mark | None = None
    actual_label: str = ""
    looked_at: tuple[Say, ...] = ()
    clauses: tuple[ClauseText, ...] = ()
    source: Source | None = None
    remedy: str | None = None
    rationale: str | None = None
    calendars: tuple[str, ...] = field(default=())


def explain_case(result: Result, item: CaseFile, rule: str | None = None) -> list[Explanation]:
    """Explain the verdicts on a case that was judged, all or those of one rule."""
    if item.case is None or item.read is None:
        return []
    instance = result.instance
    world = World(instance.organization, instance.shelf, result.relations, result.as_of)
    under = {
        governed.policy.id: CaseUnderPolicy(item.case, governed, world)
        for governed in item.read.governed
        if governed.opening is not None
    }
    return [
        _explain(verdict, under.get(verdict.policy), world, result.zone)
        for verdict in item.verdicts
        if rule in (None, verdict.rule_id)
    ]


def _explain(
    verdict: Verdict, under: CaseUnderPolicy | None, world: World, zone: ZoneInfo
) -> Explanation:
    rule, revision = verdict.rule, verdict.revision
    if under is None or revision is None:
        return Explanation(verdict=verdict, zone=zone)
    clauses = clause_texts(revision, verdict.basis)
    ctx = under.context(revision)
    if rule is None:
        looked_at = required_fields(ctx) if verdict.rule_id == "required-field" else ()
        return Explanation(
            verdict=verdict, zone=revision.zone, clauses=clauses, looked_at=looked_at
        )
    words = Words(revision, world.organization)
    condition = world.condition(rule, revision)
    return Explanation(
        verdict=verdict,
        zone=revision.zone,
        title=rule.title,
        described=rule.describe(words),
        when=describe(rule.when, words) if rule.when else None,
        facts=tuple(facts_asked(condition, ctx, words)),
        clauses=clauses,
        source=source_of(rule, revision),
        remedy=rule.remedy,
        rationale=rule.rationale,
        calendars=verdict.finding.calendars,
        **_of_kind(rule, verdict, ctx),
    )


def _of_kind(rule: Rule, verdict: Verdict, ctx: Context) -> dict[str, Any]:
    if isinstance(rule, Deadline):
        return derive(rule, verdict, ctx)
    if verdict.finding.status == "not_applicable":
        return {}
    actual = verdict.finding.actual
    event = actual.event if actual is not None and rule.anchored else None
    return {"looked_at": tuple(looked_at(rule, ctx, event))}
