"""How the verdicts of one case came about, as text for people and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.cli import derivation
from checker.cli.language import tr
from checker.engine import CaseFile, Result
from checker.explaining.verdict import Explanation
from checker.model.finding import STATUSES


def as_text(result: Result, item: CaseFile, explained: list[Explanation], *, whole: bool) -> str:
    """A paragraph a verdict, the gravest first.

    `whole` says that all rules were asked for: those that do not apply are then a line each.
    """
    head = tr(
        f"案件 {item.id}（截至 {result.as_of.iso(result.zone)}）",
        f"case {item.id} as of {result.as_of.iso(result.zone)}",
    )
    idle = [one for one in explained if one.verdict.finding.status == "not_applicable"]
    shown = [one for one in explained if one not in idle] if whole else explained
    blocks = [head, *_paragraphs(sorted(shown, key=_rank))]
    if whole and idle:
        lines = [tr(f"不适用的规则 {len(idle)} 条：", f"{len(idle)} rule(s) do not apply:")]
        blocks.append("\n".join([*lines, *(derivation.brief(one) for one in idle)]))
    return "\n\n".join(blocks)


def _rank(one: Explanation) -> int:
    """What needs somebody's attention first; else the policy's own order."""
    return STATUSES.index(one.verdict.finding.status)


def _paragraphs(explained: list[Explanation]) -> Iterator[str]:
    told: set[tuple[str, str | None]] = set()
    for one in explained:
        revision = one.verdict.revision
        key = (one.verdict.rule_id, revision.folder if revision else None)
        yield derivation.as_text(one, again=key in told)
        told.add(key)


def as_data(result: Result, item: CaseFile, explained: list[Explanation]) -> dict[str, Any]:
    """The same as plain data, in the policy's order."""
    return {
        "version": 1,
        "as_of": result.as_of.iso(result.zone),
        "case": item.id,
        "path": item.file,
        "verdicts": [derivation.as_data(one) for one in explained],
    }
