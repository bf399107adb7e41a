"""Inlay hints: beside each event, what it made due and until when."""

from __future__ import annotations

from collections import defaultdict

from lsprotocol import types as lsp

from checker.lsp.page import Page
from checker.model.case import Event
from checker.model.finding import STATUS_WORDS
from checker.model.text import say
from checker.verdicts import Verdict

SETTLED = frozenset({"met", "not_applicable"})


def hints(page: Page, asked: lsp.Range) -> list[lsp.InlayHint]:
    """A hint at the end of each event's line that started a deadline, within a range."""
    if page.case is None or page.item is None or not page.is_current:
        return []
    started: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in page.item.verdicts:
        trigger = verdict.finding.trigger
        if trigger is not None and verdict.finding.due is not None:
            started[trigger.event].append(verdict)
    found = [
        _hint(page, event, started[event.id]) for event in page.case.events if event.id in started
    ]
    return [hint for hint in found if asked.start.line <= hint.position.line <= asked.end.line]


def _hint(page: Page, event: Event, verdicts: list[Verdict]) -> lsp.InlayHint:
    assert page.document is not None  # a case was read from it
    line, _ = page.document.locate(("events", event.index, "at"))
    position = page.lines.to_line_end(line, 1).end
    ordered = sorted(verdicts, key=_urgency)
    label = "; ".join(_told(page, verdict) for verdict in ordered)
    tooltip = "\n".join(page.told(verdict.finding.message) for verdict in ordered)
    return lsp.InlayHint(position, label, tooltip=tooltip, padding_left=True)


def _urgency(verdict: Verdict) -> tuple[bool, int, str]:
    due = verdict.finding.due
    settled = verdict.finding.status in SETTLED
    return (settled, due.second if due is not None else 0, verdict.rule_id)


def _told(page: Page, verdict: Verdict) -> str:
    due, revision = verdict.finding.due, verdict.revision
    assert due is not None  # chosen for it
    assert revision is not None  # a deadline is a revision's
    sentence = say(
        "{title} {due}（{status}）",
        "{title} {due} ({status})",
        title=verdict.rule.title if verdict.rule is not None else verdict.rule_id,
        due=due.short(revision.zone),
        status=STATUS_WORDS[verdict.finding.status],
    )
    return page.told(sentence)
