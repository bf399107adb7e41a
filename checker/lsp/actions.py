"""Code actions: the event that a finding asks for, an acknowledgement, the digest of evidence.

Who did it and why is left blank: the checker asks for it until somebody has said so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from lsprotocol import types as lsp

from checker.editing.inserting import CannotInsert, with_entry
from checker.lsp.page import Page
from checker.model.finding import Path
from checker.model.text import Say, say
from checker.rules.base import Rule
from checker.rules.deadline import Deadline
from checker.rules.required_event import RequiredEvent
from checker.verdicts import Verdict

STANDING = frozenset({"overdue", "personal_data"})
"""Reasons that cannot be acknowledged: the act is still owed, the data still there."""
OWED = frozenset({"overdue", "missing", "expired_waiver", None})
CHUNK = 1 << 20
MOST = 5
"""Event types offered for one finding."""


def actions(page: Page, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """What can be put right at a place; nothing where the text does not parse."""
    if page.kind != "case" or page.document is None or not page.is_current:
        return []
    found: list[lsp.CodeAction] = []
    for diagnostic in params.context.diagnostics:
        for verdict in _meant(page, diagnostic):
            found += _for_verdict(page, verdict, diagnostic)
    place = page.lines.place(params.range.start)
    return found + list(_digests(page, place[0]))


def _meant(page: Page, diagnostic: lsp.Diagnostic) -> list[Verdict]:
    """The verdicts that a diagnostic of ours came from."""
    data: dict[str, Any] = diagnostic.data if isinstance(diagnostic.data, dict) else {}
    return [
        verdict
        for verdict in (page.item.verdicts if page.item is not None else ())
        if (verdict.rule_id, verdict.policy) == (data.get("rule"), data.get("policy"))
        and list(verdict.finding.place) == data.get("place")
    ]


def _for_verdict(
    page: Page, verdict: Verdict, diagnostic: lsp.Diagnostic
) -> Iterator[lsp.CodeAction]:
    finding = verdict.finding
    if finding.actual is None and finding.reason in OWED and verdict.rule is not None:
        yield from _missing(page, verdict, verdict.rule, diagnostic)
    if finding.status == "violation" and finding.reason not in STANDING:
        entry = {"rule": verdict.rule_id, "cause": "", "measure": "", "by": "", "at": _now(page)}
        title = say("认账：{rule}", "acknowledge {rule}", rule=verdict.rule_id)
        yield from _added(page, "acknowledgements", entry, title, diagnostic)


def _missing(
    page: Page, verdict: Verdict, rule: Rule, diagnostic: lsp.Diagnostic
) -> Iterator[lsp.CodeAction]:
    case, revision = page.case, verdict.revision
    if case is None or revision is None:
        return
    for name in list(_wanted(rule, {event.type for event in case.events}))[:MOST]:
        entry = {"id": _next_id(page), "type": name, "at": _now(page), "by": ""}
        label = revision.event_label(name)
        title = say("补记事件：{label}", "add event: {label}", label=label)
        yield from _added(page, "events", entry, title, diagnostic)


def _wanted(rule: Rule, there: set[str]) -> Iterator[str]:
    """The event types that would answer a rule."""
    match rule:
        case Deadline():
            yield from rule.to
        case RequiredEvent():
            for group in rule.events:
                if not there.intersection(group):
                    yield from group


def _added(
    page: Page, key: str, entry: dict[str, str], title: Say, diagnostic: lsp.Diagnostic
) -> Iterator[lsp.CodeAction]:
    limits = page.register.instance.settings.limits
    try:
        text = with_entry(page.lines.text.removeprefix("\ufeff"), key, entry, limits)
    except CannotInsert:
        return
    yield _action(page, page.told(title), [page.lines.replaced(text)], [diagnostic])


def _next_id(page: Page) -> str:
    known = {event.id for event in page.case.events} if page.case is not None else set()
    number = len(known) + 1
    while f"e{number}" in known:
        number += 1
    return f"e{number}"


def _now(page: Page) -> str:
    return page.register.as_of.iso(page.register.instance.zone)[:16]


# --- evidence


def _digests(page: Page, line: int) -> Iterator[lsp.CodeAction]:
    """For each record of a line that lies here: its digest and size, where they are not right."""
    assert page.document is not None  # asked before
    events = page.value(("events",))
    for i, event in enumerate(events if isinstance(events, list) else ()):
        records = event.get("records") if isinstance(event, dict) else None
        for j, record in enumerate(records if isinstance(records, list) else ()):
            path: Path = ("events", i, "records", j)
            lines = {span.start[0] for span in page.document.spans if span.path[:4] == path}
            if line in lines and isinstance(record, dict):
                yield from _digest(page, path, record)


def _digest(page: Page, path: Path, record: dict[str, Any]) -> Iterator[lsp.CodeAction]:
    measured = _measured(page, record.get("path"))
    wrong = {key: text for key, text in measured.items() if record.get(key) != text}
    if wrong:
        title = say("填写摘要和字节数", "fill in digest and size")
        yield _action(page, page.told(title), list(_filled(page, path, wrong)), [])


def _measured(page: Page, name: Any) -> dict[str, str]:
    """Digest and size of a file inside the instance; nothing where it cannot be read."""
    root = page.register.root
    if not isinstance(name, str):
        return {}
    file = root / name
    try:
        if not file.resolve().is_relative_to(root.resolve()) or not file.is_file():
            return {}
        digest, size = hashlib.sha256(), 0
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, ValueError):
        return {}
    return {"sha256": digest.hexdigest(), "bytes": str(size)}


def _filled(page: Page, path: Path, wrong: dict[str, str]) -> Iterator[lsp.TextEdit]:
    """Values that stand there replaced, the others written behind `path`."""
    assert page.document is not None  # asked before
    values = {span.path: span for span in page.document.spans if not span.key}
    missing = {key: text for key, text in wrong.items() if (*path, key) not in values}
    for key in wrong.keys() - missing.keys():
        span = values[*path, key]
        if span.end > span.start:
            yield lsp.TextEdit(page.lines.range(span.start, span.end), wrong[key])
        else:
            line, column = page.document.locate((*path, key), key=True)
            colon = (line, column + len(key) + 1)
            yield lsp.TextEdit(page.lines.range(colon, colon), f" {wrong[key]}")
    if missing:
        behind = values[*path, "path"].end
        parts = [f"{key}: {text}" for key, text in missing.items()]
        added = _between(page, path) + _between(page, path).join(parts)
        yield lsp.TextEdit(page.lines.range(behind, behind), added)


def _between(page: Page, path: Path) -> str:
    """What parts two keys of a record: a comma in braces, else a line and its indentation."""
    assert page.document is not None  # asked before
    line, column = page.document.locate(path)
    if page.lines.lines[line - 1][column - 1 : column] == "{":
        return ", "
    end = "\r\n" if "\r\n" in page.lines.text else "\n"
    key = page.document.locate((*path, "path"), key=True)
    return end + " " * (key[1] - 1)


def _action(
    page: Page, title: str, edits: list[lsp.TextEdit], fixes: list[lsp.Diagnostic]
) -> lsp.CodeAction:
    return lsp.CodeAction(
        title=title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=fixes or None,
        edit=lsp.WorkspaceEdit(changes={page.uri: edits}),
    )
