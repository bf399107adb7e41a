"""A Markdown report for a job summary or a comment: totals, what counts, the rest folded away.

A report for people: at most so many rows, and it says how many it left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Result
from checker.formats.markup import inert
from checker.formats.saying import remedy, summary, weight, word
from checker.model.finding import STATUS_WORDS, Diagnostic
from checker.model.text import Lang, Say, listed, say

LONGEST = 500
"""Rows of a table; forges refuse a summary of more than a megabyte."""
HEADINGS = (
    say("级别", "Level"),
    say("位置", "Place"),
    say("规则", "Rule"),
    say("说明", "What"),
    say("依据", "Basis"),
    say("处理", "Remedy"),
)


def render(result: Result, lang: Lang) -> str:
    """The whole report; the same parts in the same order, empty ones left out."""
    counts = [item for item in result.diagnostics if weight(item) is not None]
    rest = [item for item in result.diagnostics if weight(item) is None]
    blocks = ["## tousu check", inert(summary(result, lang)), _totals(result, lang)]
    if counts:
        heading = say("须处理：{n}", "To be dealt with: {n}", n=len(counts))
        blocks += [f"### {heading.render(lang)}", _table(counts, lang)]
    if rest:
        blocks.append(_folded(say("其余：{n}", "The rest: {n}", n=len(rest)), rest, lang))
    return "\n\n".join(blocks) + "\n"


def _totals(result: Result, lang: Lang) -> str:
    names = [say("案件", "cases"), *STATUS_WORDS.values()]
    counts = [result.summary[name] for name in ("cases", *STATUS_WORDS)]
    return "\n".join(_rows(names, [[str(count) for count in counts]], lang))


def _table(items: list[Diagnostic], lang: Lang) -> str:
    lines = [*_rows(HEADINGS, [_cells(item, lang) for item in items[:LONGEST]], lang)]
    left = len(items) - LONGEST
    if left > 0:
        lines += ["", say("另有 {n} 条未列出", "{n} more not listed", n=left).render(lang)]
    return "\n".join(lines)


def _folded(title: Say, items: list[Diagnostic], lang: Lang) -> str:
    """A `details` block; the empty lines let its content be Markdown again."""
    head = f"<details>\n<summary>{title.render(lang)}</summary>"
    return f"{head}\n\n{_table(items, lang)}\n\n</details>"


def _rows(names: tuple[Say, ...] | list[Say], rows: list[list[str]], lang: Lang) -> Iterator[str]:
    yield _row([name.render(lang) for name in names])
    yield _row(["---"] * len(names))
    yield from (_row(row) for row in rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(item: Diagnostic, lang: Lang) -> list[str]:
    cure = remedy(item)
    return [
        inert(word(item, lang)),
        f"<code>{inert(f'{item.path}:{item.line}')}</code>",
        f"<code>{inert(item.rule)}</code>",
        inert(item.finding.message.render(lang)),
        inert(listed(item.basis_labels or item.basis).render(lang)),
        inert(cure.render(lang)) if cure else "",
    ]
