"""All verdicts on a case under one policy: one or more for every rule of a governing revision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checker.conditions import Test
from checker.judging.fixed import fixed_verdicts, stray_extensions
from checker.judging.underpolicy import CaseUnderPolicy
from checker.model.case import Case
from checker.model.finding import Finding
from checker.model.moment import last_second
from checker.model.text import say
from checker.rules.base import Context, Rule, not_applicable
from checker.verdicts import Verdict
from checker.waiving import Waiving


def verdicts_as_recorded(under: CaseUnderPolicy) -> list[Verdict]:
    """One or more verdicts for every rule of a governing revision, as if no event corrected another."""
    found = [*fixed_verdicts(under), *_rules(under), *stray_extensions(under)]
    return waived(under, [item for item in found if under.world.selected(item.rule_id)])


def _rules(under: CaseUnderPolicy) -> list[Verdict]:
    by_rule: dict[str, list[Verdict]] = {}
    for ctx in under.contexts():
        opening = ctx.revision is under.opening_revision
        for rule in under.world.rules(ctx.revision, opening=opening):
            findings = _findings(rule, under.world.condition(rule, ctx.revision), ctx)
            by_rule.setdefault(rule.id, []).extend(
                under.verdict(rule, ctx.revision, finding) for finding in findings
            )
    return [verdict for verdicts in by_rule.values() for verdict in _of_all(verdicts)]


def _findings(rule: Rule, when: Test | None, ctx: Context) -> list[Finding]:
    """A rule's findings, its `when` asked first."""
    applies = True if when is None else when.holds(ctx.facts)
    if applies is None:
        return in_doubt(rule, when, ctx)
    if applies:
        return rule.check(ctx)
    return not_applicable("适用条件不成立", "its condition does not hold")


def in_doubt(rule: Rule, when: Test | None, ctx: Context) -> list[Finding]:
    """What is said where it cannot be said whether a rule's `when` holds.

    Each keeps its anchor and its act, which decide on waivers.
    """
    findings = rule.check(replace(ctx, brief=False))
    place = _asked(when, ctx.case)
    return list(dict.fromkeys(_doubted(finding, place) for finding in findings))


def _doubted(finding: Finding, place: tuple[str | int, ...]) -> Finding:
    if finding.status == "not_applicable":
        return finding
    return Finding(
        status="undetermined",
        reason="unknown_value",
        message=say(
            "适用条件无法判断：金额是其他币种，或取值不在本修订的选项内",
            "its condition cannot be said: an amount in another currency, or no such choice",
        ),
        place=place,
        trigger=finding.trigger,
        actual=finding.actual,
        anchor=finding.anchor,
        actor=finding.actor,
        level="error",
    )


def _asked(condition: Test | None, case: Case) -> tuple[str | int, ...]:
    for path in condition.paths() if condition else ():
        if path.split(".")[0] in case.data:
            return tuple(path.split("."))
    return ()


def _of_all(verdicts: list[Verdict]) -> Iterable[Verdict]:
    """Where revisions share a rule, one that is idle there says nothing beside a real verdict.

    Nor does a case-wide `met` beside a defect or another one.
    """
    real = [item for item in verdicts if not is_idle(item.finding)]
    loud = [item for item in real if not _is_one_of_all(item)]
    return loud or real[:1] or verdicts[:1]


def is_idle(finding: Finding) -> bool:
    """Whether the rule found nothing to judge; an exempted deadline was judged."""
    return finding.status == "not_applicable" and finding.trigger is None


def _is_one_of_all(verdict: Verdict) -> bool:
    """Whether it is a `met` of which all revisions together give one."""
    rule = verdict.rule
    return rule is not None and rule.case_wide and verdict.finding.status == "met"


def waived(under: CaseUnderPolicy, verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts after the case's waivers and acknowledgements; most cases have none."""
    case, world, zone = under.case, under.world, under.opening_revision.zone
    opening = under.timeline.opening
    if opening is None or not (case.waivers or case.acknowledgements):
        return verdicts
    waiving = Waiving(case, world.organization, opening.at, world.as_of_in(zone))
    ends = {last_second(item.until, zone) + 1 for item in case.waivers}
    return [_waived(verdict, waiving, world.turns, ends) for verdict in verdicts]


def _waived(verdict: Verdict, waiving: Waiving, turns: set[int], ends: set[int]) -> Verdict:
    """A verdict that counts against the case as waivers leave it, until one of them ends."""
    if verdict.finding.status not in ("violation", "undetermined"):
        return verdict
    turns |= ends
    waivable = verdict.rule.can_be_waived if verdict.rule else True
    finding = waiving.apply(verdict.rule_id, verdict.finding, waivable=waivable)
    return replace(verdict, finding=finding)
