"""The fields that the policies' revisions ask of a case, the latest wording of each."""

from __future__ import annotations

from checker.model.policy import Field, Revision
from checker.schemas.parts import (
    Options,
    Schema,
    boolean,
    choice,
    day,
    identifier,
    listing,
    mapping,
    moment,
    number,
    text,
    titled,
)


def fields_by_name(revisions: list[Revision]) -> dict[str, list[Field]]:
    """Fields by name, as each revision has them, the latest last."""
    fields: dict[str, list[Field]] = {}
    for revision in revisions:
        for name, spec in revision.fields.items():
            fields.setdefault(name, []).append(spec)
    return fields


def field_schema(specs: list[Field]) -> Schema:
    """One field, by its latest type; choices of any revision stay allowed."""
    latest = specs[-1]
    title, description = latest.label, latest.definition or ""
    match latest.type:
        case "choice":
            return titled(choice(_options(specs)), title, description)
        case "choices":
            return listing(title, choice(_options(specs), absent=False), description)
        case "integer" | "number":
            return number(title, description, whole=latest.type == "integer")
        case "money":
            return _money(title, description)
        case "boolean":
            return boolean(title, description)
        case "date":
            return day(title, description)
        case "datetime":
            return moment(title, description)
        case "unit" | "staff":
            return identifier(title, description, alias=latest.type == "staff")
        case _:
            return text(title, description)


def _options(specs: list[Field]) -> Options:
    """The choices of any revision; what a later one says of them wins."""
    options = {one.id: (one.label, one.definition or "") for spec in specs for one in spec.choices}
    return [(name, label, meaning) for name, (label, meaning) in options.items()]


def _money(title: str, description: str) -> Schema:
    keys = {
        "amount": number("金额", "如 1200.00"),
        "currency": titled({"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}, "币种"),
    }
    plain = number("金额", "以制度的币种计")
    return titled({"anyOf": [plain, mapping(keys)]}, title, description)
