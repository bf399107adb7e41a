"""A receipt made from what a run found. Same inputs, same receipt: no clock, no order of a set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from checker import __version__
from checker.engine import Options, Result
from checker.loading.calendars import SHIPPED
from checker.loading.instance import Instance
from checker.model.finding import Diagnostic
from checker.receipts.files import (
    digests,
    evidence_digests,
    evidence_of,
    measure,
    policy_files,
    schema_files,
)
from checker.receipts.receipt import (
    FORMAT,
    Asked,
    Digests,
    Inputs,
    Judged,
    Receipt,
    RevisionDigest,
    Source,
)

LAID_OUT = 3
"""So deep the parts of a receipt stand on lines of their own: a file, a verdict."""


def receipt_of(result: Result, options: Options, source: Source | None) -> Receipt:
    """The receipt of a run; its result must hold the quiet findings too."""
    instance = result.instance
    return Receipt(
        receipt=FORMAT,
        version=__version__,
        program=program_digest(),
        as_of=result.as_of.iso(result.zone),
        clock=options.clock,
        source=source,
        asked=Asked(
            paths=options.paths,
            select=tuple(sorted(options.select)),
            ignore=tuple(sorted(options.ignore)),
            policy=options.policy,
        ),
        revisions=tuple(
            RevisionDigest(
                policy=item.policy,
                revision=item.label,
                effective=item.effective_from.isoformat(),
                digest=item.digest,
            )
            for item in result.revisions
        ),
        inputs=_inputs(instance, result.diagnostics),
        summary=dict(result.summary),
        verdicts=_verdicts(result.diagnostics),
    )


def text_of(receipt: Receipt) -> str:
    """The receipt as JSON, a file and a verdict a line; ASCII, so that nothing acts on a reader."""
    return _laid(asdict(receipt), 0) + "\n"


@cache
def program_digest() -> str:
    """The digest of the program's own modules, by name and content."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        name = file.relative_to(root).as_posix()
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return f"sha256:{digest.hexdigest()}"


def _inputs(instance: Instance, diagnostics: list[Diagnostic]) -> Inputs:
    root = instance.root
    return Inputs(
        policy=digests(root, policy_files(root)),
        calendars=_shipped(diagnostics),
        schema=digests(root, schema_files(root)),
        cases=digests(root, instance.case_files()),
        reports=digests(root, instance.report_files()),
        evidence=evidence_digests(root, evidence_of(instance)),
    )


def _shipped(diagnostics: list[Diagnostic]) -> Digests:
    """The shipped calendar files that verdicts name; the instance's own are among its policy."""
    names = {
        name
        for item in diagnostics
        for source in item.finding.calendars
        for name in source.split(", ")
    }
    measured = {name: measure(SHIPPED / name) for name in sorted(names)}
    return {name: f"sha256:{found.sha256}" for name, found in measured.items() if found}


def _verdicts(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Judged, ...]]:
    found: dict[str, list[Judged]] = {}
    for item in diagnostics:
        if item.status != "not_applicable":
            found.setdefault(item.path, []).append(_judged(item))
    return {
        path: tuple(sorted(items, key=lambda one: json.dumps(asdict(one))))
        for path, items in sorted(found.items())
    }


def _judged(item: Diagnostic) -> Judged:
    finding = item.finding
    event = finding.trigger or finding.actual
    place = "" if finding.place[:1] == ("#",) else ".".join(str(part) for part in finding.place)
    return Judged(
        rule=item.rule,
        status=item.status,
        level=item.level,
        reason=finding.reason,
        policy=item.policy,
        revision=item.revision,
        about=event.event if event else finding.subject or place,
        due=finding.due.iso(item.zone) if finding.due else None,
    )


def _laid(value: Any, depth: int) -> str:
    if depth == LAID_OUT or not isinstance(value, dict | list | tuple) or not value:
        return json.dumps(value)
    inner, outer = " " * (depth + 1), " " * depth
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {_laid(item, depth + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{outer}}}"
    parts = [_laid(item, depth + 1) for item in value]
    return "[\n" + ",\n".join(inner + part for part in parts) + f"\n{outer}]"
