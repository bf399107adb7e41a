"""案件页: one page a case, stamped into the theme's shell without passing through Markdown.

The shell is one page with a mark in each place; a case fills the marks with escaped HTML. Case
pages are in no navigation and in no search index; the register leads to them.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.pages.audience import PublicCase
from checker.pages.cases.events import events
from checker.pages.cases.notes import notes
from checker.pages.cases.obligations import obligations
from checker.pages.cases.overview import overview
from checker.pages.cases.related import related
from checker.pages.cases.top import top
from checker.pages.html import el
from checker.pages.page import Page, heading
from checker.pages.svg import timeline
from checker.pages.view import Site

SHELL = "cases/0000/shell"
"""As deep as the case pages, so that its relative addresses hold for them."""
TITLE = "TITLE"


def mark(name: str) -> str:
    """What stands in the shell where a case fills something in."""
    return f"TOUSUMARK{name}TOUSUEND"


def shell() -> Page:
    """The placeholder page that the theme renders once."""
    parts = [heading(1, mark(TITLE), "case")]
    for name, (title, _) in SECTIONS.items():
        if title:
            parts.append(heading(2, title, name.lower()))
        parts.append(el("div", mark(name)))
    return Page(
        path=SHELL,
        title=mark(TITLE),
        parts=tuple(parts),
        searched=False,
        hide=("navigation",),
    )


def _timeline(site: Site, case: PublicCase) -> str:
    return timeline(case, site.result.as_of)


SECTIONS: dict[str, tuple[str, Callable[[Site, PublicCase], str]]] = {
    "TOP": ("", top),
    "OVERVIEW": ("概况", overview),
    "TIMELINE": ("时间线", _timeline),
    "EVENTS": ("事件", events),
    "OBLIGATIONS": ("义务和结论", obligations),
    "NOTES": ("豁免和违规确认", notes),
    "RELATED": ("关联案件", related),
}
"""The sections of a case's page by their marks: heading and maker."""
