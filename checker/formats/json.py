"""The JSON format: every key always there, null where it does not apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from checker.engine import Result
from checker.formats.inert import dumps
from checker.formats.saying import remedy
from checker.model.finding import Diagnostic, Mark
from checker.model.moment import iso_second
from checker.model.text import Lang

VERSION = 1


def render(result: Result, lang: Lang) -> str:
    """The whole result as one JSON document, a finding a line, with a final newline."""
    return joined(pieces(result, lang), result, lang)


def pieces(result: Result, lang: Lang) -> Iterator[str]:
    """The findings, each as its line, one at a time."""
    return (dumps(finding_data(item, lang)) for item in result.diagnostics)


def joined(lines: Iterable[str], result: Result, lang: Lang) -> str:
    """The whole from its lines, and a result that has their sums."""
    return _written(_about(result), lines)


def text_of(data: dict[str, Any]) -> str:
    """Such data as text; its findings come last."""
    others = {key: value for key, value in data.items() if key != "findings"}
    return _written(others, map(dumps, data["findings"]))


def _written(about: dict[str, Any], findings: Iterable[str]) -> str:
    return "".join(_parts(about, findings))


def _parts(about: dict[str, Any], findings: Iterable[str]) -> Iterator[str]:
    """The whole in parts, so that a large one is put together once."""
    head = dumps(about, indent=2)[: -len("\n}")]
    yield f'{head},\n  "findings": ['
    number = 0
    for number, line in enumerate(findings, 1):
        yield f"{',' if number > 1 else ''}\n    {line}"
    yield "\n  ]\n}\n" if number else "]\n}\n"


def as_data(result: Result, lang: Lang) -> dict[str, Any]:
    """The result as plain data: `version as_of policies summary findings`."""
    return _about(result) | {"findings": [finding_data(item, lang) for item in result.diagnostics]}


def _about(result: Result) -> dict[str, Any]:
    return {
        "version": VERSION,
        "as_of": result.as_of.iso(result.zone),
        "policies": [
            {
                "policy": revision.policy,
                "revision": revision.label,
                "effective": revision.effective_from.isoformat(),
                "digest": revision.digest,
            }
            for revision in result.revisions
        ],
        "summary": result.summary,
    }


def finding_data(item: Diagnostic, lang: Lang) -> dict[str, Any]:
    """One finding as plain data."""
    finding, cure = item.finding, remedy(item)
    return {
        "case": item.case,
        "rule": item.rule,
        "policy": item.policy,
        "revision": item.revision,
        "kind": item.kind,
        "status": finding.status,
        "reason": finding.reason,
        "level": item.level,
        "basis": list(item.basis),
        "message": finding.message.render(lang),
        "remedy": cure.render(lang) if cure else None,
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "trigger": _mark(finding.trigger, item.zone),
        "due": finding.due.iso(item.zone) if finding.due else None,
        "actual": _mark(finding.actual, item.zone),
        "subject": finding.subject,
        "calendars": list(finding.calendars),
        "notes": [text.render(lang) for text in finding.notes],
        "related": [
            {
                "message": place.message.render(lang),
                "path": place.path,
                "line": place.line,
                "column": place.column,
            }
            for place in item.related
        ],
        **_seen(item),
    }


def _seen(item: Diagnostic) -> dict[str, Any]:
    """What git says, where the finding is one over the history."""
    seen = item.finding.seen
    if seen is None:
        return {}
    return {
        "commit": {
            "id": seen.commit,
            "author": seen.author,
            "at": iso_second(seen.second, item.zone),
        },
        "before": None if seen.before is None else dict(seen.before),
        "after": None if seen.after is None else dict(seen.after),
    }


def _mark(mark: Mark | None, zone: ZoneInfo) -> dict[str, str] | None:
    return {"event": mark.event, "at": mark.at.iso(zone)} if mark else None
