"""The matrix of a revision: clause, rules that carry it out, their tests, the cases they judged.

Cases are counted once for each status that a rule gave them, however many findings it made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field

from checker.engine import Result
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.model.finding import STATUSES
from checker.model.policy import Compliance, Policy, Revision
from checker.policychecks.ruletest import RuleTest
from checker.policychecks.tested_checks import DOES_NOT, FIRES
from checker.policychecks.testfiles import load_tests
from checker.policychecks.text_checks import items_of
from checker.rules.base import Rule, Scope
from checker.verdicts import Verdict

Counts = dict[str, int]
Decided = dict[tuple[str, str, str], Counter[str]]
"""Policy, revision and rule to the number of cases by status."""


@dataclass(frozen=True, kw_only=True)
class RuleCover:
    """One rule of a revision: its tests, and what it said of the register."""

    id: str
    kind: str
    title: str
    level: str
    scope: Scope
    fires: int
    """Tests in which it fires."""
    holds: int
    """Tests in which it does not."""
    tests: int
    """All its tests under the revision, whatever they expect."""
    cases: Counts
    """Cases by status; periods or units for a rule that judges no case."""


@dataclass(frozen=True, kw_only=True)
class ClauseCover:
    """One article or clause: the rules that cite it, or why there are none."""

    id: str
    label: str
    rules: tuple[RuleCover, ...]
    compliance: Compliance | None


@dataclass(kw_only=True)
class RevisionCover:
    """The matrix of one revision."""

    policy: str
    revision: Revision
    clauses: list[ClauseCover] = field(default_factory=list)
    rules: list[RuleCover] = field(default_factory=list)

    @property
    def uncovered(self) -> list[ClauseCover]:
        """Clauses that no rule cites and that declare nothing."""
        return [item for item in self.clauses if not item.rules and item.compliance is None]

    @property
    def untested(self) -> list[RuleCover]:
        """Rules that lack a test in which they fire, or one in which they do not."""
        return [rule for rule in self.rules if _needs_tests(rule)]

    @property
    def unseen(self) -> list[RuleCover]:
        """Rules that decided no case of the register."""
        return [rule for rule in self.rules if rule.scope != "audit" and not decided(rule)]


def decided(rule: RuleCover) -> int:
    """How many cases a rule applied to."""
    return sum(number for status, number in rule.cases.items() if status != "not_applicable")


def _needs_tests(rule: RuleCover) -> bool:
    return rule.scope != "audit" and not (rule.fires and rule.holds)


def cover(instance: Instance, result: Result, policy: str | None = None) -> list[RevisionCover]:
    """The matrices of all revisions of all policies, or of one."""
    counted = _decided(result)
    covers = []
    for item in instance.policies.values():
        if policy in (None, item.id):
            tests = load_tests(instance.root, item, instance.settings.limits).tests
            covers += [_revision(item, revision, tests, counted) for revision in item.revisions]
    return covers


def _revision(
    policy: Policy, revision: Revision, tests: list[RuleTest], counted: Decided
) -> RevisionCover:
    rules = [
        _rule(rule, tests, revision, counted.get((policy.id, revision.label, rule.id), Counter()))
        for rule in revision.rules
    ]
    by_id = {rule.id: rule for rule in rules}
    citing: dict[str, list[RuleCover]] = {}
    for rule in revision.rules:
        for clause in dict.fromkeys(rule.basis):
            citing.setdefault(clause, []).append(by_id[rule.id])
    clauses = [
        ClauseCover(
            id=item.id,
            label=label,
            rules=tuple(citing.get(item.id, ())),
            compliance=item.compliance,
        )
        for item, label, _ in items_of(revision)
    ]
    return RevisionCover(policy=policy.id, revision=revision, clauses=clauses, rules=rules)


def _rule(rule: Rule, tests: list[RuleTest], revision: Revision, cases: Counter[str]) -> RuleCover:
    mine = [test for test in tests if test.rule == rule.id and revision in test.revisions]
    return RuleCover(
        id=rule.id,
        kind=rule.kind,
        title=rule.title,
        level=rule.level,
        scope=rule.scope,
        fires=sum(test.expect.status in FIRES for test in mine),
        holds=sum(test.expect.status in DOES_NOT for test in mine),
        tests=len(mine),
        cases={status: cases[status] for status in STATUSES if cases[status]},
    )


def _decided(result: Result) -> Decided:
    counted: Decided = {}
    for item in result.cases:
        for key, statuses in _by_rule(item.verdicts).items():
            counted.setdefault(key, Counter()).update(statuses)
    for verdict in result.register:
        for key in _keys(verdict):
            counted.setdefault(key, Counter())[verdict.finding.status] += 1
    return counted


def _by_rule(verdicts: list[Verdict]) -> dict[tuple[str, str, str], set[str]]:
    """The statuses that each rule gave one case."""
    statuses: dict[tuple[str, str, str], set[str]] = {}
    for verdict in verdicts:
        for key in _keys(verdict):
            statuses.setdefault(key, set()).add(verdict.finding.status)
    return statuses


def _keys(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    if verdict.revision is not None:
        yield verdict.policy, verdict.revision.label, verdict.rule_id
