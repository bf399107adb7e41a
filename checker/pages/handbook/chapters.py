"""The text by chapter, and all of it on one page to print."""

from __future__ import annotations

from collections.abc import Callable

from checker.model.policy import Chapter, Revision
from checker.pages.handbook.book import Book, chapter_title, holding
from checker.pages.handbook.notice import notice
from checker.pages.handbook.passages import Passages
from checker.pages.handbook.picker import picker, script
from checker.pages.html import el, esc, link
from checker.pages.page import Page, heading
from checker.pages.paper import running_style
from checker.pages.places import booklet, chapter_page, revision_page, whole_page

CURRENT_BOOST = 4
"""How much the search prefers the text in force to what it replaced."""


def chapter(book: Book, item: Chapter) -> Page:
    """One chapter's page."""
    here = chapter_page(book.revision, item)
    passages = Passages(book, here)
    counterparts = _counterparts(book, item)
    parts = [
        heading(1, chapter_title(item), f"chapter-{item.id}"),
        _banner(book, here),
        notice(book, here, counterparts),
        picker(here, book.policy, counterparts),
        heading(2, "条文", "text"),
    ]
    for article in item.articles:
        parts += passages.article(article)
    current = book.revision is book.site.current(book.policy)
    name = "" if current else f"（{book.revision.label} 修订）"  # or a search shows two alike
    return Page(
        path=here,
        title=chapter_title(item) + name,
        parts=tuple(parts),
        boost=CURRENT_BOOST if current else 1,
        scripts=(script(here),),
    )


def _counterparts(book: Book, item: Chapter) -> Callable[[Revision], str]:
    """The same chapter of each revision; its first page where it has no such chapter."""
    pages = {
        revision.effective_from: chapter_page(revision, found) if found else revision_page(revision)
        for revision, found in holding(book, item.id)
    }
    return lambda revision: pages[revision.effective_from]


def whole(book: Book) -> Page:
    """All chapters on one page; revision and digest stand on each sheet of paper."""
    here = whole_page(book.revision)
    passages = Passages(book, here)
    parts = [
        heading(1, book.revision.head.title, "top"),
        _banner(book, here),
        notice(book, here, whole_page),
        *_paper(book, here),
        picker(here, book.policy, whole_page),
        el("style", running_style(book.title, book.revision.digest)),
    ]
    for item in book.revision.chapters:
        parts.append(heading(2, chapter_title(item), f"chapter-{item.id}"))
        for article in item.articles:
            parts += passages.article(article)
    return Page(
        path=here,
        title=f"{book.revision.head.title}　全文",
        parts=tuple(parts),
        searched=False,
        hide=("navigation",),
        scripts=(script(here),),
    )


def _paper(book: Book, here: str) -> list[str]:
    if not book.site.booklets:
        return []
    told = el("a", esc("下载 PDF"), href=booklet(here, book.revision))
    return [el("p", told, class_="tousu-crumb")]


def _banner(book: Book, here: str) -> str:
    inner = link(here, revision_page(book.revision), esc(book.title))
    return el("p", inner, class_="tousu-crumb")
