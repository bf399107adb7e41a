"""The lint of a policy: the list of checks, written out by hand in one place.

Where a policy is invalid, only why is said: nothing else about it can be trusted.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date

from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.policychecks.conflict_checks import (
    authorities_contradict,
    orders_contradict,
    values_contradict,
)
from checker.policychecks.effect_checks import (
    conditions_without_effect,
    extensions_without_effect,
    keys_without_effect,
)
from checker.policychecks.firing_checks import (
    conditions_impossible,
    events_own_bounds,
    periods_impossible,
    too_few_events,
    triggers_impossible,
    warnings_too_early,
)
from checker.policychecks.frozen_checks import clock_stands_still, not_frozen
from checker.policychecks.looking import Found, InstanceCheck, Look, PolicyCheck, as_found
from checker.policychecks.people_checks import (
    aliases_join_people,
    aliases_of_others,
    ids_look_alike,
    names_twice,
    people_renamed,
)
from checker.policychecks.reference_checks import implements_unknown, names_unknown
from checker.policychecks.revision_checks import (
    bases_changed,
    kinds_changed,
    labels_reused,
    repealed_before_start,
    revisions_apart,
    revisions_overlap,
    rules_came_back,
)
from checker.policychecks.superior_checks import supervisors_in_circles, supervisors_not_in_post
from checker.policychecks.tested_checks import tests_missing, tests_unreadable
from checker.policychecks.testfiles import load_tests
from checker.policychecks.text_checks import (
    clauses_answered_twice,
    clauses_unanswered,
    parts_missing,
    reasons_unknown,
    text_missing,
    titles_missing,
)
from checker.policychecks.unit_checks import heads_not_in_post, units_without_head
from checker.policychecks.unused_checks import (
    choices_unexplained,
    events_unused,
    labels_missing,
    provenance_unused,
    records_unused,
)

POLICY_CHECKS: tuple[PolicyCheck, ...] = (
    parts_missing,
    titles_missing,
    text_missing,
    clauses_unanswered,
    clauses_answered_twice,
    reasons_unknown,
    revisions_overlap,
    repealed_before_start,
    revisions_apart,
    labels_reused,
    rules_came_back,
    kinds_changed,
    bases_changed,
    names_unknown,
    implements_unknown,
    conditions_impossible,
    triggers_impossible,
    events_own_bounds,
    too_few_events,
    periods_impossible,
    warnings_too_early,
    keys_without_effect,
    extensions_without_effect,
    conditions_without_effect,
    values_contradict,
    orders_contradict,
    authorities_contradict,
    tests_unreadable,
    tests_missing,
    not_frozen,
    events_unused,
    records_unused,
    provenance_unused,
    choices_unexplained,
    labels_missing,
)
INSTANCE_CHECKS: tuple[InstanceCheck, ...] = (
    aliases_join_people,
    aliases_of_others,
    people_renamed,
    names_twice,
    supervisors_in_circles,
    supervisors_not_in_post,
    heads_not_in_post,
    units_without_head,
    ids_look_alike,
    clock_stands_still,
)
UNREADABLE = frozenset({"yaml-syntax", "encoding", "duplicate-key", "limit"})
"""Codes of files that could not be read at all: nothing is known of what they hold."""


@dataclass
class LintReport:
    """What lint found, in the order of places."""

    policies: list[str] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)
    unreadable: bool = False

    def count(self, level: str) -> int:
        """How many findings have a level."""
        return sum(item.level == level for item in self.findings)


def lint_instance(instance: Instance, today: date, policy: str | None = None) -> LintReport:
    """Lint all policies, or one, and the organization they rest on."""
    report = LintReport(policies=[item.id for item in instance.loaded])
    report.findings = [as_found(item) for item in instance.problems]
    for item in instance.loaded:
        if item.policy is not None and policy in (None, item.id):
            tests = load_tests(instance.root, item.policy, instance.settings.limits)
            look = Look(instance, item.policy, item.parts, tests, today)
            for check in POLICY_CHECKS:
                report.findings += check(look)
    for instance_check in INSTANCE_CHECKS:
        report.findings += instance_check(instance, today)
    report.findings = _in_order(report.findings)
    report.unreadable = any(item.code in UNREADABLE for item in report.findings)
    return report


def _in_order(findings: list[Found]) -> list[Found]:
    """Each finding once, by place."""
    return sorted(dict.fromkeys(findings), key=lambda item: item.sort_key)
