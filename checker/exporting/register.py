"""The register as tables: cases and what they hold, verdicts, revisions, and what it all rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checker.calendar import Calendar
from checker.engine import CaseFile, Result
from checker.exporting.casesheets import CURRENCY, KINDS, case_tables
from checker.exporting.table import Cell, Column, Reference, Table
from checker.loading.cases import Governed
from checker.model.case import Case, Event, Money
from checker.model.finding import Diagnostic, Mark
from checker.model.policy import Field, Revision
from checker.model.text import Lang, Say
from checker.timeline import Timeline

Row = tuple[Cell, ...]
Values = Mapping[str, Cell]


def tables(
    result: Result, lang: Lang, statuses: Mapping[str, Say], meta: Iterable[tuple[str, str]]
) -> list[Table]:
    """Every table of the register, in the order in which one reads them.

    `statuses` are the words for the statuses of findings; `meta` is said of the run from outside.
    """
    judged = [item for item in result.cases if item.case is not None]
    known = list(result.instance.policies.values())
    filled = [
        replace(
            table, rows=[_row(table, values) for item in judged for values in ROWS[table.id](item)]
        )
        for table in case_tables(known, result.instance.organization)
    ]
    words = {name: word.render(lang) for name, word in statuses.items()}
    return [
        *filled,
        _previous(judged),
        _findings(result, lang, words),
        _revisions(result),
        _meta(result, meta),
    ]


def _row(table: Table, values: Values) -> Row:
    return tuple(values.get(column.id) for column in table.columns)


# --- what a case holds


def _case(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    view = _View(item)
    complainant = data.get("complainant") or {}
    responsible = data.get("responsible") or {}
    yield {
        "id": case.id,
        "opened": view.opened,
        "closed": view.closed,
        "status": view.status,
        "policy": _listed(data.get("policy")),
        "title": data.get("title"),
        "summary": data.get("summary"),
        **{f"complainant.{key}": value for key, value in complainant.items()},
        **{f"responsible.{key}": value for key, value in responsible.items()},
        "incident": data.get("incident"),
        "previous": _listed(data.get("previous")),
        **_fields(case, data, view.fields),
    }


def _fields(case: Case, data: Mapping[str, Any], specs: Mapping[str, Field]) -> dict[str, Cell]:
    """The values of fields: numbers and days as what they are, all else as written."""
    found: dict[str, Cell] = {}
    for name, value in case.fields.items():
        if isinstance(value, Money):
            found |= {name: value.amount, f"{name}{CURRENCY}": value.currency}
        elif name in specs and specs[name].type in KINDS:
            found[name] = value
        else:
            found[name] = _listed(data[name])
    return found


def _events(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    zone = item.read.governed[0].policy.zone if item.read else None
    for event in case.events:
        entry = data["events"][event.index]
        designee = entry.get("designee") or {}
        yield {
            **{key: value for key, value in entry.items() if isinstance(value, str)},
            **{f"designee.{key}": value for key, value in designee.items()},
            "case": case.id,
            "day": event.at.day,
            "instant": event.at.iso(zone) if zone and event.at.timed else None,
        }


def _records(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for event in case.events:
        entries = data["events"][event.index].get("records") or ()
        for entry, record in zip(entries, event.records, strict=True):
            yield {**entry, "bytes": record.bytes, "case": case.id, "event": event.id}


def _parties(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for role in ("accused", "assisting"):
        for entry in data.get(role) or ():
            yield {**entry, "case": case.id, "role": role}


def _waivers(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for waiver in case.waivers:
        yield {**data["waivers"][waiver.index], "case": case.id}


def _owned(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for one in case.acknowledgements:
        yield {**data["acknowledgements"][one.index], "case": case.id}


ROWS = {
    "cases": _case,
    "events": _events,
    "records": _records,
    "parties": _parties,
    "waivers": _waivers,
    "acknowledgements": _owned,
}
"""How each table of cases is filled."""


def _sound(item: CaseFile) -> tuple[Case, Mapping[str, Any]]:
    assert item.case is not None  # only judged cases are written
    return item.case, item.case.data


def _listed(value: Any) -> str | None:
    return ", ".join(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class _View:
    """A case as its first policy sees it; empty where no revision governs."""

    item: CaseFile

    @property
    def governed(self) -> Governed | None:
        found = self.item.read.governed if self.item.read else ()
        return found[0] if found and found[0].opening else None

    @property
    def fields(self) -> Mapping[str, Field]:
        found = self.item.read.governed if self.item.read else ()
        return {
            name: spec
            for one in found
            for revision in one.all()
            for name, spec in revision.fields.items()
        }

    @property
    def timeline(self) -> Timeline:
        assert self.item.case is not None
        known = [event for event in self.item.case.events if self._type(event) is not None]
        return Timeline(known, self._type)

    def _type(self, event: Event) -> Any:
        revision = self.governed.at(event.at) if self.governed else None
        return revision.events.get(event.type) if revision else None

    @property
    def opened(self) -> Cell:
        return self.item.read.opened.day if self.item.read and self.item.read.opened else None

    @property
    def closed(self) -> Cell:
        closing = self.timeline.closing
        return closing.at.day if closing else None

    @property
    def status(self) -> Cell:
        event = self.timeline.status_event
        return self._type(event).status if event else None


# --- what is said of them


def _previous(judged: Iterable[CaseFile]) -> Table:
    rows = [(item.id, name) for item in judged if item.case for name in item.case.previous]
    return Table(
        id="previous",
        zh="既往投诉",
        en="previous",
        columns=(
            Column("case", "案件编号", "case", made=True),
            Column("previous", "既往投诉", "previous", made=True),
        ),
        rows=rows,
        refers=(Reference(("case",), "cases", ("id",)),),
    )


def _findings(result: Result, lang: Lang, statuses: Mapping[str, str]) -> Table:
    columns = (
        Column("case", "案件编号", "case"),
        Column("rule", "规则", "rule"),
        Column("title", "规则名称", "rule title"),
        Column("policy", "制度", "policy"),
        Column("revision", "修订", "revision"),
        Column("kind", "规则种类", "kind"),
        Column("status", "结论", "status", words=statuses),
        Column("reason", "原因", "reason"),
        Column("level", "级别", "level"),
        Column("basis", "依据", "basis", many=True),
        Column("message", "说明", "message"),
        Column("trigger_event", "起算事件", "trigger event"),
        Column("trigger_at", "起算时间", "trigger at"),
        Column("due", "期限", "due"),
        Column("actual_event", "办理事件", "actual event"),
        Column("actual_at", "办理时间", "actual at"),
        Column("subject", "对象", "subject"),
        Column("path", "文件", "path"),
        Column("line", "行", "line", "integer"),
        Column("column", "列", "column", "integer"),
    )
    titles = _titles(result.revisions)
    rows = [_finding(item, lang, titles) for item in result.diagnostics]
    return Table(id="findings", zh="结论", en="findings", columns=columns, rows=rows)


def _titles(revisions: Iterable[Revision]) -> dict[tuple[str, str], str]:
    return {
        (revision.policy, rule.id): rule.title for revision in revisions for rule in revision.rules
    }


def _finding(item: Diagnostic, lang: Lang, titles: Mapping[tuple[str, str], str]) -> Row:
    finding = item.finding
    return (
        item.case, item.rule, titles.get((item.policy or "", item.rule)), item.policy, item.revision,
        item.kind, finding.status, finding.reason, item.level,
        ", ".join(item.basis), finding.message.render(lang),
        *_mark(finding.trigger, item), finding.due.iso(item.zone) if finding.due else None,
        *_mark(finding.actual, item), finding.subject, item.path, item.line, item.column,
    )  # fmt: skip


def _mark(mark: Mark | None, item: Diagnostic) -> tuple[Cell, Cell]:
    return (mark.event, mark.at.iso(item.zone)) if mark else (None, None)


# --- what it all rests on


def _revisions(result: Result) -> Table:
    columns = (
        Column("policy", "制度", "policy"),
        Column("revision", "修订", "revision"),
        Column("title", "名称", "title"),
        Column("effective_from", "生效日", "effective from", "date"),
        Column("applies_to", "适用于", "applies to"),
        Column("folder", "文件夹", "folder"),
        Column("digest", "摘要", "digest"),
    )
    rows = [
        (one.policy, one.label, one.head.title, one.effective_from, one.head.applies_to, one.folder, one.digest)
        for one in result.revisions
    ]  # fmt: skip
    return Table(id="revisions", zh="制度修订", en="revisions", columns=columns, rows=rows)


def _meta(result: Result, given: Iterable[tuple[str, str]]) -> Table:
    organization = result.instance.organization
    rows = [
        *given,
        ("as_of", result.as_of.iso(result.zone)),
        ("timezone", result.zone.key),
        *((f"{one.policy}/{one.effective_from}", one.digest) for one in result.revisions),
        ("organization", organization.digest),
        ("cases", _cases_digest(result.cases)),
        *_calendars(result),
        *((f"summary.{name}", str(count)) for name, count in result.summary.items()),
    ]
    columns = (Column("key", "项目", "key"), Column("value", "内容", "value"))
    return Table(id="meta", zh="说明", en="meta", columns=columns, rows=rows, key=("key",))


def _calendars(result: Result) -> Iterator[tuple[str, str]]:
    """The calendars that the revisions count by, each with a digest of its days."""
    heads = [revision.head for revision in result.revisions]
    names = {head.calendar for head in heads} | {head.trading_calendar for head in heads}
    for name in sorted(filter(None, names)):
        calendar = result.instance.shelf.get(name)
        if calendar is not None:
            yield f"calendar/{name}", _days_digest(calendar)


def _cases_digest(cases: Iterable[CaseFile]) -> str:
    """A digest of every case file that was read, by path."""
    digest = hashlib.sha256()
    for item in cases:
        text = item.document.text.encode() if item.document else b""
        digest.update(f"{item.file}\n{len(text)}\n".encode() + text)
    return f"sha256:{digest.hexdigest()}"


def _days_digest(calendar: Calendar) -> str:
    parts = [(year, one.off, one.work) for year, one in sorted(calendar.years.items())]
    lines = [
        f"{name} {sign}{day}\n"
        for name, off, work in [*parts, ("", calendar.off, calendar.work)]
        for sign, days in (("-", off), ("+", work))
        for day in sorted(days)
    ]
    lines.append(_days_digest(calendar.base) if calendar.base else "")
    return f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}"
