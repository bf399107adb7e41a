"""Verdicts that look better only because of what the same step brings: a judge, facts, excuses."""

from __future__ import annotations

from collections.abc import Iterator

from checker.gate.judging import Judgement
from checker.gate.serving.excuses import excused
from checker.gate.serving.facts import by_facts
from checker.gate.serving.judges import by_policy, own_breaches
from checker.gate.serving.verdicts import against
from checker.model.finding import Diagnostic

__all__ = ["against", "own_breaches", "served"]


def served(judgement: Judgement, authors: frozenset[str]) -> Iterator[Diagnostic]:
    """What the step does for itself; `authors` are the staff whose commits it has."""
    yield from by_policy(judgement, authors)
    facts = list(by_facts(judgement))
    yield from facts
    yield from excused(judgement, {(item.path, item.finding.place) for item in facts})
