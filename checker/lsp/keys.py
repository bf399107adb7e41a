"""What may stand at a path of a file, by the same schema that other editors read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from checker.lsp.kinds import kind_of
from checker.model.finding import Path
from checker.model.policy import Policy
from checker.schemas import Schema, schemas


@lru_cache(maxsize=4)
def _all(policies: tuple[Policy, ...]) -> dict[str, Schema]:
    return schemas(policies)


def schema_of(file: str, policies: tuple[Policy, ...]) -> Schema | None:
    """The schema of a file by its place; None where files there have none."""
    kind = kind_of(file)
    return _all(policies).get(kind) if policies and kind in ("case", "report", *_OURS) else None


_OURS = ("policy", "organization")


def nodes_at(schema: Schema, path: Path, data: Any = None) -> list[Schema]:
    """The parts of a schema that speak of a path; `data` says which kind of rule is meant."""
    nodes = list(_alternatives(schema, schema, data))
    for step in path:
        data = _child(data, step)
        below = [item for node in nodes for item in _steps(node, step)]
        nodes = [one for item in below for one in _alternatives(item, schema, data)]
    return nodes


def properties_at(schema: Schema, path: Path, data: Any = None) -> dict[str, Schema]:
    """The keys that a mapping at a path may have."""
    found: dict[str, Schema] = {}
    for node in nodes_at(schema, path, data):
        for name, item in node.get("properties", {}).items():
            if name not in found or "title" in item:
                found[name] = item
    return found


def choices_at(schema: Schema, path: Path, data: Any = None) -> list[Schema]:
    """The values that may stand at a path, each with its title, where they are a closed list."""
    found: dict[str, Schema] = {}
    for node in nodes_at(schema, path, data):
        for item in node.get("oneOf", ()):
            if isinstance(item.get("const"), str):
                found.setdefault(item["const"], item)
        for value in node.get("enum", ()):
            if isinstance(value, str):
                found.setdefault(value, {"const": value})
    return list(found.values())


def words_at(schema: Schema, path: Path, data: Any = None) -> tuple[str, str]:
    """Title and description of what stands at a path; empty where nothing is said."""
    nodes = nodes_at(schema, path, data)
    title = next((node["title"] for node in nodes if "title" in node), "")
    return title, next((node["description"] for node in nodes if "description" in node), "")


def _alternatives(node: Schema, root: Schema, data: Any) -> Iterator[Schema]:
    """A node and all that it may be instead."""
    yield node
    for part in ("anyOf", "oneOf", "allOf"):
        for item in node.get(part, ()):
            if "const" not in item and _meant(item, data):
                yield from _alternatives(item, root, data)
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        yield from _alternatives(root["$defs"][name], root, data)
    if "then" in node:
        yield from _alternatives(node["then"], root, data)


def _meant(node: Schema, data: Any) -> bool:
    """Whether a condition on one key holds; a node without one is always meant."""
    asked = node.get("if", {}).get("properties", {})
    return all(
        isinstance(data, dict) and data.get(key) == want.get("const") for key, want in asked.items()
    )


def _steps(node: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        items = node.get("items")
        if isinstance(items, dict):
            yield items
        return
    if step in node.get("properties", {}):
        yield node["properties"][step]
    elif isinstance(node.get("additionalProperties"), dict):
        yield node["additionalProperties"]


def _child(data: Any, step: str | int) -> Any:
    if isinstance(data, dict) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None
