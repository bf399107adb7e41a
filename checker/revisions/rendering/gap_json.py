"""A gap as JSON: every obligation, its verdict, and what ours has for it."""

from __future__ import annotations

import json
from typing import Any

from checker.comparing.dues import DueOrder, Example
from checker.comparing.obligations import VERDICTS, Match, Obligation
from checker.model.organization import Organization
from checker.model.text import Lang
from checker.revisions.gap import Gap
from checker.revisions.rendering.diff_json import as_plain, revision_data
from checker.revisions.rendering.gap_rows import GapRows, source_of

VERSION = 1


def render(gap: Gap, organization: Organization | None, lang: Lang) -> str:
    """One document; the same policies and day give the same bytes."""
    return json.dumps(as_data(gap, organization, lang), ensure_ascii=False, indent=2) + "\n"


def as_data(gap: Gap, organization: Organization | None, lang: Lang) -> dict[str, Any]:
    """The gap as plain data: `version ours theirs window summary obligations astray`."""
    rows = GapRows(gap, organization)
    return {
        "version": VERSION,
        "ours": revision_data(gap.ours.revision),
        "theirs": revision_data(gap.theirs.revision),
        "window": {"first": gap.first.isoformat(), "last": gap.last.isoformat()},
        "summary": {verdict: gap.counts[verdict] for verdict in VERDICTS},
        "obligations": [_obligation(rows, item, lang) for item in gap.obligations],
        "astray": [{"rule": rule.id, "implements": rule.implements} for rule in gap.astray],
    }


def _obligation(rows: GapRows, item: Obligation, lang: Lang) -> dict[str, Any]:
    rule = item.theirs
    source = source_of(rule, rows.gap.theirs)
    return {
        "rule": rule.id,
        "kind": rule.kind,
        "title": rule.title,
        "basis": list(rule.basis),
        "described": rows.demand(rule, rows.gap.theirs).render(lang),
        "provenance": {"kind": source.kind, "title": source.title} if source else None,
        "verdict": item.verdict,
        "sure": item.sure,
        "partial": item.partial,
        "told": [told.render(lang) for told in rows.remarks(item)],
        "matches": [_match(rows, item, match, lang) for match in item.matches],
    }


def _match(rows: GapRows, item: Obligation, match: Match, lang: Lang) -> dict[str, Any]:
    return {
        "rule": match.ours.id,
        "title": match.ours.title,
        "verdict": match.verdict,
        "told": [told.render(lang) for told in rows.told(item, match)],
        "parameters": [
            {
                "path": ".".join(change.path),
                "theirs": as_plain(change.before),
                "ours": as_plain(change.after),
                "direction": change.direction,
            }
            for change in match.parameters
        ],
        "dues": _dues(match.dues) if match.dues else None,
    }


def _dues(dues: DueOrder) -> dict[str, Any]:
    return {
        "order": dues.order,
        "days": dict(dues.days),
        "known": dues.known,
        "later": _example(dues.later),
        "earlier": _example(dues.earlier),
        "unknown_from": dues.unknown_from.isoformat() if dues.unknown_from else None,
    }


def _example(example: Example | None) -> dict[str, str] | None:
    if example is None:
        return None
    names = ("trigger", "ours", "theirs")
    return {name: getattr(example, name).isoformat() for name in names}
