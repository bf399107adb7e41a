"""Problems and findings become diagnostics: paths turned into lines, once, at the end."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from checker.document import Document
from checker.model.finding import Diagnostic, Finding, Problem

UTC = ZoneInfo("UTC")
FILE_CODES = (
    "yaml-syntax",
    "encoding",
    "duplicate-key",
    "schema",
    "unknown-key",
    "unknown-reference",
    "duplicate-id",
    "misplaced-file",
    "bad-time",
    "future-event",
    "evidence-missing",
    "evidence-mismatch",
    "limit",
    "policy-invalid",
    "revision-altered",
)
"""The tool's own codes; no rule of a policy may take one as its id."""
GATE_CODES = (
    "self-serving",
    "entry-rewritten",
    "case-removed",
    "evidence-rewritten",
    "verdict-differs",
    "facts-changed",
    "guard-changed",
    "waiver-added",
)
"""What the merge gate itself says of a step; no rule of a policy may take one as its id."""
FIXED_RULES = ("required-field", "no-revision-in-force")
"""Rule ids that the tool itself gives; no rule of a policy may take one either."""


def file_diagnostic(
    problem: Problem, file: str, document: Document | None, case: str | None = None
) -> Diagnostic:
    """A problem of a file as an `invalid` diagnostic; line 1 where there is nothing better."""
    if problem.at is not None:
        line, column = problem.at
    elif document is not None:
        line, column = document.locate(problem.place, key=problem.key)
    else:
        line, column = 1, 1
    finding = Finding(status="invalid", message=problem.message, place=problem.place)
    return Diagnostic(
        case=case,
        rule=problem.code,
        policy=None,
        revision=None,
        kind="file",
        level="error",
        basis=(),
        remedy=problem.remedy,
        path=file,
        line=line,
        column=column,
        finding=finding,
        zone=UTC,
    )
