"""A difference, an impact or a gap as text, Markdown, HTML or JSON; one small file a format."""

from __future__ import annotations

from importlib import import_module

from checker.comparing.difference import Difference
from checker.model.organization import Organization
from checker.model.text import Lang
from checker.revisions.gap import Gap
from checker.revisions.impact import Impact

DIFF_FORMATS = ("text", "markdown", "html", "json")
DIFF_FILES = ("docx",)
"""Formats of a difference that no terminal shows."""
IMPACT_FORMATS = ("text", "markdown", "json")
GAP_FORMATS = ("text", "markdown", "json")


def render_difference(
    difference: Difference, organization: Organization | None, name: str, lang: Lang
) -> str:
    """A difference in one of `DIFF_FORMATS`, with a final newline."""
    module = import_module(f"checker.revisions.rendering.diff_{name}")
    text: str = module.render(difference, organization, lang)
    return text


def render_difference_file(
    difference: Difference, organization: Organization | None, name: str, lang: Lang
) -> bytes:
    """A difference in one of `DIFF_FORMATS`, as UTF-8, or of `DIFF_FILES`."""
    if name in DIFF_FORMATS:
        return render_difference(difference, organization, name, lang).encode()
    module = import_module(f"checker.revisions.rendering.diff_{name}")
    made: bytes = module.render(difference, organization, lang)
    return made


def render_impact(impact: Impact, name: str, lang: Lang) -> str:
    """An impact in one of `IMPACT_FORMATS`, with a final newline."""
    module = import_module(f"checker.revisions.rendering.impact_{name}")
    text: str = module.render(impact, lang)
    return text


def render_gap(gap: Gap, organization: Organization | None, name: str, lang: Lang) -> str:
    """A gap in one of `GAP_FORMATS`, with a final newline."""
    module = import_module(f"checker.revisions.rendering.gap_{name}")
    text: str = module.render(gap, organization, lang)
    return text
