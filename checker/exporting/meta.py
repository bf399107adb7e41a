"""What the verdicts rest on: the revisions, and digests by which an export can be traced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from checker.calendar import Calendar
from checker.engine import CaseFile, Result
from checker.exporting.table import Column, Table


def revisions(result: Result) -> Table:
    """The revisions of every policy."""
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


def meta(result: Result, given: Iterable[tuple[str, str]]) -> Table:
    """Keys and values; `given` is said of the run from outside and stands first."""
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
