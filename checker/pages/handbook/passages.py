"""Articles and clauses: the text with its terms explained, its rules, and what is known of it.

That is where it comes from, what changed and why, and how many cases its rules decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import Article, Compliance
from checker.pages.handbook.book import IN_FORCE, Book, article_title, clause_title
from checker.pages.html import badge, el, esc, link
from checker.pages.labels import CHANGES, COMPLIANCE, LEVELS, PROVENANCE
from checker.pages.page import heading
from checker.pages.places import anchor, comparison_page, revision_page, rule_page
from checker.pages.view import provenance_of
from checker.rules.base import Rule
from checker.wording import describe


class Passages:
    """Makes the passages of one book for one page."""

    def __init__(self, book: Book, here: str) -> None:
        self.book = book
        self.here = here

    def article(self, article: Article) -> Iterator[str]:
        """An article and its clauses."""
        yield heading(3, article_title(article), anchor(article.id))
        yield self._passage(article.id, article.text or "", article.compliance)
        for clause in article.clauses:
            yield heading(4, clause_title(clause), anchor(clause.id))
            yield self._passage(clause.id, clause.text, clause.compliance)
        yield from self._gone(article)

    def _passage(self, name: str, text: str, compliance: Compliance | None) -> str:
        book = self.book
        lines = [line for line in text.splitlines() if line.strip()]
        body = "".join(el("p", book.glossary.explained(line)) for line in lines)
        rules = "".join(self._rule(rule) for rule in book.rules.get(name, ()))
        return el(
            "div",
            el("p", self._badges(name), class_="tousu-marks"),
            body,
            self._cause(name),
            el("ul", rules, class_="tousu-rules") if rules else "",
            self._decided(name),
            self._compliance(compliance),
            class_="tousu-passage",
        )

    def _badges(self, name: str) -> str:
        marks = [self.source(self.book.origins.get(name))]
        if name in self.book.changes:
            kind = self.book.changes[name]
            marks.append(badge(f"{self.book.revision.effective_from} {CHANGES[kind]}", kind))
        return "".join(marks)

    def _cause(self, name: str) -> str:
        """Why a clause was changed, where the revision says so."""
        why = self.book.why(name) if name in self.book.changes else None
        if why is None:
            return ""
        word = CHANGES[self.book.changes[name]]
        return self._told_change(f"{self.book.revision.effective_from} {word}：{why}")

    def _gone(self, article: Article) -> Iterator[str]:
        """The clauses taken out of an article, and why."""
        gone = self.book.gone(article)
        if gone:
            told = []
            for change in gone:
                why = self.book.why(change.place.id)
                told.append(change.place.label + (f"（{why}）" if why else ""))
            day = self.book.revision.effective_from
            yield self._told_change(f"{day} 删除：{'、'.join(told)}")

    def _told_change(self, text: str) -> str:
        before = self.book.before
        assert before is not None  # without one nothing changed
        page = comparison_page(before, self.book.revision)
        more = link(self.here, page, esc("对照"))
        return el("p", esc(text + "　"), more, class_="tousu-cause")

    def source(self, name: str | None) -> str:
        """A badge of provenance that leads to what is known of it."""
        item = self.book.sources.get(name or "")
        if item is None:
            return ""
        told = f"{item.title}。{item.note or ''}"
        mark = badge(PROVENANCE.get(item.kind, item.kind), item.kind, told)
        return link(self.here, revision_page(self.book.revision), mark, f"src-{item.id}")

    def _rule(self, rule: Rule) -> str:
        book = self.book
        page = rule_page(book.revision.policy, rule.id)
        demand = book.glossary.explained(rule.describe(book.words).render("zh"))
        when = describe(rule.when, book.words).render("zh") + "：" if rule.when else ""
        return el(
            "li",
            link(self.here, page, esc(rule.title)),
            badge(LEVELS[rule.level], rule.level),
            self.source(provenance_of(book.revision, rule)) if rule.provenance else "",
            el("p", esc(when), demand, esc("。")),
        )

    def _decided(self, name: str) -> str:
        if name not in self.book.rules:
            return ""
        number = self.book.decided(name)
        if not number and self.book.state != IN_FORCE:
            return ""
        told = f"按本修订的上述规则判断过 {number} 件案件。" if number else "还没有案件用到。"
        return el("p", esc(told), class_="tousu-compliance", data_search_exclude="true")

    def _compliance(self, compliance: Compliance | None) -> str:
        if compliance is None:
            return ""
        told = f"没有对应的规则（{COMPLIANCE[compliance.by]}）：{compliance.reason}"
        return el("p", esc(told), class_="tousu-compliance")
