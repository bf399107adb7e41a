"""Which changes of a rule its tests would not notice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import field

from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.model.policy import Policy, Revision
from checker.policychecks.mutating import Mutant, mutants
from checker.policychecks.ruletest import RuleTest
from checker.policychecks.ruletests import Bench
from checker.policychecks.testfiles import load_tests

Asked = Callable[[str, Revision], bool]


@dataclass(frozen=True, kw_only=True)
class Survivor:
    """A mutant under which every test of its rule still passes."""

    policy: str
    revision: Revision
    mutant: Mutant


@dataclass
class Survey:
    """All mutants counted, and those that survive."""

    tried: int = 0
    survivors: list[Survivor] = field(default_factory=list)

    @property
    def noticed(self) -> int:
        return self.tried - len(self.survivors)


def survey(instance: Instance, asked: Asked, policy: str | None = None) -> Survey:
    """Change the rules asked for, one place at a time, and run the tests of each.

    Rules that only `audit` judges take no test and are left out; so are tests that fail as it is.
    """
    found = Survey()
    for item in instance.policies.values():
        if policy in (None, item.id):
            tests = load_tests(instance.root, item, instance.settings.limits).tests
            bench = Bench(item, instance.organization, instance.shelf)
            for revision, mutant in _mutants(item, asked):
                found.tried += 1
                if not _noticed(mutant, revision, tests, bench):
                    found.survivors.append(
                        Survivor(policy=item.id, revision=revision, mutant=mutant)
                    )
    return found


def _mutants(policy: Policy, asked: Asked) -> Iterator[tuple[Revision, Mutant]]:
    for revision in policy.revisions:
        for rule in revision.rules:
            if rule.scope != "audit" and asked(rule.id, revision):
                yield from ((revision, mutant) for mutant in mutants(rule, revision))


def _noticed(mutant: Mutant, revision: Revision, tests: list[RuleTest], bench: Bench) -> bool:
    rules = tuple(mutant.rule if it.id == mutant.rule.id else it for it in revision.rules)
    changed = dataclasses.replace(revision, rules=rules)
    own = (it for it in tests if it.rule == mutant.rule.id and revision in it.revisions)
    return any(not bench.passes(test, changed) for test in own)
