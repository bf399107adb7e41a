"""制度手册: the text of every revision, each clause with its rules in plain words.

Older revisions keep their own addresses, so that what was cited can be read as it was cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages.handbook.book import Book
from checker.pages.handbook.chapters import chapter, whole
from checker.pages.handbook.entrance import entrance
from checker.pages.handbook.head import head
from checker.pages.page import Page
from checker.pages.view import Site


def books(site: Site) -> Iterator[Book]:
    """Every revision of every policy, the one in force first."""
    for policy in site.policies:
        for revision in site.newest_first(policy):
            yield Book(site, policy, revision)


def pages(site: Site) -> Iterator[Page]:
    """An entrance, and for every revision its head, its chapters and a printable whole."""
    yield entrance(site)
    for book in books(site):
        yield head(book)
        yield from (chapter(book, item) for item in book.revision.chapters)
        yield whole(book)
