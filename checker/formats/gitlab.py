"""GitLab's Code Quality report: a list of what counts or is shown, each with its own fingerprint.

GitLab drops all but the first of equal fingerprints, so two findings of one rule never share one.
See also: docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from typing import Any

from checker.engine import Result
from checker.formats.fingerprint import fingerprints
from checker.formats.inert import dumps, visible
from checker.formats.saying import GATED, weight
from checker.model.finding import STATUS_WORDS, Diagnostic
from checker.model.text import Lang

SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(result: Result, lang: Lang) -> str:
    """The report as a JSON list; what does not count against the gate is `info`."""
    marks = fingerprints(result.diagnostics)
    pairs = zip(result.diagnostics, marks, strict=True)
    return dumps([_entry(item, mark, lang) for item, mark in pairs], indent=2) + "\n"


def _entry(item: Diagnostic, fingerprint: str, lang: Lang) -> dict[str, Any]:
    return {
        "description": visible(_description(item, lang)),
        "check_name": item.rule,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[weight(item) or "note"],
        "location": {"path": item.path, "lines": {"begin": item.line}},
    }


def _description(item: Diagnostic, lang: Lang) -> str:
    message = item.finding.message.render(lang)
    if item.status in GATED:
        return message
    return f"{STATUS_WORDS[item.status].render(lang)}: {message}"
