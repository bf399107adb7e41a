"""The gate's answer: one result for every output format, and what of it counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from checker.engine import Result
from checker.gate.auditing import Audited
from checker.gate.guards import guards
from checker.gate.judging import Judgement
from checker.gate.serving import against, own_breaches, served
from checker.gate.step import of_policy
from checker.gate.taken import taken_away
from checker.lazily import dataclass
from checker.model.finding import STATUSES, Diagnostic
from checker.model.text import Say, say
from checker.revisions.impact import outcome
from checker.revisions.pairing import paired

OWN = say("按本分支自己带来的制度得出", "under the policy that the branch brings")
STOOD = say("基准上已经如此，不是本次改动带来的", "it stands on the base already")


@dataclass(frozen=True)
class Answer:
    """What the gate says of a step."""

    result: Result
    """All that was found, in one list."""
    standing: frozenset[int]
    """Which of it, by number, the base has already and the step does not touch."""

    @property
    def brought(self) -> list[Diagnostic]:
        """What was found that the base does not have."""
        return [
            item for place, item in enumerate(self.result.diagnostics) if place not in self.standing
        ]


def answer(judgement: Judgement, audited: Audited) -> Answer:
    """Put together what the checks and the audit found, what is taken away, what serves itself."""
    before = _standing(judgement)
    held = [
        _noted(item, STOOD) if id(item) in before else item for item in judgement.held.diagnostics
    ]
    stands = {id(new) for new, old in zip(held, judgement.held.diagnostics, strict=True)
              if id(old) in before}  # fmt: skip
    own = [_noted(item, OWN) for item in own_breaches(judgement)]
    told = {(item.path, item.rule) for item in audited.diagnostics if against(item)}
    taken = [item for item in taken_away(judgement) if (item.path, item.rule) not in told]
    serving = served(judgement, audited.authors)
    found = [*own, *audited.diagnostics, *taken, *serving, *guards(judgement)]
    everything = sorted([*held, *found], key=lambda item: item.sort_key)
    return Answer(
        replace(judgement.held, diagnostics=everything, summary=_summary(judgement.held, found)),
        frozenset(place for place, item in enumerate(everything) if id(item) in stands),
    )


def _standing(judgement: Judgement) -> set[int]:
    """The verdicts that count, stood the same before, and are about nothing that the step touches.

    An act that is still overdue is among them, wherever it is. Both sides are judged by the policy
    and the organization from before: what a step changes there is not in them.
    """
    touched = {path for path in judgement.step.changed if not of_policy(path)}
    held = judgement.held.diagnostics
    near = [item for item in held if judgement.reached(item.path)]
    same = {
        id(after)
        for before, after in paired(judgement.stood.diagnostics, near)
        if after is not None
        and outcome(before) == outcome(after)
        and (after.path not in touched or _still_owed(before, after))
    }
    return {
        id(item)
        for item in held
        if against(item) and (id(item) in same or not judgement.reached(item.path))
    }


def _still_owed(before: Diagnostic | None, after: Diagnostic) -> bool:
    """Whether an act is overdue as it was: what is done for a case one by one must not wait for it."""
    if before is None or after.finding.reason != "overdue":
        return False
    return before.finding.due == after.finding.due


def _noted(item: Diagnostic, note: Say) -> Diagnostic:
    finding = replace(item.finding, notes=(*item.finding.notes, note))
    return replace(item, finding=finding)


def _summary(result: Result, found: list[Diagnostic]) -> dict[str, int]:
    """The register's counts, and what the gate itself found; its remarks are no verdicts."""
    more: Counter[str] = Counter(item.status for item in found if item.status != "not_applicable")
    return {
        name: count + (more[name] if name in STATUSES else 0)
        for name, count in result.summary.items()
    }
