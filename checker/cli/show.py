"""`tousu show`: timeline and obligations of one case in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from checker.cli.common import (
    EXIT_FOUND,
    as_of_option,
    fail,
    lang_option,
    open_instance,
    refuse_broken,
    root_option,
    run,
    tell,
)
from checker.cli.completing import complete_case
from checker.cli.language import told, tr
from checker.cli.naming import require_case
from checker.cli.tables import STYLES, Cell, heading, styled, table
from checker.engine import CaseFile, Result
from checker.formats.saying import STATUS_WORDS
from checker.loading.cases import Governed
from checker.model.case import Case, Event, Money, Party
from checker.model.finding import STATUSES
from checker.model.moment import Moment
from checker.model.policy import Policy, Revision
from checker.rules.base import Words
from checker.timeline import precedes
from checker.verdicts import Verdict


@click.command(
    "show",
    help=tr("一件投诉的经过和各项义务。", "Timeline and obligations of one case."),
)
@click.argument("case", metavar=tr("案件", "CASE"), shell_complete=complete_case)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=tr("也列出不适用的规则。", "Also list rules that do not apply."),
)
@as_of_option
@root_option
@lang_option
def command(case: str, as_of: str | None, root: Path | None, *, everything: bool) -> None:
    """Show one case."""
    instance = open_instance(root)
    refuse_broken(instance)
    result = run(instance, as_of, paths=(require_case(instance, case),))
    item = result.cases[0]
    if item.case is None:
        _not_shown(item)
    else:
        click.echo("\n\n".join(_parts(result, item, item.case, everything=everything)))


def _not_shown(item: CaseFile) -> None:
    """Say why a case cannot be shown, and exit."""
    if item.left_out:
        fail(f"案件 {item.id} 在该时刻尚未立案", f"case {item.id} had not been opened yet")
    tell(item.diagnostics)
    sys.exit(EXIT_FOUND)


def _parts(result: Result, item: CaseFile, case: Case, *, everything: bool) -> Iterator[str]:
    view = _View(result, item, case)
    yield view.head()
    yield heading(tr("经过", "timeline")) + "\n" + view.timeline()
    assert item.read is not None  # a case that was judged was read
    governed = item.read.governed
    for one in governed:
        of = f" {one.policy.id}" if len(governed) > 1 else ""
        told = view.obligations(one.policy, everything=everything)
        yield heading(tr("义务", "obligations") + of) + "\n" + told


class _View:
    """One case as it stood at `as_of`, in the words of the revision that governs its opening."""

    def __init__(self, result: Result, item: CaseFile, case: Case) -> None:
        self.result = result
        self.item = item
        self.case = case
        assert item.read is not None  # a case that was judged was read
        self.governed = item.read.governed
        self.zone = self.governed[0].policy.zone

    # --- the head

    def head(self) -> str:
        title = f" {self.case.title}" if self.case.title else ""
        rows = [(label, value) for label, value in self._facts() if value]
        lines = table(["", ""], rows).split("\n")
        return "\n".join(
            [styled(f"{self.case.id}{title}", "bold"), *(f"  {x}" for x in lines if x)]
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        case = self.case
        as_of = self.result.as_of.iso(self.result.zone)
        yield tr("状态", "status"), self._status()
        yield tr("截至", "as of"), as_of
        openings = [one.opening for one in self.governed if one.opening is not None]
        told_openings = [f"{one.policy} {one.label}" for one in openings]
        yield tr("依据", "governed by"), tr("、", ", ").join(told_openings)
        who = (case.complainant.ref, case.complainant.name, case.complainant.unit)
        yield tr("投诉人", "complainant"), " ".join(part for part in who if part)
        yield tr("被投诉人", "accused"), self._parties(case.accused)
        yield tr("责任单位/人", "responsible"), self._party(case.responsible)
        yield tr("协助处理", "assisting"), self._parties(case.assisting)
        yield tr("同一事件", "incident"), case.incident or ""
        yield tr("既往投诉", "previous"), tr("、", ", ").join(case.previous)
        yield from self._fields()

    def _status(self) -> str:
        """The status by each policy, said once where they agree."""
        told = [self._status_under(one) for one in self.governed]
        return tr("、", ", ").join(dict.fromkeys(status for status in told if status))

    def _status_under(self, governed: Governed) -> str:
        found = ""
        for event in sorted_events(self.case.events):
            revision = governed.at(event.at)
            kind = revision.events.get(event.type) if revision else None
            found = kind.status if kind is not None and kind.status else found
        return found

    def _revision(self, event: Event) -> Revision | None:
        """The revision that knows an event, of the first policy that does."""
        revisions = [one.at(event.at) for one in self.governed]
        known = (one for one in revisions if one is not None and event.type in one.events)
        return next(known, revisions[0])

    def _parties(self, parties: tuple[Party, ...]) -> str:
        return tr("、", ", ").join(self._party(party) for party in parties)

    def _party(self, party: Party) -> str:
        known = self.result.instance.organization.units
        unit = known[party.unit].name if party.unit in known else (party.unit or "")
        return " ".join(part for part in (unit, party.staff) if part)

    def _fields(self) -> Iterator[tuple[str, str]]:
        for governed in self._revisions():
            words = Words(governed, self.result.instance.organization)
            for name, spec in governed.fields.items():
                if name in self.case.fields and governed is self._holder(name):
                    yield spec.label, self._value(name, self.case.fields[name], words)

    def _revisions(self) -> list[Revision]:
        return [revision for one in self.governed for revision in one.all()]

    def _holder(self, name: str) -> Revision:
        return next(one for one in self._revisions() if name in one.fields)

    def _value(self, name: str, value: Any, words: Words) -> str:
        if isinstance(value, tuple):
            return tr("、", ", ").join(words.choice(name, one) for one in value)
        if isinstance(value, bool):
            return tr("是", "yes") if value else tr("否", "no")
        if isinstance(value, Money):
            return " ".join(part for part in (str(value.amount), value.currency) if part)
        if isinstance(value, Moment):
            return value.short(self.zone)
        return words.choice(name, value) if isinstance(value, str) else str(value)

    # --- the tables

    def timeline(self) -> str:
        headers = [tr("编号", "id"), tr("时间", "at"), tr("事件", "event"), tr("经办", "by")]
        headers += [tr("留痕", "records"), tr("备注", "note")]
        return table(headers, [self._event(event) for event in sorted_events(self.case.events)])

    def _event(self, event: Event) -> list[Cell]:
        revision = self._revision(event)
        kind = revision.events.get(event.type) if revision else None
        words = Words(revision) if revision else None
        kinds = [words.record(one.kind) if words else one.kind for one in event.records]
        by = " ".join(part for part in (event.by, event.unit) if part)
        note = " ".join((event.note or "").split())
        label = kind.label if kind is not None else event.type
        at = event.at.short(self.zone)
        return [event.id, at, label, by, tr("、", ", ").join(kinds), note]

    def obligations(self, policy: Policy, *, everything: bool) -> str:
        """What one policy asks of the case, its dates in that policy's timezone."""
        verdicts = [
            one
            for one in self.item.verdicts
            if one.policy == policy.id and (everything or one.finding.status != "not_applicable")
        ]
        headers = [tr("规则", "rule"), tr("状态", "status"), tr("期限", "due")]
        headers += [tr("实际", "actual"), tr("说明", "what")]
        return table(headers, [_verdict(one, policy.zone) for one in sorted(verdicts, key=_rank)])


def _verdict(verdict: Verdict, zone: ZoneInfo) -> list[Cell]:
    finding = verdict.finding
    word = told(STATUS_WORDS[finding.status])
    due = finding.due.short(zone) if finding.due else ""
    actual = finding.actual.at.short(zone) if finding.actual else ""
    return [verdict.rule_id, (word, STYLES[finding.status]), due, actual, told(finding.message)]


def sorted_events(events: tuple[Event, ...]) -> list[Event]:
    """Events one after the other; where no clock tells two apart, as listed."""
    ordered: list[Event] = []
    for event in events:
        place = len(ordered)
        while place and precedes(event, ordered[place - 1]):
            place -= 1
        ordered.insert(place, event)
    return ordered


def _rank(verdict: Verdict) -> tuple[int, int]:
    due = verdict.finding.due
    return (STATUSES.index(verdict.finding.status), due.second if due else 0)
