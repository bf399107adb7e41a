"""A difference in Markdown, for a merge request: the comparison table, then the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.comparing.difference import Difference
from checker.comparing.rows import (
    COLUMNS,
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

_SPECIAL = re.compile(r"([\\`*_~\[\]<>|#])")


def render(difference: Difference, organization: Organization | None, lang: Lang) -> str:
    """One document; `del` and `ins`, since Markdown's own marks fail beside Chinese punctuation."""
    rows = Rows(difference, organization, lang)
    blocks = [f"## {escaped(rows.title())}"]
    if not difference:
        return "\n\n".join([*blocks, NOTHING.render(lang)]) + "\n"
    blocks.append(rows.summary())
    blocks += _section(TEXT.render(lang), _text(rows))
    blocks += _section(RULES.render(lang), [_rule(row, rows) for row in rows.rules()])
    entries = "\n".join(f"- {escaped(told)}" for told in rows.vocabulary())
    blocks += _section(VOCABULARY.render(lang), [entries] if entries else [])
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _section(title: str, blocks: list[str]) -> list[str]:
    return [f"### {title}", *blocks] if blocks else []


def _text(rows: Rows) -> list[str]:
    head = [column.render(rows.lang) for column in COLUMNS]
    passages = rows.passages()
    blocks = [table(head, [_cells(row) for row in passages])] if passages else []
    renumbered = rows.renumbered()
    return [*blocks, escaped(renumbered)] if renumbered else blocks


def _cells(row: PassageRow) -> list[str]:
    return [
        str(row.number),
        _side(row.before, row.spans, "removed", "del"),
        _side(row.after, row.spans, "added", "ins"),
        row.sorts,
        escaped(row.reason or ""),
        "<br>".join(f"`{name}`" for name in row.rules),
    ]


def _side(label: str, spans: Iterable[Span], sort: str, tag: str) -> str:
    if not label:
        return ""
    shown = [span for span in spans if span.sort in ("same", sort)]
    text = "".join(
        f"<{tag}>{_inner(span.text)}</{tag}>" if span.sort == sort else _inner(span.text)
        for span in shown
    )
    return f"{escaped(label)}<br>{text}" if text else escaped(label)


def _inner(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def _rule(row: RuleRow, rows: Rows) -> str:
    basis = escaped(rows.listed(row.basis))
    lines = [f"- **{escaped(row.title)}** `{row.id}`, {basis}: {row.way}"]
    lines += [f"    - {escaped(sentence)}" for sentence in row.sentences]
    if row.reason:
        lines.append(f"    - {REASON.render(rows.lang)}: {escaped(row.reason)}")
    return "\n".join(lines)
