"""Lint of the rule tests: every rule has one in which it fires and one in which it does not."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import Revision
from checker.model.text import Say, say
from checker.policychecks.looking import Found, Look, as_found, rules_of
from checker.policychecks.ruletest import RuleTest

FIRES = frozenset({"violation"})
DOES_NOT = frozenset({"met", "not_applicable", "pending", "due_soon"})


def tests_unreadable(look: Look) -> Iterator[Found]:
    """What is wrong with the test files themselves."""
    yield from (as_found(item) for item in look.tests.problems)


def tests_missing(look: Look) -> Iterator[Found]:
    """Rules without the two tests, in each revision that has them; `audit` rules take none."""
    for revision in look.policy.revisions:
        for rule, place in rules_of(revision):
            lacking = None if rule.scope == "audit" else lacks(look.tests.tests, rule.id, revision)
            if lacking is not None:
                yield look.found(
                    "tests-missing",
                    revision,
                    (*place, "id"),
                    say(
                        "规则 {id}（修订 {label}）没有{what}",
                        "rule {id} (revision {label}) has no {what}",
                        id=rule.id,
                        label=revision.label,
                        what=lacking,
                    ),
                    say(
                        "在 policy/{policy}/tests 中补写",
                        "add it under policy/{policy}/tests",
                        policy=look.policy.id,
                    ),
                )


def lacks(tests: list[RuleTest], rule: str, revision: Revision) -> Say | None:
    """Which of the two tests a rule of a revision lacks."""
    expected = {
        test.expect.status for test in tests if test.rule == rule and revision in test.revisions
    }
    if not expected & FIRES and not expected & DOES_NOT:
        return say("规则测试", "test at all")
    if not expected & FIRES:
        return say("违规的规则测试", "test in which it fires")
    if not expected & DOES_NOT:
        return say("不违规的规则测试", "test in which it does not fire")
    return None
