"""制度手册: the text of every revision, each clause with its rules in plain words.

Older revisions keep their own addresses, so that what was cited can be read as it was cited.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from checker.model.policy import Article, Chapter, Clause, Compliance, Policy, Revision
from checker.pages.comparing import clause_changes, previous
from checker.pages.html import address, badge, el, esc, link, paragraphs, table
from checker.pages.labels import APPLIES_TO, CHANGES, COMPLIANCE, LEVELS, PROVENANCE
from checker.pages.page import Page, heading
from checker.pages.places import (
    HANDBOOK,
    anchor,
    chapter_page,
    comparison_page,
    revision_page,
    rule_page,
    whole_page,
)
from checker.pages.terms import Glossary
from checker.pages.view import Site, origins, provenance_of, rules_on, sources
from checker.rules.base import Rule
from checker.wording import describe

CURRENT_BOOST = 4
"""How much the search prefers the text in force to what it replaced."""


def pages(site: Site) -> Iterator[Page]:
    """An entrance, and for every revision its head, its chapters and a printable whole."""
    yield _entrance(site)
    for policy in site.policies:
        for revision in site.newest_first(policy):
            book = _Book(site, policy, revision)
            yield book.head()
            yield from (book.chapter(chapter) for chapter in revision.chapters)
            yield book.whole()


def _entrance(site: Site) -> Page:
    parts = [heading(1, "制度手册", "handbook")]
    for policy in site.policies:
        parts.append(heading(2, site.current(policy).head.title, policy.id))
        parts.append(_revisions(site, policy))
        parts.append(_picker(policy))
    return Page(path=HANDBOOK, title="制度手册", parts=tuple(parts), scripts=_SCRIPTS)


_SCRIPTS = (address(HANDBOOK, "x")[: -len("x.html")] + "assets/handbook.js",)


def _revisions(site: Site, policy: Policy) -> str:
    rows = []
    for revision in site.newest_first(policy):
        name = link(HANDBOOK, revision_page(revision), esc(f"{revision.label} 修订"))
        whole = link(HANDBOOK, whole_page(revision), esc("全文"))
        rows.append(
            [name, esc(revision.effective_from), esc(_state(site, policy, revision)), whole]
        )
    return table(("修订", "施行日期", "状态", "打印"), rows)


def _state(site: Site, policy: Policy, revision: Revision) -> str:
    if revision is policy.in_force_on(site.result.as_of.day):
        return "现行"
    if revision.effective_from > site.result.as_of.day:
        return "尚未施行"
    return "已被取代或废止"


def _picker(policy: Policy) -> str:
    """A form that leads to the text in force on a day; it needs a script and hides without one."""
    revisions = [
        {
            "from": revision.effective_from.isoformat(),
            "label": f"{revision.label} 修订",
            "page": address(HANDBOOK, revision_page(revision)),
        }
        for revision in policy.revisions
    ]
    label = el("label", esc("查某一天的规定："), "<input type=date>")
    return el(
        "div",
        label,
        el("output"),
        class_="tousu-day",
        hidden="hidden",
        data_revisions=json.dumps(revisions),
        data_until=policy.revisions[-1].head.repealed_on,
    )


class _Book:
    """One revision, with what its pages look up again and again."""

    def __init__(self, site: Site, policy: Policy, revision: Revision) -> None:
        self.site = site
        self.policy = policy
        self.revision = revision
        self.before = previous(policy, revision)
        self.state = _state(site, policy, revision)
        self.words = site.words(revision)
        self.glossary = Glossary(revision)
        self.rules = rules_on(revision)
        self.sources = sources(revision)
        self.origins = origins(revision)
        self.changes = clause_changes(self.before, revision) if self.before else {}

    def head(self) -> Page:
        revision, here = self.revision, revision_page(self.revision)
        title = f"{revision.label} 修订（{self.state}）"
        parts = [
            heading(1, f"{revision.head.title}", "top"),
            self._facts(here),
            heading(2, "目录", "contents"),
            self._contents(here),
            *self._summary(here),
            heading(2, "用语", "terms"),
            self._terms(),
            heading(2, "内容出处", "provenance"),
            self._provenance(),
        ]
        return Page(path=here, title=title, parts=tuple(parts))

    def _facts(self, here: str) -> str:
        head = self.revision.head
        rows = [
            ("修订", f"{head.revision}（{self.state}）"),
            ("施行日期", str(head.effective_from)),
            ("适用", APPLIES_TO[head.applies_to]),
            ("发布", head.issuer or "未写明"),
            ("摘要", self.revision.digest),
        ]
        body = "".join(el("tr", el("th", esc(a), scope="row"), el("td", esc(b))) for a, b in rows)
        print_link = el("p", link(here, whole_page(self.revision), esc("打印全文")))
        return el("div", el("table", body, class_="tousu-facts"), print_link, class_="tousu-scroll")

    def _contents(self, here: str) -> str:
        items = []
        for chapter in self.revision.chapters:
            page = chapter_page(self.revision, chapter)
            name = link(here, page, esc(f"第{_ordinal(chapter.id)}章　{chapter.title}"))
            inner = "".join(
                el("li", link(here, page, esc(_article_title(article)), anchor(article.id)))
                for article in chapter.articles
            )
            items.append(el("li", name, el("ul", inner)))
        return el("ul", *items, class_="tousu-contents")

    def _summary(self, here: str) -> list[str]:
        changes = self.revision.head.changes
        if changes is None or self.before is None:
            return []
        page = comparison_page(self.before, self.revision)
        told = paragraphs(changes.summary) + el("p", link(here, page, esc("逐条对照")))
        return [heading(2, "本次修订", "changes"), el("div", told)]

    def _terms(self) -> str:
        rows = [[esc(item.term), esc(item.text)] for item in self.revision.head.terms]
        return table(("用语", "含义"), rows) if rows else el("p", esc("没有。"))

    def _provenance(self) -> str:
        rows = [
            [
                el(
                    "span",
                    badge(PROVENANCE.get(item.kind, item.kind), item.kind),
                    id=f"src-{item.id}",
                ),
                esc(item.title),
                esc(item.note or ""),
            ]
            for item in self.revision.head.provenance
        ]
        return table(("类型", "出处", "说明"), rows)

    def chapter(self, chapter: Chapter) -> Page:
        here = chapter_page(self.revision, chapter)
        title = f"第{_ordinal(chapter.id)}章　{chapter.title}"
        parts = [heading(1, title, f"chapter-{chapter.id}"), self._banner(here)]
        for article in chapter.articles:
            parts += self.article(here, article)
        boost = CURRENT_BOOST if self.revision is self.site.current(self.policy) else 1
        return Page(path=here, title=title, parts=tuple(parts), boost=boost)

    def _banner(self, here: str) -> str:
        name = f"{self.revision.head.title}　{self.revision.label} 修订（{self.state}）"
        inner = link(here, revision_page(self.revision), esc(name))
        return el("p", inner, class_="tousu-crumb")

    def whole(self) -> Page:
        here = whole_page(self.revision)
        title = f"{self.revision.head.title}　全文"
        parts = [heading(1, self.revision.head.title, "top"), self._banner(here)]
        for chapter in self.revision.chapters:
            name = f"第{_ordinal(chapter.id)}章　{chapter.title}"
            parts.append(heading(2, name, f"chapter-{chapter.id}"))
            for article in chapter.articles:
                parts += self.article(here, article)
        return Page(
            path=here, title=title, parts=tuple(parts), searched=False, hide=("navigation",)
        )

    def article(self, here: str, article: Article) -> Iterator[str]:
        """An article and its clauses."""
        yield heading(3, _article_title(article), anchor(article.id))
        yield self._passage(here, article.id, article.text or "", article.compliance)
        for clause in article.clauses:
            yield heading(4, _clause_title(clause), anchor(clause.id))
            yield self._passage(here, clause.id, clause.text, clause.compliance)

    def _passage(self, here: str, name: str, text: str, compliance: Compliance | None) -> str:
        body = "".join(
            el("p", self.glossary.explained(line)) for line in text.splitlines() if line.strip()
        )
        rules = "".join(self._rule(here, rule) for rule in self.rules.get(name, ()))
        return el(
            "div",
            el("p", self._badges(here, name), class_="tousu-marks"),
            body,
            el("ul", rules, class_="tousu-rules") if rules else "",
            self._compliance(compliance),
            class_="tousu-passage",
        )

    def _badges(self, here: str, name: str) -> str:
        marks = [self.source(here, self.origins.get(name))]
        if name in self.changes:
            kind = self.changes[name]
            marks.append(badge(f"本次{CHANGES[kind]}", kind))
        return "".join(marks)

    def source(self, here: str, name: str | None) -> str:
        """A badge of provenance that leads to what is known of it."""
        item = self.sources.get(name or "")
        if item is None:
            return ""
        told = f"{item.title}。{item.note or ''}"
        mark = badge(PROVENANCE.get(item.kind, item.kind), item.kind, told)
        return link(here, revision_page(self.revision), mark, f"src-{item.id}")

    def _rule(self, here: str, rule: Rule) -> str:
        page = rule_page(self.revision.policy, rule.id)
        demand = self.glossary.explained(rule.describe(self.words).render("zh"))
        when = describe(rule.when, self.words).render("zh") + "：" if rule.when else ""
        origin = provenance_of(self.revision, rule)
        return el(
            "li",
            link(here, page, esc(rule.title)),
            badge(LEVELS[rule.level], rule.level),
            self.source(here, origin) if rule.provenance else "",
            el("p", esc(when), demand, esc("。")),
        )

    def _compliance(self, compliance: Compliance | None) -> str:
        if compliance is None:
            return ""
        told = f"没有对应的规则（{COMPLIANCE[compliance.by]}）：{compliance.reason}"
        return el("p", esc(told), class_="tousu-compliance")


def _article_title(article: Article) -> str:
    return f"{article.label}　{article.title}" if article.title else article.label


def _clause_title(clause: Clause) -> str:
    return clause.label or clause.id


def _ordinal(number: str) -> str:
    """A chapter's id as it is counted aloud, where it is a number up to 99."""
    digits = "零一二三四五六七八九"
    if not number.isascii() or not number.isdigit() or not 0 < int(number) < 100:  # noqa: PLR2004
        return f" {number} "
    tens, ones = divmod(int(number), 10)
    left = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return left + (digits[ones] if ones or not tens else "")
