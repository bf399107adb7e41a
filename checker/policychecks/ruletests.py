"""Rule tests run: each a made-up case, judged as if the revision named governed everything.

Nothing of the register is looked at: a test means the same in every instance with its policy.
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date

from checker.lazily import dataclass
from checker.loading.calendars import CalendarShelf
from checker.loading.instance import Instance
from checker.loading.placing import file_diagnostic
from checker.model.finding import Diagnostic, Problem, Problems
from checker.model.organization import Organization
from checker.model.policy import Policy, Revision
from checker.policychecks.expecting import as_expected, of_subject
from checker.policychecks.ruletest import RuleTest
from checker.policychecks.testfiles import load_tests
from checker.policychecks.trial import Trial
from checker.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class Run:
    """One test under one revision, and what came of it."""

    test: RuleTest
    revision: Revision
    verdicts: tuple[Verdict, ...]
    passed: bool


@dataclass
class TestReport:
    """All runs, and the problems of the tests themselves."""

    __test__ = False

    policies: list[Policy] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def failed(self) -> list[Run]:
        """The runs that did not give what their test expects."""
        return [run for run in self.runs if not run.passed]

    @property
    def tests(self) -> int:
        """Tests, however many revisions each was run under."""
        return len({(run.test.file, run.test.index) for run in self.runs})


def run_instance(
    instance: Instance,
    rules: frozenset[str] = frozenset(),
    revisions: frozenset[str] = frozenset(),
    policy: str | None = None,
) -> TestReport:
    """Run the tests of all policies, or of one; of some rules and revisions where given."""
    report = TestReport()
    for item in instance.policies.values():
        if policy in (None, item.id):
            files = load_tests(instance.root, item, instance.settings.limits)
            report.policies.append(item)
            report.problems += files.problems
            bench = Bench(item, instance.organization, instance.shelf)
            for test in files.tests:
                if not rules or test.rule in rules:
                    bench.run(test, revisions, report)
    report.problems = _once(report.problems)
    return report


@dataclass
class Bench:
    """Runs tests of one policy; each revision once made to govern everything."""

    policy: Policy
    organization: Organization
    shelf: CalendarShelf
    _forced: dict[str, Policy] = field(default_factory=dict)

    def run(self, test: RuleTest, revisions: frozenset[str], report: TestReport) -> None:
        """Add a run for each revision of the test, or the problems of its case."""
        for revision in test.revisions:
            if revisions and revision.label not in revisions:
                continue
            problems = Problems(test.file)
            forced = self._under(revision)
            verdicts = Trial(self.organization, self.shelf, test, forced, problems).verdicts()
            report.problems += [_placed(item, test) for item in problems.items]
            if not problems:
                found = of_subject(verdicts, test.expect)
                passed = as_expected(found, test.expect)
                report.runs.append(
                    Run(test=test, revision=revision, verdicts=tuple(found), passed=passed)
                )

    def passes(self, test: RuleTest, revision: Revision) -> bool:
        """Whether a test passes under a revision of any origin; one it cannot run under fails."""
        problems = Problems(test.file)
        verdicts = Trial(
            self.organization, self.shelf, test, forced_policy(revision), problems
        ).verdicts()
        return not problems and as_expected(of_subject(verdicts, test.expect), test.expect)

    def _under(self, revision: Revision) -> Policy:
        if revision.folder not in self._forced:
            self._forced[revision.folder] = forced_policy(revision)
        return self._forced[revision.folder]


def forced_policy(revision: Revision) -> Policy:
    """A policy of one revision that was always in force and never repealed."""
    head = replace(revision.head, effective_from=date.min, repealed_on=None)
    return Policy(id=revision.policy, revisions=(replace(revision, head=head),), locked=None)


def _placed(problem: Problem, test: RuleTest) -> Diagnostic:
    """A problem of a test's merged case, in the part of the file that it stands in."""
    at = problem.at or test.place(problem.place, key=problem.key)
    return file_diagnostic(replace(problem, at=at), test.file, None)


def _once(problems: list[Diagnostic]) -> list[Diagnostic]:
    """Problems in order, each once: a base or several revisions say the same again."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    for item in problems:
        found.setdefault((*item.sort_key, item.finding.message), item)
    return sorted(found.values(), key=lambda item: item.sort_key)
