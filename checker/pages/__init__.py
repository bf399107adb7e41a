"""The site's pages: objects in, `{path: text}` out; pure, and no site builder is known here.

`sources` makes what a builder reads; `Stamp` fills the shell that it has rendered.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages import (
    audit,
    cases,
    comparison,
    duelist,
    forms,
    handbook,
    home,
    register,
    reports,
    rules,
)
from checker.pages.audience import PublicCase
from checker.pages.cases.stamp import Stamp
from checker.pages.downloads import registers
from checker.pages.duecalendar import calendars
from checker.pages.page import Page
from checker.pages.view import Example, Site

__all__ = ["Example", "PublicCase", "Site", "Stamp", "sources"]


def sources(site: Site) -> dict[str, bytes]:
    """Markdown and data, by path from the folder that the builder reads."""
    files = {f"{page.path}.md": page.markdown() for page in _pages(site)}
    files |= register.data(site)
    made = {path: text.encode() for path, text in files.items()}
    return made | calendars(site) | registers(site)


def _pages(site: Site) -> Iterator[Page]:
    yield home.page(site)
    yield from handbook.pages(site)
    yield from rules.pages(site)
    yield from comparison.pages(site)
    yield register.page(site)
    yield duelist.page(site)
    yield from reports.pages(site)
    yield from forms.pages(site)
    yield audit.page(site)
    yield cases.shell()
