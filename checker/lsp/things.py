"""What an id in a file names: a rule, a clause, a person, an event.

Hover tells it, go-to-definition finds it; neither knows where ids may stand.
"""

from __future__ import annotations

from typing import Literal

from checker.document import Span
from checker.lazily import dataclass
from checker.lsp.page import Page
from checker.model.finding import Path

Sort = Literal[
    "rule", "clause", "event type", "event", "staff", "unit", "choice", "field", "record kind",
    "case", "evidence", "key",
]  # fmt: skip

RULES = ("rule", "deadline")
PEOPLE = ("by", "staff", "supervisor", "head")
UNITS = ("unit", "parent")
NAMED: dict[str | int, Sort] = {"events": "event type", "fields": "field", "records": "record kind"}
"""What the keys of a section of a policy are names of."""
TYPES = ("from", "to", "event", "events", "before", "after", "once", "after_last", "required")


@dataclass(frozen=True)
class Thing:
    """Something that an id names, and where that id stands."""

    sort: Sort
    name: str
    path: Path
    span: Span


def thing_at(page: Page, line: int, column: int) -> Thing | None:
    """What the scalar at a place names; None where it is free text or nothing."""
    span = page.span_at(line, column)
    if span is None or not span.path:
        return None
    if span.key:
        return Thing(_of_key(page, span.path), str(span.path[-1]), span.path, span)
    value = page.text_of(span)
    if not value:
        return None
    sort = (
        _of_case(page, span.path)
        if page.kind in ("case", "report")
        else _of_policy(page, span.path)
    )
    return Thing(sort, value, span.path, span) if sort is not None else None


def _of_key(page: Page, path: Path) -> Sort:
    """A key: the name of a field or of an event type where a policy defines it, else a key."""
    match path:
        case (section, _) if page.kind == "policy":
            return NAMED.get(section, "key")
    return "key"


def _of_case(page: Page, path: Path) -> Sort | None:
    name = _name(path)
    match path:
        case ("events", _, "type"):
            return "event type"
        case ("events", _, "id" | "corrects"):
            return "event"
    if name in RULES:
        return "rule"
    if name in PEOPLE:
        return "staff"
    if name in UNITS:
        return "unit"
    if name in ("kind", "path") and "records" in path:
        return "record kind" if name == "kind" else "evidence"
    if path[0] == "previous" or path == ("id",):
        return "case"
    return _of_field(page, str(path[0]))


def _of_field(page: Page, name: str) -> Sort | None:
    sorts: dict[str, Sort] = {
        "choice": "choice", "choices": "choice", "unit": "unit", "staff": "staff",
    }  # fmt: skip
    for revision in page.revisions():
        if name in revision.fields:
            return sorts.get(revision.fields[name].type)
    return None


def _of_policy(page: Page, path: Path) -> Sort | None:
    name = _name(path)
    if page.kind == "organization":
        is_unit = name in UNITS or (name == "id" and path[0] == "units")
        is_staff = name in PEOPLE or (name == "id" and path[0] == "staff")
        return "unit" if is_unit else "staff" if is_staff else None
    if name == "basis":
        return "clause"
    if path[:1] == ("rules",):
        if name == "id":
            return "rule"
        if name in ("field", "fields"):
            return "field"
        return "record kind" if name == "records" else "event type" if name in TYPES else None
    if path[:1] == ("chapters",) and name == "id":
        return "clause"
    return "event type" if name == "required" else None


def _name(path: Path) -> str:
    """The last key of a path; entries of a list are what the list is."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")
