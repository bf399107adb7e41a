"""The text format: a line to jump to, then what explains it; a summary at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.engine import Result
from checker.formats.inert import visible
from checker.formats.saying import reasons, summary, word
from checker.model.finding import Diagnostic
from checker.model.text import Lang


def render(result: Result, lang: Lang) -> str:
    """All diagnostics, one paragraph each, then the summary."""
    return joined(pieces(result, lang), result, lang)


def pieces(result: Result, lang: Lang) -> Iterator[str]:
    """The paragraphs."""
    return (render_diagnostic(item, lang) for item in result.diagnostics)


def joined(paragraphs: Iterable[str], result: Result, lang: Lang) -> str:
    """The whole from its paragraphs, and a result that has their sums."""
    return "\n".join([*paragraphs, summary(result, lang)]) + "\n"


def render_diagnostic(item: Diagnostic, lang: Lang) -> str:
    """`path:line:column: level: message [rule]`, and below it why and what to do."""
    head = f"{item.path}:{item.line}:{item.column}: {word(item, lang)}: "
    head += f"{item.finding.message.render(lang)} [{item.rule}]"
    return "\n".join(visible(line) for line in (head, *explained(item, lang)))


def explained(item: Diagnostic, lang: Lang) -> Iterator[str]:
    """The indented lines below a diagnostic: related places, notes, basis, remedy."""
    for place in item.related:
        where = f"{place.path}:{place.line}:{place.column}"
        yield f"  {where}: {place.message.render(lang)}"
    for text in reasons(item):
        yield "  " + text.render(lang)
