"""What stands over a text that is not in force: that it is not, and where the one in force is."""

from __future__ import annotations

from collections.abc import Callable

from checker.model.policy import Revision
from checker.pages.handbook.book import IN_FORCE, Book
from checker.pages.html import el, esc, link


def notice(book: Book, here: str, there: Callable[[Revision], str]) -> str:
    """Empty over the text in force; `there` gives a revision's page that answers to this one."""
    if book.state == IN_FORCE:
        return ""
    told = [el("strong", esc("这不是现行规定。")), esc(f"{book.revision.label} 修订{book.state}。")]
    current = book.policy.in_force_on(book.site.result.as_of.day)
    if current is not None:
        name = link(here, there(current), esc(f"{current.label} 修订"))
        told += [esc("现行的是 "), name, esc("。")]
    return el("p", *told, class_="tousu-notice")
