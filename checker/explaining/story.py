"""A rule through the revisions of its policy: its words, its values side by side."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from checker.explaining.clauses import ClauseText, Source, clause_texts, source_of
from checker.lazily import dataclass
from checker.model.finding import Path
from checker.model.organization import Organization
from checker.model.period import Duration
from checker.model.policy import Policy, Revision
from checker.model.text import Say, joined, plain, say
from checker.rules.base import Rule, Words, references
from checker.wording import describe

APART = frozenset({"kind", "id", "when", "rationale", "remedy", "basis", "provenance"})
"""Keys that are told in another way than as a plain value."""


@dataclass(frozen=True)
class InRevision:
    """A rule as one revision has it."""

    revision: Revision
    rule: Rule
    described: Say
    when: Say | None
    values: dict[str, Say]
    """Its own parameters by key, those that are not the default."""
    clauses: tuple[ClauseText, ...]
    source: Source | None
    reason: str | None
    """Why this revision says that it added or changed the rule."""


@dataclass(frozen=True)
class RuleStory:
    """A rule of a policy, in every revision that has it."""

    id: str
    policy: str
    revisions: tuple[Revision, ...]
    """All of the policy's, so that those without the rule can be told."""
    held: tuple[InRevision, ...]

    @property
    def latest(self) -> InRevision:
        return self.held[-1]

    def parameters(self) -> list[str]:
        """The parameters that any revision gives, in the order of the kind's own keys."""
        return list(dict.fromkeys(key for item in self.held for key in item.values))

    def differs(self, key: str) -> bool:
        """Whether a parameter changed between two revisions that have the rule."""
        told = {item.values[key].render() if key in item.values else None for item in self.held}
        return len(told) > 1


def tell_rule(policy: Policy, name: str, organization: Organization) -> RuleStory | None:
    """The story of a rule of a policy; None where no revision has it."""
    held = []
    before: Revision | None = None
    for revision in policy.revisions:
        if name in revision.rules_by_id:
            held.append(_in_revision(revision, before, revision.rules_by_id[name], organization))
        before = revision
    return RuleStory(name, policy.id, policy.revisions, tuple(held)) if held else None


def why_gone(revision: Revision, name: str) -> str | None:
    """Why a revision says that it dropped a rule."""
    return revision.head.changes.reasons.get(name) if revision.head.changes else None


def _why(revision: Revision, before: Revision | None, rule: Rule) -> str | None:
    """The rule's own reason, or its clauses' where the rule is not as it was."""
    if before is None or revision.head.changes is None:
        return None
    reasons = revision.head.changes.reasons
    if rule.id in reasons or before.rules_by_id.get(rule.id) == rule:
        return reasons.get(rule.id)
    return next((reasons[name] for name in rule.basis if name in reasons), None)


def _in_revision(
    revision: Revision, before: Revision | None, rule: Rule, organization: Organization
) -> InRevision:
    words = Words(revision, organization)
    return InRevision(
        revision=revision,
        rule=rule,
        described=rule.describe(words),
        when=describe(rule.when, words) if rule.when else None,
        values=_values(rule, words),
        clauses=clause_texts(revision, rule.basis),
        source=source_of(rule, revision),
        reason=_why(revision, before, rule),
    )


def _values(rule: Rule, words: Words) -> dict[str, Say]:
    targets = {item.place: item.to for item in references(rule)}
    values = {"kind": plain(str(rule.kind))}
    values |= dict(_parameters(rule, (), _Labels(words, targets)))
    labels = [words.revision.clause_labels.get(name, name) for name in rule.basis]
    values["basis"] = joined([plain(label) for label in labels], "、", ", ")
    if rule.when:
        values["when"] = describe(rule.when, words)
    if rule.provenance:
        values["provenance"] = plain(rule.provenance)
    return values


@dataclass(frozen=True)
class _Labels:
    """Ids of a rule by the policy's labels."""

    words: Words
    targets: dict[Path, str]

    def of(self, name: str, place: Path) -> Say:
        match self.targets.get(place):
            case "event" | "event-or-all":
                return plain(self.words.event(name))
            case "record" | "record-or-all":
                return plain(self.words.record(name))
            case "field" | "path" | "path-or-all":
                return self.words.path(name)
            case _:
                return plain(name)


def _parameters(item: Any, place: Path, labels: _Labels) -> Iterator[tuple[str, Say]]:
    for spec in dataclasses.fields(item):
        value = getattr(item, spec.name)
        here = (*place, spec.name.rstrip("_"))
        if (not place and spec.name in APART) or _is_default(value, spec):
            continue
        if isinstance(value, Duration):
            yield ".".join(map(str, here)), value.describe()
        elif dataclasses.is_dataclass(value):
            yield from _parameters(value, here, labels)
        else:
            yield ".".join(map(str, here)), _told(value, here, labels)


def _is_default(value: Any, spec: dataclasses.Field[Any]) -> bool:
    return spec.default is not dataclasses.MISSING and bool(value == spec.default)


def _told(value: Any, place: Path, labels: _Labels) -> Say:
    if isinstance(value, tuple):
        parts = [_told(item, (*place, index), labels) for index, item in enumerate(value)]
        nested = any(isinstance(item, tuple) for item in value)
        return joined(parts, "；" if nested else "、", "; " if nested else ", ")
    if isinstance(value, bool):
        return say("是", "yes") if value else say("否", "no")
    if hasattr(value, "strftime"):
        return plain(f"{value:%H:%M}")
    return labels.of(str(value), place)
