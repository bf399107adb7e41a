"""A difference for the terminal: `[-gone-]{+come+}`, so that it survives without colours."""

from __future__ import annotations

from collections.abc import Iterable

from checker.comparing.difference import Difference
from checker.comparing.rows import (
    NOTHING,
    REASON,
    RULES,
    TEXT,
    VOCABULARY,
    PassageRow,
    Rows,
    RuleRow,
)
from checker.comparing.spans import Span
from checker.model.organization import Organization
from checker.model.text import Lang

MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def render(difference: Difference, organization: Organization | None, lang: Lang) -> str:
    """Title, summary, then text, rules and the rest, each where it has changes."""
    rows = Rows(difference, organization, lang)
    if not difference:
        return f"{rows.title()}\n{NOTHING.render(lang)}\n"
    lines = [rows.title(), rows.summary()]
    lines += _section(TEXT.render(lang), _text(rows))
    lines += _section(RULES.render(lang), _rules(rows))
    lines += _section(VOCABULARY.render(lang), [f"  - {told}" for told in rows.vocabulary()])
    return "\n".join(lines) + "\n"


def marked(spans: Iterable[Span]) -> str:
    """A text with what went and what came."""
    return "".join(MARKS[span.sort].format(span.text) for span in spans)


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _text(rows: Rows) -> list[str]:
    lines = [line for row in rows.passages() for line in _passage(row, rows)]
    renumbered = rows.renumbered()
    return [*lines, f"  {renumbered}"] if renumbered else lines


def _passage(row: PassageRow, rows: Rows) -> list[str]:
    lines = [f"  {row.sorts} {row.place}"]
    if any(span.text.strip() for span in row.spans):
        lines.append(f"    {marked(row.spans)}")
    if row.reason:
        lines.append(f"    {REASON.render(rows.lang)}: {row.reason}")
    if row.rules:
        lines.append(f"    {RULES.render(rows.lang)}: {', '.join(row.rules)}")
    return lines


def _rules(rows: Rows) -> list[str]:
    return [line for row in rows.rules() for line in _rule(row, rows)]


def _rule(row: RuleRow, rows: Rows) -> list[str]:
    basis = rows.listed(row.basis)
    lines = [f"  {row.way} {row.title} [{row.id}] {basis}"]
    lines += [f"    - {sentence}" for sentence in row.sentences]
    return [*lines, f"    {REASON.render(rows.lang)}: {row.reason}"] if row.reason else lines
