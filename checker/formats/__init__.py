"""Output formats: one small file each, all fed the same result."""

from __future__ import annotations

from importlib import import_module

from checker.engine import Result
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


def render(result: Result, name: str, lang: Lang) -> str:
    """A result in one of the formats."""
    text: str = import_module(f"checker.formats.{FORMATS[name]}").render(result, lang)
    return text
