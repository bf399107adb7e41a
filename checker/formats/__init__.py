"""Output formats: one small file each, all fed the same result."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from checker.engine import Result
from checker.loading.roots import inner_path
from checker.model.finding import Diagnostic
from checker.model.text import Lang

FORMATS = {
    name: name
    for name in (
        "text",
        "json",
        "jsonl",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "markdown",
        "rdjson",
    )
}
"""Format names to the modules that hold them; each has `render(result, lang) -> str`."""


FORGES = frozenset({"sarif", "github", "gitlab", "rdjson"})
"""Formats for a forge, which knows files by their place in the repository, not in the instance."""


WITHOUT_AS_OF = frozenset({"jsonl", "junit", "gitlab", "rdjson"})
"""Formats with no place for the instant that was judged at; it is said beside them."""


def render(result: Result, name: str, lang: Lang) -> str:
    """A result in one of the formats."""
    told = _in_repository(result) if name in FORGES else result
    text: str = import_module(f"checker.formats.{FORMATS[name]}").render(told, lang)
    return text


def _in_repository(result: Result) -> Result:
    """The result with the places of an instance that lies in a folder of its repository."""
    if inner := inner_path(str(result.instance.root)):
        items = [_moved(item, inner) for item in result.diagnostics]
        return replace(result, diagnostics=items)
    return result


def _moved(item: Diagnostic, inner: str) -> Diagnostic:
    related = tuple(replace(place, path=inner + place.path) for place in item.related)
    return replace(item, path=inner + item.path, related=related)
