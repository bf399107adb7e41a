"""A difference as JSON: every change with both values, its direction and its sentence."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, time
from typing import Any

from checker.comparing.alignment import PassageChange
from checker.comparing.difference import Difference
from checker.comparing.rows import SORT_ORDER, Rows
from checker.comparing.rules import ParameterChange, RuleChange
from checker.comparing.telling import Telling
from checker.comparing.vocabulary import EntryChange
from checker.model.organization import Organization
from checker.model.period import Duration
from checker.model.policy import Revision
from checker.model.text import Lang, Say

VERSION = 1


def render(difference: Difference, organization: Organization | None, lang: Lang) -> str:
    """One document; the same revisions give the same bytes."""
    data = as_data(difference, organization, lang)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_data(
    difference: Difference, organization: Organization | None, lang: Lang
) -> dict[str, Any]:
    """The difference as plain data: `version before after direction text rules entries`."""
    telling = Telling(difference.before, difference.after, organization)
    rows = Rows(difference, organization, lang)
    return {
        "version": VERSION,
        "before": revision_data(difference.before),
        "after": revision_data(difference.after),
        "direction": difference.direction,
        "text": [_passage(change, difference) for change in difference.text],
        "renumbered": rows.renumbered(),
        "rules": [_rule(change, telling, lang) for change in difference.rules],
        "entries": [_entry(change, telling, lang) for change in difference.vocabulary],
    }


def revision_data(revision: Revision) -> dict[str, str]:
    """A revision by policy, label, first day and digest."""
    return {
        "policy": revision.policy,
        "revision": revision.label,
        "effective": revision.effective_from.isoformat(),
        "digest": revision.digest,
    }


def _passage(change: PassageChange, difference: Difference) -> dict[str, Any]:
    return {
        "id": change.place.id,
        "sorts": [sort for sort in SORT_ORDER if sort in change.sorts],
        "before": _side(change, before=True),
        "after": _side(change, before=False),
        "spans": [[span.sort, span.text] for span in change.spans],
        "reason": difference.reason(change.place.id),
        "rules": [rule.id for rule in difference.rules_on(change)],
    }


def _side(change: PassageChange, *, before: bool) -> dict[str, Any] | None:
    passage = change.before if before else change.after
    if passage is None:
        return None
    names = ("id", "label", "title", "text", "chapter", "article")
    return {name: getattr(passage, name) for name in names}


def _rule(change: RuleChange, telling: Telling, lang: Lang) -> dict[str, Any]:
    told = telling.rule(change)
    return {
        "id": change.rule.id,
        "kind": change.rule.kind,
        "title": change.rule.title,
        "basis": list(change.rule.basis),
        "change": _sort(change.before, change.after),
        "direction": change.direction,
        "told": [sentence.render(lang) for sentence, _ in told],
        "parameters": [_parameter(item, sentence, lang) for sentence, item in told if item],
    }


def _parameter(item: ParameterChange, sentence: Say | None, lang: Lang) -> dict[str, Any]:
    return {
        "path": ".".join(item.path),
        "before": as_plain(item.before),
        "after": as_plain(item.after),
        "direction": item.direction,
        "told": sentence.render(lang) if sentence else None,
    }


def _entry(change: EntryChange, telling: Telling, lang: Lang) -> dict[str, Any]:
    told = telling.entry(change)
    sentences = told if change.parameters else []
    return {
        "sort": change.sort,
        "id": change.id,
        "change": _sort(change.before, change.after),
        "told": [sentence.render(lang) for sentence in told],
        "parameters": [
            _parameter(item, sentence, lang)
            for item, sentence in zip(change.parameters, sentences, strict=True)
        ],
    }


def _sort(before: Any, after: Any) -> str:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def as_plain(value: Any) -> Any:
    """A value as the policy's YAML writes it."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _given(value)
    return value


def _given(item: Any) -> dict[str, Any]:
    """The keys that are given; a period's unit is one of them."""
    skipped = ("unit", "number") if isinstance(item, Duration) else ()
    return {
        spec.name.rstrip("_"): as_plain(getattr(item, spec.name))
        for spec in dataclasses.fields(item)
        if spec.name not in skipped and getattr(item, spec.name) is not None
    }
