"""Verdicts become diagnostics: paths turned into lines, once, and nowhere else."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from checker.document import Document
from checker.model.finding import Diagnostic, Finding, Level, Path, Related, RelatedPlace, is_shown
from checker.model.text import plain
from checker.verdicts import Verdict

__all__ = ["is_shown", "place_verdict"]


def place_verdict(
    verdict: Verdict, document: Document | None, file: str, case: str | None, zone: ZoneInfo
) -> Diagnostic:
    """A verdict as a diagnostic at its line in `file`; line 1 where there is no document."""
    finding, revision, rule = verdict.finding, verdict.revision, verdict.rule
    line, column = _line(document, finding.place)
    labels = revision.clause_labels if revision else {}
    return Diagnostic(
        case=case,
        rule=verdict.rule_id,
        policy=verdict.policy,
        revision=revision.label if revision else None,
        kind=verdict.kind,
        level=placed_level(finding, rule.level if rule else "error"),
        basis=verdict.basis,
        basis_labels=tuple(labels.get(name, name) for name in verdict.basis),
        remedy=plain(rule.remedy) if rule is not None and rule.remedy else None,
        path=file,
        line=line,
        column=column,
        finding=finding,
        related=tuple(_placed(item, document, file) for item in finding.related),
        zone=revision.zone if revision else zone,
    )


def placed_level(finding: Finding, level: Level) -> Level:
    """Undetermined counts as an error, whatever the rule's level."""
    if finding.level is not None:
        return finding.level
    return "error" if finding.status == "undetermined" else level


def _line(document: Document | None, place: Path) -> tuple[int, int]:
    if place[:1] == ("#",):
        return int(place[1]), int(place[2])
    return document.locate(place) if document is not None else (1, 1)


def _placed(related: Related, document: Document | None, file: str) -> RelatedPlace:
    line, column = _line(document, related.place)
    return RelatedPlace(message=related.message, path=file, line=line, column=column)
