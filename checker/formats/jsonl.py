"""The JSON Lines format: one finding a line, with the keys of the JSON format, and nothing else.

A stream for log pipelines; who needs the totals or what was checked takes `json`.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.engine import Result
from checker.formats.json import pieces
from checker.model.text import Lang


def render(result: Result, lang: Lang) -> str:
    """A line for each finding; empty where there is none."""
    return joined(pieces(result, lang), result, lang)


def joined(lines: Iterable[str], result: Result, lang: Lang) -> str:
    """The whole from its lines."""
    return "".join(f"{line}\n" for line in lines)
