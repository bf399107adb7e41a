"""Rules that judge the register or the organization, not a case: reports owed, posts filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from checker.loading.files import read_file
from checker.loading.instance import Instance
from checker.loading.organizations import FILE as ORGANIZATION_FILE
from checker.loading.placing import file_diagnostic
from checker.loading.reports import FOLDER, ReportKey, read_report
from checker.model.finding import Diagnostic, Finding, Problems
from checker.model.moment import Moment, at_second
from checker.model.policy import Policy, Revision
from checker.model.text import say
from checker.rules.base import Rule
from checker.rules.periodic_report import Issued, Period, PeriodicReport
from checker.rules.staffing import Staffing
from checker.verdicts import Verdict, World

Reports = dict[ReportKey, Issued]
TWICE = say(
    "同一文种、同一期间的报告已有另一份文件",
    "another file is the report of this document and period already",
)


def register_verdicts(
    instance: Instance, world: World, policies: Mapping[str, Policy], *, clock: bool
) -> tuple[list[Verdict], list[Diagnostic]]:
    """Verdicts of the register-wide kinds, and the problems of report files."""
    reports, problems = _reports(instance, world, clock=clock)
    verdicts: list[Verdict] = []
    for policy in policies.values():
        as_of = _as_of(world, policy)
        verdicts += periodic_verdicts(policy, reports, world, as_of)
        verdicts += staffing_verdicts(policy, world, as_of.day)
    return [item for item in verdicts if world.selected(item.rule_id)], problems


def _as_of(world: World, policy: Policy) -> Moment:
    return at_second(world.as_of.second or 0, policy.zone)


def _reports(instance: Instance, world: World, *, clock: bool) -> tuple[Reports, list[Diagnostic]]:
    reports: Reports = {}
    diagnostics: list[Diagnostic] = []
    zones = [policy.zone for policy in instance.policies.values()]
    for file in instance.report_files():
        document, problem = read_file(
            instance.root, file, instance.settings.limits, overlay=instance.overlay
        )
        if document is None:
            diagnostics += [problem] if problem else []
            continue
        problems = Problems(file)
        found = read_report(
            document, instance.organization, zones[0], world.as_of, problems, clock=clock
        )
        if found is not None and found[0] in reports:
            problems.add("duplicate-id", ("period",), TWICE)
        diagnostics += [file_diagnostic(item, file, document) for item in problems.items]
        if found is not None and not problems:
            reports[found[0]] = found[1]
    return reports, diagnostics


def periodic_verdicts(
    policy: Policy, reports: Reports, world: World, as_of: Moment
) -> Iterator[Verdict]:
    """One verdict for every period that ended, under the revision in force on its last day."""
    for revision in policy.revisions:
        for rule in revision.rules:
            if isinstance(rule, PeriodicReport):
                for period in rule.periods(as_of.day):
                    if policy.in_force_on(period.last_day) is revision:
                        yield from _period_verdicts(rule, period, revision, reports, world, as_of)


def _period_verdicts(
    rule: PeriodicReport,
    period: Period,
    revision: Revision,
    reports: Reports,
    world: World,
    as_of: Moment,
) -> Iterator[Verdict]:
    for unit in _owing(rule, period, world):
        key = ReportKey(rule.document, unit, period.name)
        issued = reports.get(key)
        finding = rule.judge(period, issued, world.calendars(revision), as_of)
        folder = f"{FOLDER}/{rule.document}" + (f"/{unit}" if unit else "")
        yield _verdict(
            rule,
            revision,
            finding.about(
                f"{unit}/{period.name}" if unit else period.name, f"{folder}/{period.name}.yml"
            ),
        )


def _owing(rule: PeriodicReport, period: Period, world: World) -> list[str | None]:
    if rule.for_each is None:
        return [None]
    return [
        unit.id
        for unit in world.organization.units.values()
        if unit.type in rule.for_each.unit_type and unit.exists_on(period.last_day)
    ]


def staffing_verdicts(policy: Policy, world: World, day: date) -> Iterator[Verdict]:
    """One verdict for every unit, under the revision in force on the day."""
    revision = policy.in_force_on(day)
    for rule in revision.rules if revision else ():
        if isinstance(rule, Staffing):
            for unit in world.organization.units.values():
                if rule.applies(unit, day):
                    finding = rule.judge(unit, world.organization, day)
                    yield _verdict(rule, revision, finding.about(unit.id, ORGANIZATION_FILE))


def _verdict(rule: Rule, revision: Revision | None, finding: Finding) -> Verdict:
    policy = revision.policy if revision else ""
    return Verdict(rule.id, rule.kind, finding, revision, policy, rule, rule.basis)
