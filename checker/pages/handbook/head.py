"""A revision's first page: facts, contents, what it changed, its terms, where it comes from."""

from __future__ import annotations

from checker.pages.comparing import previous
from checker.pages.handbook.book import Book, article_title, chapter_title
from checker.pages.handbook.notice import notice
from checker.pages.handbook.picker import picker, script
from checker.pages.html import badge, el, esc, link, paragraphs, table
from checker.pages.labels import APPLIES_TO, PROVENANCE
from checker.pages.page import Page, heading
from checker.pages.places import (
    anchor,
    booklet,
    chapter_page,
    comparison_page,
    revision_page,
    whole_page,
)


def head(book: Book) -> Page:
    """The page that leads to the chapters."""
    here = revision_page(book.revision)
    parts = [
        heading(1, book.revision.head.title, "top"),
        notice(book, here, revision_page),
        picker(here, book.policy, revision_page),
        _facts(book, here),
        heading(2, "目录", "contents"),
        contents(book, here),
        *_summary(book, here),
        heading(2, "用语", "terms"),
        terms(book),
        heading(2, "内容出处", "provenance"),
        provenance(book),
    ]
    title = f"{book.revision.label} 修订（{book.state}）"
    return Page(path=here, title=title, parts=tuple(parts), scripts=(script(here),))


def _facts(book: Book, here: str) -> str:
    head = book.revision.head
    rows = [
        ("修订", f"{head.revision}（{book.state}）"),
        ("施行日期", str(head.effective_from)),
        ("适用", APPLIES_TO[head.applies_to]),
        ("发布", head.issuer or "未写明"),
        ("摘要", book.revision.digest),
    ]
    body = "".join(el("tr", el("th", esc(a), scope="row"), el("td", esc(b))) for a, b in rows)
    links = [link(here, whole_page(book.revision), esc("打印全文"))]
    if book.site.booklets:
        links.append(el("a", esc("下载 PDF"), href=booklet(here, book.revision)))
    facts = el("div", el("table", body, class_="tousu-facts"), class_="tousu-scroll")
    return facts + el("p", esc("　").join(links))


def contents(book: Book, here: str) -> str:
    """Chapters and articles as links."""
    items = []
    for chapter in book.revision.chapters:
        page = chapter_page(book.revision, chapter)
        inner = "".join(
            el("li", link(here, page, esc(article_title(article)), anchor(article.id)))
            for article in chapter.articles
        )
        name = link(here, page, esc(chapter_title(chapter)))
        items.append(el("li", name, el("ul", inner)))
    return el("ul", *items, class_="tousu-contents")


def _summary(book: Book, here: str) -> list[str]:
    changes = book.revision.head.changes
    before = previous(book.policy, book.revision)
    if changes is None or before is None:
        return []
    page = comparison_page(before, book.revision)
    told = paragraphs(changes.summary) + el("p", link(here, page, esc("逐条对照")))
    return [heading(2, "本次修订", "changes"), el("div", told)]


def terms(book: Book) -> str:
    """The policy's own words and their meanings."""
    rows = [[esc(item.term), esc(item.text)] for item in book.revision.head.terms]
    return table(("用语", "含义"), rows) if rows else el("p", esc("没有。"))


def provenance(book: Book) -> str:
    """Where the content comes from."""
    rows = [
        [
            el("span", badge(PROVENANCE.get(it.kind, it.kind), it.kind), id=f"src-{it.id}"),
            esc(it.title),
            esc(it.note or ""),
        ]
        for it in book.revision.head.provenance
    ]
    return table(("类型", "出处", "说明"), rows)
