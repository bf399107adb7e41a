"""The tables of a case in the terminal: what happened, and what its policies ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from checker.cli.language import told, tr
from checker.cli.tables import STYLES, Cell, table
from checker.loading.cases import Governed
from checker.model.case import Case, Event
from checker.model.finding import STATUS_WORDS, STATUSES
from checker.model.policy import Policy, Revision
from checker.rules.base import Words
from checker.timeline import Timeline
from checker.verdicts import Verdict


def timeline(case: Case, governed: Sequence[Governed]) -> str:
    """The events in order, each in the words of the first policy that knows it."""
    headers = [tr("编号", "id"), tr("时间", "at"), tr("事件", "event"), tr("经办", "by")]
    headers += [tr("留痕", "records"), tr("备注", "note")]
    zone = governed[0].policy.zone
    events = Timeline.in_order(case.events)
    return table(headers, [_event(event, _revision(event, governed), zone) for event in events])


def obligations(verdicts: Iterable[Verdict], policy: Policy, *, everything: bool) -> str:
    """What one policy asks of the case, its dates in that policy's timezone.

    `everything` says whether rules that do not apply are listed too.
    """
    shown = [
        one
        for one in verdicts
        if one.policy == policy.id and (everything or one.finding.status != "not_applicable")
    ]
    headers = [tr("规则", "rule"), tr("状态", "status"), tr("期限", "due")]
    headers += [tr("实际", "actual"), tr("说明", "what")]
    return table(headers, [_verdict(one, policy.zone) for one in sorted(shown, key=_rank)])


def _revision(event: Event, governed: Sequence[Governed]) -> Revision | None:
    """The revision that knows an event, of the first policy that does."""
    revisions = [one.at(event.at) for one in governed]
    known = (one for one in revisions if one is not None and event.type in one.events)
    return next(known, revisions[0])


def _event(event: Event, revision: Revision | None, zone: ZoneInfo) -> list[Cell]:
    kind = revision.events.get(event.type) if revision else None
    words = Words(revision) if revision else None
    kinds = [words.record(one.kind) if words else one.kind for one in event.records]
    by = " ".join(part for part in (event.by, event.unit) if part)
    note = " ".join((event.note or "").split())
    label = kind.label if kind is not None else event.type
    return [event.id, event.at.short(zone), label, by, tr("、", ", ").join(kinds), note]


def _verdict(verdict: Verdict, zone: ZoneInfo) -> list[Cell]:
    finding = verdict.finding
    word = told(STATUS_WORDS[finding.status])
    due = finding.due.short(zone) if finding.due else ""
    actual = finding.actual.at.short(zone) if finding.actual else ""
    return [verdict.rule_id, (word, STYLES[finding.status]), due, actual, told(finding.message)]


def _rank(verdict: Verdict) -> tuple[int, int]:
    due = verdict.finding.due
    return (STATUSES.index(verdict.finding.status), due.second if due else 0)
