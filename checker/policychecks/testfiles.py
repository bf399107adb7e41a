"""Rule test files: `policy/<id>/tests/*.yml` read into tests, every defect at its line.

A test with a defect is reported and left out; the others of its file are still run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from checker.document import Document, Limits
from checker.lazily import dataclass
from checker.loading.files import read_file
from checker.loading.placing import file_diagnostic
from checker.loading.readers import Reader
from checker.model.finding import LEVELS, REASONS, STATUSES, Diagnostic, Problems
from checker.model.finding import Path as DataPath
from checker.model.moment import Moment, as_of_moment
from checker.model.policy import Policy, Revision
from checker.model.text import say
from checker.policychecks.ruletest import Expectation, RuleTest
from checker.rules.base import Rule

TOP_KEYS = ("policy", "base", "tests")
TEST_KEYS = ("name", "rule", "revision", "as_of", "case", "expect")
EXPECT_KEYS = ("status", "reason", "due", "level", "period", "unit")
REGISTER_KEYS = ("organization", "reports")
"""What the case of a test may hold where its rule judges no case."""
EXPECTABLE = tuple(status for status in STATUSES if status != "invalid")
REQUIRED_FIELD = "required-field"
"""The one rule of the tool's own that a test may name."""


@dataclass
class TestFiles:
    """The tests of a policy, and what is wrong with their files."""

    __test__ = False

    tests: list[RuleTest] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def load_tests(root: Path, policy: Policy, limits: Limits) -> TestFiles:
    """Read all tests of a policy, files in the order of their names."""
    found = TestFiles()
    folder = root / "policy" / policy.id / "tests"
    paths = sorted(folder.glob("*.yml")) if folder.is_dir() else []
    for path in paths:
        document, problem = read_file(root, path.relative_to(root).as_posix(), limits)
        if document is None:
            found.problems += [problem] if problem else []
            continue
        problems = Problems(document.file)
        found.tests += _TestReader(policy, document, problems).tests()
        found.problems += [
            file_diagnostic(item, document.file, document) for item in problems.items
        ]
    return found


def merged(base: Any, over: Any) -> Any:
    """`over` laid on `base`: mappings merge deeply, anything else replaces."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    both = {key: merged(base[key], over[key]) for key in over if key in base}
    return {**base, **over, **both}


class _TestReader(Reader):
    def __init__(self, policy: Policy, document: Document, problems: Problems) -> None:
        super().__init__(problems)
        self.policy = policy
        self.document = document
        self.labels = {revision.label: revision for revision in policy.revisions}

    def tests(self) -> Iterator[RuleTest]:
        data = self.mapping(self.document.data if self.document.data is not None else {}, ())
        if data is None:
            return
        self.known_keys(data, TOP_KEYS)
        if not self.required(data, ("policy", "tests"), ()):
            return
        if data["policy"] != self.policy.id:
            self.wrong(("policy",), "与文件夹名不一致", "is not the folder's name")
        base = self.mapping(data.get("base") or {}, ("base",)) or {}
        for index, entry in self.entries(data["tests"], ("tests",)):
            before = len(self.problems.items)
            test = self._test(index, entry, base)
            if test is not None and len(self.problems.items) == before:
                yield test

    def _test(self, index: int, entry: dict[str, Any], base: dict[str, Any]) -> RuleTest | None:
        place: DataPath = ("tests", index)
        self.known_keys(entry, TEST_KEYS, place)
        if not self.required(entry, ("name", "rule", "as_of", "expect"), place):
            return None
        revisions = self._revisions(entry, place)
        as_of = self._as_of(entry, place)
        expect = self._expect(entry["expect"], (*place, "expect"))
        case = self.mapping(entry.get("case") or {}, (*place, "case"))
        if not revisions or as_of is None or expect is None or case is None:
            return None
        self._register_keys(revisions[0], entry["rule"], case, place)
        return RuleTest(
            name=self.text(entry, "name", place) or "",
            rule=entry["rule"],
            revisions=revisions,
            as_of=as_of,
            case=merged(base, case),
            expect=expect,
            document=self.document,
            index=index,
        )

    def _revisions(self, entry: dict[str, Any], place: DataPath) -> tuple[Revision, ...]:
        """The revisions that a test is run under; none, with a problem, where there is none."""
        rule, label = self.text(entry, "rule", place), self.text(entry, "revision", place)
        if rule is None or (entry.get("revision") is not None and label is None):
            return ()
        having = tuple(item for item in self.policy.revisions if _has(item, rule))
        if not having:
            known = {name for item in self.policy.revisions for name in item.rules_by_id}
            self.unknown((*place, "rule"), say("规则", "rule"), rule, known)
            return ()
        if label is None:
            return having
        if label not in self.labels:
            where = (*place, "revision")
            self.unknown(where, say("修订", "revision"), label, self.labels)
            return ()
        return self._one(self.labels[label], rule, place)

    def _one(self, revision: Revision, rule: str, place: DataPath) -> tuple[Revision, ...]:
        if _has(revision, rule):
            return (revision,)
        self.problems.add(
            "unknown-reference",
            (*place, "revision"),
            say(
                "修订 {label} 没有规则 {rule}",
                "revision {label} has no rule {rule}",
                label=revision.label,
                rule=rule,
            ),
        )
        return ()

    def _as_of(self, entry: dict[str, Any], place: DataPath) -> Moment | None:
        """An instant; a date means its last second."""
        value = entry["as_of"]
        moment = as_of_moment(value, self.policy.zone) if isinstance(value, str) else None
        if moment is None:
            self.bad_time((*place, "as_of"))
        return moment

    def _expect(self, data: Any, place: DataPath) -> Expectation | None:
        entry = self.mapping(data, place)
        if entry is None:
            return None
        self.known_keys(entry, EXPECT_KEYS, place)
        if not self.required(entry, ("status",), place):
            return None
        if entry["status"] not in EXPECTABLE:
            self._no_status(str(entry["status"]), (*place, "status"))
            return None
        if entry.get("reason") not in (None, *REASONS):
            self.unknown((*place, "reason"), say("理由", "reason"), str(entry["reason"]), REASONS)
            return None
        if entry.get("level") not in (None, *LEVELS):
            self.unknown((*place, "level"), say("级别", "level"), str(entry["level"]), LEVELS)
            return None
        return Expectation(
            status=entry["status"],
            asked=frozenset(entry),
            reason=self.text(entry, "reason", place),
            due=self.moment(entry, "due", place, self.policy.zone),
            level=self.text(entry, "level", place),
            period=self.text(entry, "period", place),
            unit=self.text(entry, "unit", place),
        )

    def _no_status(self, name: str, place: DataPath) -> None:
        self.unknown(place, say("状态", "status"), name, EXPECTABLE)

    def _register_keys(
        self, revision: Revision, rule: str, case: dict[str, Any], place: DataPath
    ) -> None:
        """Where no case is judged, nothing of a case may be given; audits cannot be tested."""
        known: Rule | None = revision.rules_by_id.get(rule)
        scope = known.scope if known is not None else "case"
        if scope == "register":
            self.known_keys(case, REGISTER_KEYS, (*place, "case"))
        elif scope == "audit":
            self.wrong(
                (*place, "rule"),
                "这类规则由 tousu audit 按提交历史判断，不能写规则测试",
                "tousu audit judges this kind over git history; it takes no rule test",
            )


def _has(revision: Revision, rule: str) -> bool:
    return rule in revision.rules_by_id or rule == REQUIRED_FIELD
