"""Document symbols: a case by its events, a policy by its rules and articles, people by unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lsprotocol import types as lsp

from checker.lsp.page import Page
from checker.model.finding import Path

Kind = lsp.SymbolKind


def symbols(page: Page) -> list[lsp.DocumentSymbol]:
    """The outline of a file; empty where its text does not parse."""
    if page.document is None or not page.is_current or not isinstance(page.data, dict):
        return []
    match page.kind:
        case "case":
            return [*_of(page, "events", _event, Kind.Event), *_statements(page)]
        case "policy":
            return [
                *_of(page, "rules", _titled, Kind.Function),
                *(one for i, _ in _entries(page, ("chapters",)) for one in _articles(page, i)),
                *_named(page),
            ]
        case "organization":
            units = _of(page, "units", _person, Kind.Package)
            return [*units, *_of(page, "staff", _person, Kind.Object)]
        case _:
            return []


def _of(page: Page, key: str, told: Any, kind: lsp.SymbolKind) -> Iterator[lsp.DocumentSymbol]:
    for index, entry in _entries(page, (key,)):
        name, detail = told(page, entry)
        yield _symbol(page, (key, index), name, detail, kind)


def _entries(page: Page, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    items = page.value(path)
    for index, entry in enumerate(items if isinstance(items, list) else ()):
        if isinstance(entry, dict):
            yield index, entry


def _event(page: Page, entry: dict[str, Any]) -> tuple[str, str]:
    kind = str(entry.get("type") or "?")
    labels = (one.events[kind].label for one in page.revisions() if kind in one.events)
    return next(labels, kind), str(entry.get("at") or "")


def _statements(page: Page) -> Iterator[lsp.DocumentSymbol]:
    for key in ("waivers", "acknowledgements"):
        for index, entry in _entries(page, (key,)):
            rule = str(entry.get("rule") or "?")
            yield _symbol(page, (key, index), rule, key, Kind.Key)


def _titled(page: Page, entry: dict[str, Any]) -> tuple[str, str]:
    return str(entry.get("title") or entry.get("id") or "?"), str(entry.get("id") or "")


def _person(page: Page, entry: dict[str, Any]) -> tuple[str, str]:
    return str(entry.get("name") or entry.get("id") or "?"), str(entry.get("id") or "")


def _articles(page: Page, chapter: int) -> Iterator[lsp.DocumentSymbol]:
    place: Path = ("chapters", chapter, "articles")
    for index, entry in _entries(page, place):
        name = str(entry.get("label") or entry.get("id") or "?")
        yield _symbol(page, (*place, index), name, str(entry.get("title") or ""), Kind.String)


def _named(page: Page) -> Iterator[lsp.DocumentSymbol]:
    for key in ("fields", "events", "records"):
        items = page.value((key,))
        for name, entry in items.items() if isinstance(items, dict) else ():
            label = entry.get("label") if isinstance(entry, dict) else None
            yield _symbol(page, (key, name), str(label or name), name, Kind.Field)


def _symbol(
    page: Page, path: Path, name: str, detail: str, kind: lsp.SymbolKind
) -> lsp.DocumentSymbol:
    """A symbol over all scalars that lie below a path."""
    assert page.document is not None  # asked before
    spans = [span for span in page.document.spans if span.path[: len(path)] == path]
    start = min(span.start for span in spans) if spans else page.document.locate(path)
    end = max(span.end for span in spans) if spans else start
    whole = page.lines.range(start, end)
    first = page.lines.range(spans[0].start, spans[0].end) if spans else whole
    return lsp.DocumentSymbol(name or "?", kind, whole, first, detail=detail)
