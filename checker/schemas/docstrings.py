"""The sentences under the fields of the models: what a key means, in the model's own words."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import textwrap
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any


def models(shape: Any) -> Iterator[type]:
    """The dataclasses that a shape is made of, itself included."""
    if dataclasses.is_dataclass(shape) and isinstance(shape, type):
        yield shape
        for hint in typing.get_type_hints(shape, include_extras=True).values():
            yield from models(hint)
    for part in typing.get_args(shape):
        yield from models(part)


def keys_of(model: type) -> dict[str, str]:
    """The keys of a model as written in YAML, to the model that declares them: `Rule.id`.

    A key declared again belongs to the latest that says something of it.
    """
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        for name in _said(owner):
            found[name.rstrip("_")] = f"{owner.__name__}.{name.rstrip('_')}"
    return {
        name: found[name]
        for spec in dataclasses.fields(model)
        if (name := spec.name.rstrip("_")) in found
    }


def sentence(model: type, key: str) -> str:
    """The sentence under a field, its owner's or an ancestor's."""
    for owner in model.__mro__:
        for name, text in _said(owner).items():
            if name.rstrip("_") == key:
                return text
    return ""


@cache
def _said(owner: type) -> dict[str, str]:
    """Each field that a class declares with a sentence under it, and that sentence."""
    if not dataclasses.is_dataclass(owner):
        return {}
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for line, below in zip(tree.body, tree.body[1:], strict=False):
        told = (
            below.value.value
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            else None
        )
        if (
            isinstance(line, ast.AnnAssign)
            and isinstance(line.target, ast.Name)
            and isinstance(told, str)
        ):
            found[line.target.id] = told
    return found
