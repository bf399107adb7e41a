"""Workflow commands of GitHub Actions: an annotation for each finding, then the summary line.

The runner obeys what follows `::` at the start of a line, so no value may begin one.
See also: docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Result
from checker.formats.inert import visible
from checker.formats.saying import summary, weight, word
from checker.formats.text import explained
from checker.model.finding import Diagnostic
from checker.model.text import Lang

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(result: Result, lang: Lang) -> str:
    """A command a finding; what does not count against the gate is a notice."""
    lines = [command(item, lang) for item in result.diagnostics]
    return "\n".join([*lines, visible(summary(result, lang))]) + "\n"


def command(item: Diagnostic, lang: Lang) -> str:
    """`::error file=…,line=…,col=…,title=…::message`, further lines joined by %0A."""
    level = weight(item)
    named = {
        "file": item.path,
        "line": str(item.line),
        "col": str(item.column),
        "title": f"{item.rule} ({word(item, lang)})",
    }
    told = ",".join(f"{name}={_property(visible(value))}" for name, value in named.items())
    message = "%0A".join(_data(visible(line)) for line in _lines(item, lang))
    return f"::{COMMANDS[level or 'note']} {told}::{message}"


def _lines(item: Diagnostic, lang: Lang) -> Iterator[str]:
    yield item.finding.message.render(lang)
    yield from (line.strip() for line in explained(item, lang))


def _data(text: str) -> str:
    """As the runner's own toolkit does it; `%` first, or its escapes would be escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
