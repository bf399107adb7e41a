"""Go to definition: the rule and the clause in the policy, the person, the case, the event."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from checker.document import Document
from checker.loading.organizations import FILE as ORGANIZATION
from checker.loading.parts import Parts
from checker.lsp.page import Page
from checker.lsp.positions import Lines
from checker.lsp.things import Thing, thing_at
from checker.model.finding import Path

SECTIONS = {"event type": "events", "field": "fields", "record kind": "records"}


def definition(page: Page, position: lsp.Position) -> list[lsp.Location]:
    """Where what stands at a position is defined; nothing where it is defined nowhere."""
    thing = thing_at(page, *page.lines.place(position))
    return list(_places(page, thing)) if thing is not None else []


def _places(page: Page, thing: Thing) -> Iterator[lsp.Location]:
    match thing.sort:
        case "staff" | "unit":
            yield from _in_organization(page, thing)
        case "case":
            file = page.register.ids.get(thing.name)
            if file is not None:
                yield lsp.Location(_uri(page, file), Lines("").range((1, 1), (1, 1)))
        case "event":
            event = page.event(thing.name)
            if event is not None and page.document is not None:
                yield _location(page, page.document, ("events", event.index, "id"))
        case "evidence":
            if (page.register.root / thing.name).is_file():
                yield lsp.Location(_uri(page, thing.name), Lines("").range((1, 1), (1, 1)))
        case "key":
            yield from _in_policy(page, thing, ("fields", str(thing.path[0])))
        case _:
            yield from _in_policy(page, thing, _policy_path(thing))


def _policy_path(thing: Thing) -> Path:
    """The path in a merged revision of what has its own key there."""
    if thing.sort == "choice":
        return ("fields", str(thing.path[0]))
    return (SECTIONS.get(thing.sort, thing.sort), thing.name)


def _in_policy(page: Page, thing: Thing, path: Path) -> Iterator[lsp.Location]:
    """In the revision that governs the day; in the newest that has it, where that one lacks it."""
    for parts in _parts(page, thing):
        found = _found(parts, thing, path)
        if found is not None:
            document, place = parts.origin(found)
            yield _location(
                page, document, place, key=thing.sort not in ("rule", "clause", "choice")
            )
            return


def _parts(page: Page, thing: Thing) -> Iterator[Parts]:
    held = {
        folder: parts
        for loaded in page.register.instance.loaded
        for folder, parts in loaded.parts.items()
    }
    own = [parts for folder, parts in held.items() if page.file.startswith(f"{folder}/")]
    governing = page.revisions(page.day_at(thing.path, thing.span.start[0])) if not own else []
    yield from own
    yield from (held[one.folder] for one in reversed(governing) if one.folder in held)
    yield from (held[folder] for folder in sorted(held, reverse=True))


def _found(parts: Parts, thing: Thing, path: Path) -> Path | None:
    if thing.sort == "rule":
        return next(_with_id(parts.data.get("rules"), thing.name, ("rules",)), None)
    if thing.sort == "clause":
        return next(_clauses(parts, thing.name), None)
    if path not in parts.origins:
        return None
    if thing.sort == "choice":
        choices = parts.data[str(path[0])][path[1]].get("choices")
        return next(_with_id(choices, thing.name, (*path, "choices")), path)
    return path


def _clauses(parts: Parts, name: str) -> Iterator[Path]:
    for c, chapter in enumerate(_list(parts.data.get("chapters"))):
        articles = chapter.get("articles") if isinstance(chapter, dict) else None
        place: Path = ("chapters", c, "articles")
        yield from _with_id(articles, name, place)
        for a, article in enumerate(_list(articles)):
            clauses = article.get("clauses") if isinstance(article, dict) else None
            yield from _with_id(clauses, name, (*place, a, "clauses"))


def _with_id(items: object, name: str, place: Path) -> Iterator[Path]:
    for index, item in enumerate(_list(items)):
        if isinstance(item, dict) and item.get("id") == name:
            yield (*place, index, "id")


def _in_organization(page: Page, thing: Thing) -> Iterator[lsp.Location]:
    instance = page.register.instance
    document, organization = instance.organization_document, instance.organization
    if document is None:
        return
    if thing.sort == "unit":
        unit = organization.units.get(thing.name)
        if unit is not None:
            yield _location(page, document, ("units", unit.index, "id"))
        return
    entry = organization.entry(thing.name, page.day_at(thing.path, thing.span.start[0]))
    same = (one for one in organization.staff if one.id == organization.resolve(thing.name))
    entry = entry or next(same, None)
    if entry is not None:
        yield _location(page, document, ("staff", entry.index, "id"))


def _location(page: Page, document: Document, path: Path, *, key: bool = False) -> lsp.Location:
    lines = Lines(document.text, page.lines.encoding)
    start = document.locate(path, key=key)
    ends = (span.end for span in document.spans if span.start == start)
    file = document.file if document.file.startswith(("policy/", "cases/")) else ORGANIZATION
    return lsp.Location(_uri(page, file), lines.range(start, next(ends, start)))


def _list(items: object) -> list[object]:
    return items if isinstance(items, list) else []


def _uri(page: Page, file: str) -> str:
    return str(from_fs_path(str(page.register.root / file)))
