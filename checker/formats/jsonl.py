"""The JSON Lines format: one finding a line, with the keys of the JSON format, and nothing else.

A stream for log pipelines; who needs the totals or what was checked takes `json`.
"""

from __future__ import annotations

from checker.engine import Result
from checker.formats.inert import dumps
from checker.formats.json import finding_data
from checker.model.text import Lang


def render(result: Result, lang: Lang) -> str:
    """A line for each finding; empty where there is none."""
    return "".join(f"{dumps(finding_data(item, lang))}\n" for item in result.diagnostics)
