"""What the pages are made from: a check's result, looked at the ways that pages ask for.

Built once; every maker reads it and none changes it. Cases are here in their public form only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from checker.engine import CaseFile, Result
from checker.lazily import dataclass
from checker.model.finding import Status
from checker.model.moment import Moment
from checker.model.policy import Policy, Provenance, Revision
from checker.pages.audience import (
    PublicCase,
    PublicVerdict,
    Publisher,
    is_personal,
    public_case,
)
from checker.pages.handed import History, Turns
from checker.pages.labels import REQUIRED_FIELD
from checker.reporting import Report, gather, periods_until, report
from checker.rules.base import Rule, Words
from checker.rules.periodic_report import Every

SOON_DAYS = 7
"""Within so many days an open deadline is due this week."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A rule's test as an example: a made-up case and what must come of it."""

    rule: str
    name: str
    revisions: tuple[str, ...]
    as_of: Moment
    case: Mapping[str, Any]
    status: Status
    reason: str | None = None
    due: Moment | None = None


@dataclass(frozen=True)
class Found:
    """A verdict and the case that it is on; None where it is on the register."""

    verdict: PublicVerdict
    case: PublicCase | None
    subject: str | None = None


@dataclass(eq=False)
class Site:
    """The whole site's matter."""

    result: Result
    generator: str = "tousu"
    """Name and version of the program, for the footer."""
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    """By policy."""
    handwritten: tuple[str, ...] = ()
    """Pages that people wrote, from the site's root without a suffix."""
    downloads: tuple[str, ...] = ()
    """The suffixes of files that reports can be downloaded as."""
    internal: bool = False
    """Whether it is for internal readers: names and texts too."""
    booklets: bool = False
    """Whether there are PDFs of the handbook to download."""
    derive: Callable[[CaseFile], Mapping[int, Sequence[str]]] = field(default=lambda _: {})
    """How the due dates of a case came about: lines, by the place of the verdict."""

    turns: Mapping[tuple[str, str], Turns] = field(default_factory=dict)
    """What each revision changes in the register, by policy and its first day."""
    history: History | None = None
    """What git says of the register; None where nobody looked."""

    @cached_property
    def publisher(self) -> Publisher:
        result = self.result
        return Publisher(result.instance.organization, result.relations, internal=self.internal)

    def derived(self, case: PublicCase) -> Mapping[int, Sequence[str]]:
        return self.derive(self.result.by_id[case.id])

    @property
    def policies(self) -> tuple[Policy, ...]:
        return tuple(self.result.instance.policies.values())

    @property
    def as_of(self) -> str:
        return self.result.as_of.short(self.result.zone)

    @cached_property
    def cases(self) -> tuple[PublicCase, ...]:
        """The judged cases, the latest opened first."""
        made = (public_case(item, self.publisher) for item in self.result.cases)
        cases = sorted((case for case in made if case), key=lambda case: case.id)
        return tuple(sorted(cases, key=lambda case: case.opened.day, reverse=True))

    @cached_property
    def by_id(self) -> dict[str, PublicCase]:
        return {case.id: case for case in self.cases}

    @cached_property
    def followers(self) -> dict[str, list[PublicCase]]:
        """The cases that name each case as an earlier complaint."""
        return _grouped((name, case) for case in self.cases for name in case.previous)

    @cached_property
    def incidents(self) -> dict[str, list[PublicCase]]:
        """The cases of each incident."""
        return _grouped((case.incident, case) for case in self.cases if case.incident)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """Every verdict, those on the register and the organization last."""
        on_cases = [Found(verdict, case) for case in self.cases for verdict in case.verdicts]
        others = [
            Found(self.publisher.verdict(item), None, self._subject(item.finding.subject))
            for item in self.result.register
        ]
        return tuple(on_cases + others)

    def _subject(self, subject: str | None) -> str | None:
        return self.publisher.unit(subject) or subject

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """Every year, quarter and month since the first complaint, the latest first."""
        register = gather(self.result, self._told_id)
        first, last = register.first_day, self.result.as_of.day
        if first is None:
            return ()
        every: tuple[Every, ...] = ("year", "quarter", "month")
        periods = [one for name in every for one in reversed(periods_until(first, last, name))]
        return tuple(report(register, period) for period in periods)

    def _told_id(self, name: str) -> str:
        """A case's id, where it may be read: an id that is personal data is not."""
        return "（编号不公开）" if is_personal(name) else name

    @cached_property
    def report_periods(self) -> frozenset[str]:
        return frozenset(report.period for report in self.reports)

    @cached_property
    def rule_pages(self) -> frozenset[tuple[str, str]]:
        """Policy and id of every rule that has a page of its own."""
        return frozenset(
            (policy.id, name)
            for policy in self.policies
            for name in [
                REQUIRED_FIELD,
                *(rule.id for revision in policy.revisions for rule in revision.rules),
            ]
        )

    @cached_property
    def by_rule(self) -> dict[tuple[str, str], list[Found]]:
        """Verdicts by policy and rule."""
        groups: dict[tuple[str, str], list[Found]] = {}
        for item in self.found:
            groups.setdefault((item.verdict.policy, item.verdict.rule), []).append(item)
        return groups

    @cached_property
    def decided(self) -> dict[tuple[str, date, str], set[str]]:
        """The cases that each rule of each revision decided, beyond not applying to them."""
        groups: dict[tuple[str, date, str], set[str]] = {}
        for case in self.cases:
            for item in case.verdicts:
                if item.status != "not_applicable" and item.revision is not None:
                    key = item.policy, item.revision.effective_from, item.rule
                    groups.setdefault(key, set()).add(case.id)
        return groups

    def counts(self, policy: str, rule: str) -> Counter[Status]:
        """How many verdicts of each status a rule has."""
        return Counter(item.verdict.status for item in self.by_rule.get((policy, rule), ()))

    def due_soon(self, cases: Iterable[PublicCase] | None = None) -> list[Found]:
        """Open deadlines that end within seven days, the nearest first."""
        last = self.result.as_of.day + timedelta(days=SOON_DAYS)
        owed = [
            Found(verdict, case)
            for case in (self.cases if cases is None else cases)
            for verdict in case.verdicts
            if verdict.status in ("pending", "due_soon")
            and verdict.due is not None
            and verdict.due.day <= last
        ]
        return sorted(owed, key=lambda item: item.verdict.due.second if item.verdict.due else 0)

    def current(self, policy: Policy) -> Revision:
        """The revision in force at `as_of`; the first one where none is yet."""
        return policy.in_force_on(self.result.as_of.day) or policy.revisions[0]

    def newest_first(self, policy: Policy) -> tuple[Revision, ...]:
        """The revision in force, then the others, the latest first."""
        current = self.current(policy)
        rest = [item for item in reversed(policy.revisions) if item is not current]
        return (current, *rest)

    def words(self, revision: Revision) -> Words:
        return Words(revision, self.result.instance.organization)


def _grouped(pairs: Iterable[tuple[str, PublicCase]]) -> dict[str, list[PublicCase]]:
    groups: dict[str, list[PublicCase]] = {}
    for name, case in pairs:
        groups.setdefault(name, []).append(case)
    return groups


def rules_on(revision: Revision) -> dict[str, list[Rule]]:
    """The rules that cite each article or clause."""
    groups: dict[str, list[Rule]] = {}
    for rule in revision.rules:
        for name in rule.basis:
            groups.setdefault(name, []).append(rule)
    return groups


def sources(revision: Revision) -> dict[str, Provenance]:
    """Provenance by id."""
    return {item.id: item for item in revision.head.provenance}


def provenance_of(revision: Revision, rule: Rule) -> str | None:
    """Where a rule comes from: as it says, else as the first clause it cites."""
    if rule.provenance:
        return rule.provenance
    return next((origin for name in rule.basis if (origin := origins(revision).get(name))), None)


def origins(revision: Revision) -> dict[str, str | None]:
    """Each article's and clause's provenance; a clause has its article's unless said."""
    found: dict[str, str | None] = {}
    for article in revision.articles:
        found[article.id] = article.provenance
        for clause in article.clauses:
            found[clause.id] = clause.provenance or article.provenance
    return found
