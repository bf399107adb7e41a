"""The schema of a policy's revision, from the models that read it.

Every part of a revision has the same schema: which part holds what is free.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from checker.model.policy import Chapter, EventType, Field, Head, RecordKind
from checker.rules import RULE_KINDS
from checker.schemas.docstrings import keys_of, models, sentence
from checker.schemas.hovers import HOVERS, VALUES
from checker.schemas.parts import Schema, document
from checker.schemas.words import KINDS, TITLES

PERIODS = ("Duration", "Within")
ONE_KEY = {"minProperties": 1, "maxProperties": 1}


@cache
def policy_schema() -> Schema:
    """The schema of the files in a revision's folder; the same for every instance."""
    parts, definitions = _from_models()
    for model in policy_models():
        _explain(definitions[model.__name__], model)
    properties = dict(definitions.pop("Head")["properties"])
    properties |= parts | {"rules": _rules()}
    for name in PERIODS:
        definitions[name] |= ONE_KEY
    body = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }
    return document("制度的一次修订", "policy/<制度>/<生效日>/*.yml", _loosened(body))


def _from_models() -> tuple[dict[str, Schema], dict[str, Schema]]:
    """The parts of a revision that pydantic describes, and the definitions they use."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - slow, and only for schemas

    shapes: dict[str, Any] = {
        "": Head,
        "fields": dict[str, Field],
        "events": dict[str, EventType],
        "records": dict[str, RecordKind],
        "chapters": list[Chapter],
        **{f"rule {name}": kind for name, kind in RULE_KINDS.items()},
    }
    adapters = [(name, "validation", TypeAdapter(shape)) for name, shape in shapes.items()]
    found, collected = TypeAdapter.json_schemas(adapters)  # type: ignore[arg-type]
    parts = {
        name: found[name, "validation"] for name in ("fields", "events", "records", "chapters")
    }
    return parts, dict(collected["$defs"])


def policy_models() -> tuple[type, ...]:
    """Every model that a part of a revision is read into."""
    shapes = (Head, Field, EventType, RecordKind, Chapter, *RULE_KINDS.values())
    return tuple(dict.fromkeys(model for shape in shapes for model in models(shape)))


def _explain(definition: Schema, model: type) -> None:
    """Put the sentence of each key, Chinese first, where editors look for it."""
    definition.pop("title", None)  # the model's name means nothing to people
    english = (model.__doc__ or "").split("\n\n")[0]
    definition["description"] = f"{HOVERS[model.__name__]}\n\n{english}"
    for key, owner in keys_of(model).items():
        if key in definition["properties"]:
            told = f"{HOVERS[owner]}\n\n{sentence(model, key)}"
            definition["properties"][key]["description"] = told


def _rules() -> Schema:
    """Told apart by `kind`, so that an editor says what is wrong with this kind."""
    kinds = [{"const": name, "title": KINDS.get(name, name)} for name in RULE_KINDS]
    choose = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"$ref": f"#/$defs/{shape.__name__}"},
        }
        for name, shape in RULE_KINDS.items()
    ]
    rule: Schema = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"oneOf": kinds}},
        "allOf": choose,
    }
    return {"type": "array", "items": rule}


# --- what an editor makes of a scalar


def _loosened(schema: Any, key: str | None = None) -> Any:
    """The schema with our titles, accepting scalars as an editor types them, and nothing."""
    if isinstance(schema, list):
        return [_loosened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    required = schema.get("required", ())
    found: Schema = {}
    for name, value in schema.items():
        if name == "properties":
            found[name] = {one: _property(item, one, required) for one, item in value.items()}
        elif name != "default":
            found[name] = _loosened(value)
    return _typed(found)


def _property(schema: Any, name: str, required: Any) -> Schema:
    found: Schema = _loosened(schema)
    if name not in required and "const" not in found and not _allows_nothing(found):
        found = _or_nothing(found)
    title = TITLES.get(name)
    found.pop("title", None)
    return {"title": title} | found if title else found


def _allows_nothing(schema: Schema) -> bool:
    return {"type": "null"} in schema.get("anyOf", ())


def _or_nothing(schema: Schema) -> Schema:
    """The same or null: a key without a value counts as absent."""
    head = {key: schema.pop(key) for key in ("title", "description") if key in schema}
    options = schema.pop("anyOf", None) if schema.keys() == {"anyOf"} else None
    return head | {"anyOf": [*(options or [schema]), {"type": "null"}]}


def _value(value: str) -> Schema:
    return {"const": value, "title": VALUES[value]}


def _typed(schema: Schema) -> Schema:
    match schema:
        case {"enum": [True, False]}:
            return schema | {"enum": [True, False, "true", "false"]}
        case {"enum": [str(), *_]}:
            rest = {key: value for key, value in schema.items() if key not in ("enum", "type")}
            return rest | {"oneOf": [_value(value) for value in schema["enum"]]}
        case {"const": str() as value} if value in VALUES:
            rest = {key: told for key, told in schema.items() if key not in ("const", "type")}
            return rest | {"oneOf": [_value(value)]}
        case {"const": "1"}:
            return {key: value for key, value in schema.items() if key not in ("const", "type")} | {
                "enum": ["1", 1]
            }
        case {"type": "integer"}:
            return schema | {"type": ["integer", "string"], "pattern": "^[0-9]+$"}
        case {"type": "string", "pattern": str()}:
            return schema | {"type": ["string", "number"]}
        case _:
            return schema
