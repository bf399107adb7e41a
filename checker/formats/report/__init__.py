"""A period's report in each format: one small file each, all fed the same numbers."""

from __future__ import annotations

from importlib import import_module

from checker.model.text import Lang
from checker.reporting import Report

FORMATS = {"text": "text", "json": "json", "markdown": "markdown", "docx": "docx", "xlsx": "xlsx"}
"""Format names to modules; each has `render(report, lang) -> bytes`."""
BINARY = frozenset({"docx", "xlsx"})
"""Formats that no terminal shows."""


def render(report: Report, name: str, lang: Lang) -> bytes:
    """A report in one of the formats; text is UTF-8 with a final newline."""
    made: bytes = import_module(f"checker.formats.report.{FORMATS[name]}").render(report, lang)
    return made
