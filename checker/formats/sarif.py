"""SARIF 2.1.0: for code scanning, editors and archives of results.

Only a `fail` may have a level, so what is undetermined is one too: a gate must not lose it.
See also: docs.oasis-open.org/sarif/sarif/v2.1.0
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from checker import __version__
from checker.engine import Result
from checker.formats.fingerprint import fingerprints
from checker.formats.inert import dumps
from checker.formats.sarif_rules import descriptors, message_text
from checker.formats.saying import is_remark, reasons, weight
from checker.model.finding import Diagnostic
from checker.model.text import Lang

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
KINDS = {"met": "pass", "not_applicable": "notApplicable", "pending": "open", "due_soon": "open"}
"""Kinds of the statuses that are no breach; every other is a `fail`."""


def render(result: Result, lang: Lang) -> str:
    """A log of one run; the rules that its results name are described in it."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(result, lang)]}
    return dumps(log, indent=2) + "\n"


def _run(result: Result, lang: Lang) -> dict[str, Any]:
    items = result.diagnostics
    ids = sorted({rule_id(item) for item in items})
    driver = {
        "name": "tousu",
        "version": __version__,
        "language": LANGUAGES[lang],
        "rules": descriptors(result, ids, lang),
    }
    return {
        "tool": {"driver": driver},
        "language": LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not result.broken}],
        "results": _results(items, ids, lang),
        "properties": {"asOf": result.as_of.iso(result.zone), "summary": result.summary},
    }


def rule_id(item: Diagnostic) -> str:
    """`policy/rule`, as two policies may use one id; codes of files stand alone."""
    return f"{item.policy}/{item.rule}" if item.policy else item.rule


def _results(items: list[Diagnostic], ids: list[str], lang: Lang) -> list[dict[str, Any]]:
    index = {name: number for number, name in enumerate(ids)}
    return [
        {
            "ruleId": rule_id(item),
            "ruleIndex": index[rule_id(item)],
            **_verdict(item),
            "message": {"text": _told(item, lang)},
            "locations": [{"physicalLocation": _place(item.path, item.line, item.column)}],
            "relatedLocations": _related(item, lang),
            "partialFingerprints": {"tousuFinding/v1": mark},
            "properties": _properties(item),
        }
        for item, mark in zip(items, fingerprints(items), strict=True)
    ]


def _verdict(item: Diagnostic) -> dict[str, Any]:
    """Kind, level and suppression; an acknowledged breach stays one, as a note."""
    if is_remark(item):
        return {"kind": "informational", "level": "none"}
    if item.status in KINDS:
        return {"kind": KINDS[item.status], "level": "none"}
    verdict: dict[str, Any] = {"kind": "fail", "level": weight(item) or "note"}
    if item.status == "waived":
        verdict["suppressions"] = [{"kind": "inSource", "status": "accepted"}]
    return verdict


def _told(item: Diagnostic, lang: Lang) -> str:
    lines = [item.finding.message, *reasons(item)]
    return "\n".join(message_text(line.render(lang)) for line in lines)


def _related(item: Diagnostic, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "message": {"text": message_text(place.message.render(lang))},
            "physicalLocation": _place(place.path, place.line, place.column),
        }
        for number, place in enumerate(item.related, 1)
    ]


def _place(path: str, line: int, column: int) -> dict[str, Any]:
    """A place from the root; the path is a URI, its bytes kept whatever they are."""
    uri = quote(path, safe="/", errors="surrogateescape")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": line, "startColumn": column},
    }


def _properties(item: Diagnostic) -> dict[str, Any]:
    finding = item.finding
    return {
        "case": item.case,
        "status": item.status,
        "reason": finding.reason,
        "revision": item.revision,
        "basis": list(item.basis),
        "due": finding.due.iso(item.zone) if finding.due else None,
    }
