"""What the checker finds, as the editor marks it: placed in the text, with what explains it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from checker.casefiles import CaseFile
from checker.formats.inert import visible
from checker.formats.saying import is_remark, reasons, weight, word
from checker.lsp.page import Page
from checker.model.finding import Diagnostic
from checker.model.text import say

SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}
SOURCE = "tousu"


def diagnostics(page: Page, found: list[Diagnostic], site: str | None) -> list[lsp.Diagnostic]:
    """Diagnostics of a file, in the editor's form; `site` is where the handbook stands."""
    return [_placed(page, item, site) for item in found]


def unreliable(page: Page, first: Diagnostic) -> lsp.Diagnostic:
    """Said on every open case as long as a policy cannot be read: nothing is green meanwhile."""
    message = say(
        "制度、组织或日历有误（{file}:{line}），这里的结论不可靠",
        "policy, organization or calendars are broken ({file}:{line}): verdicts here are not reliable",
        file=first.path,
        line=first.line,
    )
    span = page.lines.to_line_end(1, 1)
    severity = lsp.DiagnosticSeverity.Error
    return lsp.Diagnostic(span, page.told(message), severity, first.rule, source=SOURCE)


def unchecked(page: Page, error: Exception) -> lsp.Diagnostic:
    """Said on every open file where judging itself failed: unmarked text would look fine."""
    name = type(error).__name__
    message = say("内部错误（{name}）：没有检查", "internal error ({name}): not checked", name=name)
    span, severity = page.lines.to_line_end(1, 1), lsp.DiagnosticSeverity.Error
    return lsp.Diagnostic(span, page.told(message), severity, "internal-error", source=SOURCE)


def not_judged(page: Page) -> lsp.Diagnostic:
    """Said on a sound case that was not judged, for instance one not yet opened at `as_of`."""
    message = say(
        "没有判断：案件在 {at} 尚未立案，或所依据的制度读不了",
        "not judged: not opened yet at {at}, or its policy cannot be read",
        at=page.register.as_of.iso(page.register.instance.zone),
    )
    span, severity = page.lines.to_line_end(1, 1), lsp.DiagnosticSeverity.Warning
    return lsp.Diagnostic(span, page.told(message), severity, "not-judged", source=SOURCE)


def findings_of(item: CaseFile) -> list[Diagnostic]:
    """What is shown of a case, in the order of its lines."""
    return sorted(item.diagnostics, key=lambda one: one.sort_key)


def _placed(page: Page, item: Diagnostic, site: str | None) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=_range(page, item.line, item.column),
        message="\n".join(visible(line) for line in _lines(page, item)),
        severity=_severity(item),
        code=item.rule,
        code_description=_address(item, site),
        source=SOURCE,
        related_information=list(_related(page, item)) or None,
        data={"rule": item.rule, "policy": item.policy, "place": list(item.finding.place)},
    )


def _lines(page: Page, item: Diagnostic) -> Iterator[str]:
    told = item.finding.message.render(page.lang)
    shown = weight(item) is not None or is_remark(item)
    yield told if shown else f"{word(item, page.lang)}: {told}"
    yield from (line.render(page.lang) for line in reasons(item))


def _severity(item: Diagnostic) -> lsp.DiagnosticSeverity:
    """By its level where it counts; what is due soon is told, the rest only hinted at."""
    level = weight(item)
    if level is not None:
        return SEVERITIES[level]
    told = item.status == "due_soon" or is_remark(item)
    return lsp.DiagnosticSeverity.Information if told else lsp.DiagnosticSeverity.Hint


def _range(page: Page, line: int, column: int) -> lsp.Range:
    """The scalar that begins there; the rest of the line where none does."""
    if page.document is not None and page.is_current:
        for span in page.document.spans:
            if span.start == (line, column) and span.end[0] == line and span.end > span.start:
                return page.lines.range(span.start, span.end)
    return page.lines.to_line_end(line, column)


def _related(page: Page, item: Diagnostic) -> Iterator[lsp.DiagnosticRelatedInformation]:
    for place in item.related:
        uri = str(from_fs_path(str(page.register.root / place.path)))
        here = place.path == page.file
        span = _range(page, place.line, place.column) if here else _bare(place.line)
        yield lsp.DiagnosticRelatedInformation(
            lsp.Location(uri, span), place.message.render(page.lang)
        )


def _bare(line: int) -> lsp.Range:
    return lsp.Range(lsp.Position(line - 1, 0), lsp.Position(line - 1, 0))


def _address(item: Diagnostic, site: str | None) -> lsp.CodeDescription | None:
    """The rule's page of the handbook, where the editor knows its address."""
    if site is None or item.policy is None:
        return None
    path = quote(f"rules/{item.policy}/{item.rule}/")
    return lsp.CodeDescription(f"{site.rstrip('/')}/{path}")
