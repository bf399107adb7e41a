"""Completion: the keys and values that the policy governing the day allows here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lsprotocol import types as lsp

from checker.loading.placing import FIXED_RULES
from checker.lsp.cursor import Cursor, cursor_at
from checker.lsp.keys import choices_at, properties_at, schema_of
from checker.lsp.page import Page
from checker.lsp.things import PEOPLE, RULES, TYPES, UNITS
from checker.model.case import CORE_KEYS
from checker.model.finding import Path
from checker.model.policy import Revision
from checker.rules.deadline import Deadline
from checker.schemas import Schema

Option = tuple[str, str, str]
"""What is written, what it is called, what it means."""


def completion(page: Page, position: lsp.Position) -> list[lsp.CompletionItem]:
    """What may be written at a position, each with its label; nothing in free text."""
    line, column = page.lines.place(position)
    cursor = cursor_at(page.lines.lines, line, column)
    if cursor is None or page.kind == "other":
        return []
    span = page.lines.range((line, cursor.column), (line, column))
    items: list[lsp.CompletionItem] = []
    if cursor.key:
        items += [_item(one, span, f"{one[0]}: ", KEY) for one in _keys(page, cursor)]
    if not cursor.key or not items:
        day = page.day_at(cursor.path, line)
        items += [_item(one, span, one[0], VALUE) for one in _values(page, cursor.path, day)]
    return items


KEY, VALUE = lsp.CompletionItemKind.Property, lsp.CompletionItemKind.EnumMember


def _item(
    option: Option, span: lsp.Range, text: str, kind: lsp.CompletionItemKind
) -> lsp.CompletionItem:
    name, label, meaning = option
    return lsp.CompletionItem(
        label=name,
        kind=kind,
        detail=label if label and label != name else None,
        documentation=meaning or None,
        filter_text=f"{name} {label}",
        text_edit=lsp.TextEdit(span, text),
    )


# --- keys


def _keys(page: Page, cursor: Cursor) -> Iterator[Option]:
    schema = schema_of(page.file, page.policies)
    if schema is None:
        return
    data = page.data if page.is_current else None
    governing = _governing(page)
    for name, item in properties_at(schema, cursor.path, data).items():
        known = page.kind != "case" or cursor.path or name in governing
        if known and name not in cursor.present:
            yield name, item.get("title", name), item.get("description", "")


def _governing(page: Page) -> frozenset[str]:
    """The keys of a case under the revisions that govern it."""
    fields = (name for revision in page.revisions() for name in revision.fields)
    return frozenset((*CORE_KEYS, *fields))


# --- values


def _values(page: Page, path: Path, day: date) -> Iterator[Option]:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if not path:
        return iter(())
    if name in PEOPLE:
        return _people(page, day)
    if name in UNITS:
        return _units(page, day)
    if page.kind == "case":
        return _of_case(page, path, name, day)
    return _of_policy(page, path, name) if page.kind == "policy" else iter(())


def _of_case(page: Page, path: Path, name: str, day: date) -> Iterator[Option]:
    revisions = page.revisions(day)
    if name in RULES and path[0] in ("events", "waivers", "acknowledgements"):
        yield from _rules(revisions, path)
    elif path[:1] == ("events",) and name == "type":
        yield from (
            (k, v.label, v.definition or "") for r in revisions for k, v in r.events.items()
        )
    elif name == "kind" and "records" in path:
        yield from (
            (k, v.label, v.definition or "") for r in revisions for k, v in r.records.items()
        )
    elif name == "corrects" and page.case is not None:
        for event in page.case.events:
            yield (
                event.id,
                _label(revisions, event.type),
                event.at.short(page.register.instance.zone),
            )
    elif path[0] == "previous":
        others = (name for name, file in page.register.ids.items() if file != page.file)
        yield from ((name, "", "") for name in others)
    elif path == ("incident",):
        incidents = {link.incident for link in page.register.links() if link.incident}
        yield from ((one, "", "") for one in sorted(incidents))
    else:
        yield from _field(page, path, revisions, day)


def _rules(revisions: list[Revision], path: Path) -> Iterator[Option]:
    """Rules that may stand here: extendable in an event, waivable in a waiver."""
    for revision in revisions:
        for rule in revision.rules:
            extendable = isinstance(rule, Deadline) and rule.extension is not None
            allowed = {"events": extendable, "waivers": rule.can_be_waived}
            if rule.scope == "case" and allowed.get(str(path[0]), True):
                yield rule.id, rule.title, rule.rationale or ""
    if path[0] != "events":
        yield FIXED_RULES[0], "", ""


def _label(revisions: list[Revision], event_type: str) -> str:
    return revisions[-1].event_label(event_type) if revisions else event_type


def _field(page: Page, path: Path, revisions: list[Revision], day: date) -> Iterator[Option]:
    for revision in revisions:
        spec = revision.fields.get(str(path[0]))
        if spec is None:
            continue
        if spec.type == "boolean":
            yield from (("true", "", ""), ("false", "", ""))
        elif spec.type in ("staff", "unit"):
            yield from (_people if spec.type == "staff" else _units)(page, day)
        yield from ((one.id, one.label, one.definition or "") for one in spec.choices)
        return
    yield from _listed(page, path)


def _listed(page: Page, path: Path) -> Iterator[Option]:
    schema: Schema | None = schema_of(page.file, page.policies)
    for item in choices_at(schema, path, page.data) if schema is not None else ():
        yield item["const"], item.get("title", ""), item.get("description", "")


def _people(page: Page, day: date) -> Iterator[Option]:
    """Who is with us on the day that this part of the file speaks of."""
    organization = page.register.instance.organization
    for entry in organization.staff:
        if entry.exists_on(day):
            unit = organization.units.get(entry.unit)
            facts = (entry.name, entry.title, unit.name if unit else entry.unit)
            yield entry.id, " ".join(fact for fact in facts if fact), ""


def _units(page: Page, day: date) -> Iterator[Option]:
    organization = page.register.instance.organization
    for unit in organization.units.values():
        if unit.exists_on(day):
            yield unit.id, unit.name, organization.labels.get(unit.type, unit.type)


def _of_policy(page: Page, path: Path, name: str) -> Iterator[Option]:
    revision = next(
        (
            one
            for policy in page.policies
            for one in policy.revisions
            if page.file.startswith(f"{one.folder}/")
        ),
        None,
    )
    if revision is None or path[:1] != ("rules",):
        yield from _listed(page, path)
    elif name == "basis":
        yield from ((clause, label, "") for clause, label in revision.clause_labels.items())
    elif name in TYPES:
        yield from ((k, v.label, v.definition or "") for k, v in revision.events.items())
    elif name in ("field", "fields"):
        yield from ((k, v.label, v.definition or "") for k, v in revision.fields.items())
    elif name == "records":
        yield from ((k, v.label, v.definition or "") for k, v in revision.records.items())
    else:
        yield from _listed(page, path)
