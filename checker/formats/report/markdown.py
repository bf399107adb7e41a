"""The report as Markdown, for a mail or a merge request; the cases of each number stay in JSON and XLSX."""

from __future__ import annotations

from collections.abc import Iterator

from checker.formats.markup import inert
from checker.formats.report.saying import CASES, DEFINITIONS, NOTHING, REMARKS, dated, heading
from checker.model.text import Lang
from checker.reporting import Report
from checker.reporting.numbers import Table


def render(report: Report, lang: Lang) -> bytes:
    """Headings, sentences and tables; everything that comes from data is inert."""
    return ("\n\n".join(_blocks(report, lang)) + "\n").encode()


def _blocks(report: Report, lang: Lang) -> Iterator[str]:
    yield f"# {inert(heading(report).render(lang))}"
    yield inert(dated(report).render(lang))
    for notice in report.notices:
        yield f"**{inert(notice.render(lang))}**"
    yield f"## {REMARKS.render(lang)}"
    yield "\n".join(f"- {inert(item.told.render(lang))}" for item in report.remarks)
    for section in report.sections:
        yield f"## {inert(section.title.render(lang))}"
        for table in section.tables:
            yield from _table(table, lang)
    yield f"## {DEFINITIONS.render(lang)}"
    yield "\n".join(f"- {inert(item.render(lang))}" for item in report.definitions)
    yield inert(CASES.render(lang))


def _table(table: Table, lang: Lang) -> Iterator[str]:
    yield f"### {inert(table.title.render(lang))}"
    if not table.rows:
        yield NOTHING.render(lang)
        return
    head = [inert(item.render(lang)) for item in table.head]
    lines = [_line(head), _line([":--", *("--:" for _ in head[1:])])]
    for row in table.rows:
        cells = [inert(cell.told.render(lang)) for cell in row.cells]
        lines.append(_line([inert(row.label.render(lang)), *cells]))
    yield "\n".join(lines)
    if table.note:
        yield inert(table.note.render(lang))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
