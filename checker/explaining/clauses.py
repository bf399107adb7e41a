"""The clauses that a rule cites, and where its numbers come from."""

from __future__ import annotations

from checker.lazily import dataclass
from checker.model.policy import Revision
from checker.rules.base import Rule


@dataclass(frozen=True)
class ClauseText:
    """A clause as the policy words it."""

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class Source:
    """Where a number or a duty comes from."""

    id: str
    kind: str
    title: str
    note: str | None


def clause_texts(revision: Revision, basis: tuple[str, ...]) -> tuple[ClauseText, ...]:
    """The clauses of a `basis`, in its order; an article's title where it has no text."""
    found = {}
    for article in revision.articles:
        found[article.id] = article.text or article.title or ""
        for clause in article.clauses:
            found[clause.id] = clause.text
    labels = revision.clause_labels
    return tuple(
        ClauseText(name, labels.get(name, name), found.get(name, "").strip()) for name in basis
    )


def source_of(rule: Rule, revision: Revision) -> Source | None:
    """Where a rule's number or duty comes from: its own provenance, else its first clause's."""
    name = rule.provenance
    for article in revision.articles:
        for clause in article.clauses:
            if name is None and clause.id in rule.basis:
                name = clause.provenance or article.provenance
        if name is None and article.id in rule.basis:
            name = article.provenance
    for item in revision.head.provenance:
        if item.id == name:
            return Source(item.id, item.kind, item.title, item.note)
    return None
