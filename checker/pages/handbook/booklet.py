"""The whole of a revision as a page by itself, from which a PDF is made; it depends on no case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.pages.handbook.book import Book, article_title, chapter_title
from checker.pages.handbook.head import provenance, terms
from checker.pages.handbook.passages import Passages
from checker.pages.html import el, esc, lighter
from checker.pages.labels import APPLIES_TO
from checker.pages.page import heading
from checker.pages.paper import running_style
from checker.pages.places import anchor, booklet_path

_HEADING = re.compile(r"(#+) (.*) \{#(.*)\}")
_LINK = re.compile(r"</?a\b[^>]*>")
_CASES = re.compile(r'<p[^>]* data-search-exclude="true">.*?</p>')


def booklet_page(book: Book) -> str:
    """The page: title, facts, contents with page numbers, text, terms, provenance."""
    here = booklet_path(book.revision)
    passages = Passages(book, here)
    body = [*_front(book), el("nav", *_contents(book))]
    for chapter in book.revision.chapters:
        parts = [heading(2, chapter_title(chapter), f"chapter-{chapter.id}")]
        for article in chapter.articles:
            parts += passages.article(article)
        body += _as_html(parts)
    body += [el("h2", esc("用语")), terms(book), el("h2", esc("内容出处")), provenance(book)]
    title = book.revision.head.title
    head = el("title", esc(f"{title}　{book.revision.label} 修订"))
    style = running_style(f"{title}　{book.revision.label} 修订", book.revision.digest)
    return lighter(
        '<!doctype html>\n<html lang="zh-CN">\n<head><meta charset="utf-8">'
        f"{head}<style>{style}</style></head>\n<body>{''.join(body)}</body>\n</html>\n"
    )


def _front(book: Book) -> Iterator[str]:
    head = book.revision.head
    yield el("h1", esc(head.title))
    told = [
        f"{head.revision} 修订，{head.effective_from} 起施行",
        APPLIES_TO[head.applies_to],
        f"发布：{head.issuer or '未写明'}",
        f"摘要：{book.revision.digest}",
    ]
    yield from (el("p", esc(line), class_="fact") for line in told)


def _contents(book: Book) -> Iterator[str]:
    for chapter in book.revision.chapters:
        yield _entry(chapter_title(chapter), f"chapter-{chapter.id}", "chapter")
        for article in chapter.articles:
            yield _entry(article_title(article), anchor(article.id), "article")


def _entry(text: str, there: str, kind: str) -> str:
    return el("p", f'<a href="#{esc(there)}">{esc(text)}</a>', class_=kind)


def _as_html(parts: Iterable[str]) -> Iterator[str]:
    """Headings as elements; links to other pages become words, counts of cases go."""
    for part in parts:
        match = _HEADING.fullmatch(part)
        if match:
            marks, text, name = match.groups()
            yield f'<h{len(marks)} id="{name}">{text}</h{len(marks)}>'
        else:
            yield _LINK.sub("", _CASES.sub("", part))
