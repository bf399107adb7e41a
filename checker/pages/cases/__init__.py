"""案件页: one page a case, stamped into the theme's shell without passing through Markdown.

The shell is one page with a mark in each place; a case fills the marks with escaped HTML. Case
pages are in no navigation and in no search index; the register leads to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checker.pages.audience import PublicCase
from checker.pages.cases.events import events
from checker.pages.cases.notes import notes
from checker.pages.cases.obligations import obligations
from checker.pages.cases.overview import overview
from checker.pages.cases.related import related
from checker.pages.html import el, esc, link
from checker.pages.page import Page, heading
from checker.pages.places import REGISTER, revision_page
from checker.pages.svg import timeline
from checker.pages.view import Site

SHELL = "cases/0000/shell"
"""As deep as the case pages, so that its relative addresses hold for them."""


_MARK = re.compile(r"TOUSUMARK([A-Z]+)TOUSUEND")


def shell() -> Page:
    """The placeholder page that the theme renders once."""
    parts = [heading(1, _mark("TITLE"), "case")]
    for name, (title, _) in _SECTIONS.items():
        if title:
            parts.append(heading(2, title, name.lower()))
        parts.append(el("div", _mark(name)))
    return Page(
        path=SHELL,
        title=_mark("TITLE"),
        parts=tuple(parts),
        searched=False,
        hide=("navigation",),
    )


def stamp(site: Site, rendered: str) -> Iterator[tuple[str, str]]:
    """Path and HTML of every case page, from the rendered shell."""
    pieces = _MARK.split(rendered)
    for case in site.cases:
        sections = {name: make(site, case) for name, (_, make) in _SECTIONS.items()}
        sections["TITLE"] = esc(case.id)
        filled = [sections[piece] if place % 2 else piece for place, piece in enumerate(pieces)]
        yield case.path, "".join(filled)


def _mark(name: str) -> str:
    return f"TOUSUMARK{name}TOUSUEND"


def _timeline(site: Site, case: PublicCase) -> str:
    return timeline(case, site.result.as_of)


def _way_back(site: Site, case: PublicCase) -> str:
    links = [link(case.path, REGISTER, esc("案件登记簿"))]
    links += [
        link(case.path, revision_page(revision), esc(f"{revision.label} 修订"))
        for revision in case.revisions
    ]
    return el("p", esc("　").join(links), class_="tousu-crumb")


_SECTIONS: dict[str, tuple[str, Callable[[Site, PublicCase], str]]] = {
    "BACK": ("", _way_back),
    "OVERVIEW": ("概况", overview),
    "TIMELINE": ("时间线", _timeline),
    "EVENTS": ("事件", events),
    "OBLIGATIONS": ("义务和结论", obligations),
    "NOTES": ("豁免和违规确认", notes),
    "RELATED": ("关联案件", related),
}
