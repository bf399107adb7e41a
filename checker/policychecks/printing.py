"""What the reports on a policy share: lines to jump to, JSON with a final newline, tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from checker.model.finding import Diagnostic
from checker.model.text import Lang, say

FORMATS = ("text", "json", "markdown")


def as_json(data: Any) -> str:
    """Plain data as one document; the same data gives the same bytes."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def problem_text(item: Diagnostic, lang: Lang) -> str:
    """A problem of a file: `path:line:column: error: message [code]`, and its cure."""
    message = item.finding.message.render(lang)
    line = f"{item.path}:{item.line}:{item.column}: error: {message} [{item.rule}]"
    if item.remedy is None:
        return line
    cure = say("处理：{cure}", "remedy: {cure}", cure=item.remedy)
    return f"{line}\n  {cure.render(lang)}"


def problem_data(item: Diagnostic, lang: Lang) -> dict[str, Any]:
    """A problem of a file as plain data."""
    return {
        "code": item.rule,
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "message": item.finding.message.render(lang),
        "remedy": item.remedy.render(lang) if item.remedy else None,
    }


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
