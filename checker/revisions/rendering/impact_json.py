"""An impact as JSON: totals, every verdict that changes, every running deadline that moves."""

from __future__ import annotations

import json
from typing import Any

from checker.model.finding import Diagnostic
from checker.model.text import Lang
from checker.revisions.impact import Change, Impact, Running
from checker.revisions.rendering.diff_json import revision_data

VERSION = 1


def render(impact: Impact, lang: Lang) -> str:
    """One document; the same files give the same bytes."""
    return json.dumps(as_data(impact, lang), ensure_ascii=False, indent=2) + "\n"


def as_data(impact: Impact, lang: Lang) -> dict[str, Any]:
    """The impact as plain data."""
    return {
        "version": VERSION,
        "as_of": impact.new.as_of.iso(impact.new.zone),
        "before": revision_data(impact.before),
        "after": revision_data(impact.after),
        "cases": impact.new.summary["cases"],
        "cases_changed": len(impact.cases),
        "totals": {
            status: {"before": old, "after": new} for status, (old, new) in impact.totals().items()
        },
        "by_rule": {rule: len(changes) for rule, changes in impact.by_rule.items()},
        "changes": [_change(change, lang) for change in impact.changes],
        "deadlines": [_running(item, lang) for item in impact.running],
        "incomparable": [_invalid(item, lang) for item in impact.incomparable],
    }


def _change(change: Change, lang: Lang) -> dict[str, Any]:
    item = change.either
    return {
        "case": item.case,
        "rule": item.rule,
        "subject": item.finding.subject,
        "path": item.path,
        "line": item.line,
        "turn": change.turn,
        "before": _verdict(change.before, lang),
        "after": _verdict(change.after, lang),
    }


def _verdict(item: Diagnostic | None, lang: Lang) -> dict[str, Any] | None:
    if item is None:
        return None
    due = item.finding.due
    return {
        "status": item.status,
        "reason": item.finding.reason,
        "level": item.level,
        "due": due.iso(item.zone) if due else None,
        "message": item.finding.message.render(lang),
    }


def _running(item: Running, lang: Lang) -> dict[str, Any]:
    return {
        "case": item.either.case,
        "rule": item.either.rule,
        "path": item.either.path,
        "line": item.either.line,
        "before": _verdict(item.before, lang),
        "after": _verdict(item.after, lang),
        "days": item.days,
        "missed": item.missed,
    }


def _invalid(item: Diagnostic, lang: Lang) -> dict[str, Any]:
    return {
        "case": item.case,
        "code": item.rule,
        "path": item.path,
        "line": item.line,
        "message": item.finding.message.render(lang),
    }
