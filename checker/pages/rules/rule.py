"""One rule over all revisions: what it demands, on what ground, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.comparing.rows import Rows
from checker.model.policy import Policy, Revision
from checker.pages.comparing import difference, told
from checker.pages.html import badge, el, esc, link, table
from checker.pages.labels import (
    KINDS,
    LEVELS,
    PROVENANCE,
)
from checker.pages.page import Page, heading
from checker.pages.places import revision_page, rule_page
from checker.pages.rules.basis import basis_links
from checker.pages.rules.examples import example_text
from checker.pages.rules.findings import findings
from checker.pages.view import Site, provenance_of, sources
from checker.rules.base import Rule
from checker.wording import describe

RULE_BOOST = 8
"""How much the search prefers a rule's own page to the clauses that mention it."""


class RulePage:
    """One rule over all revisions."""

    def __init__(self, site: Site, policy: Policy, name: str) -> None:
        self.site, self.policy, self.name = site, policy, name
        self.here = rule_page(policy.id, name)
        self.having = [item for item in policy.revisions if name in item.rules_by_id]
        current = site.current(policy)
        self.revision = current if current in self.having else self.having[-1]
        self.rule: Rule = self.revision.rules_by_id[name]

    def page(self) -> Page:
        parts = [
            heading(1, self.rule.title, self.name),
            self._demand(),
            heading(2, "依据和出处", "basis"),
            self._facts(),
            heading(2, "沿革", "history"),
            self._history(),
            heading(2, "当前结论", "findings"),
            findings(self.site, self.here, self.policy.id, self.name),
            heading(2, "例子", "examples"),
            self._examples(),
        ]
        return Page(path=self.here, title=self.rule.title, parts=tuple(parts), boost=RULE_BOOST)

    def _demand(self) -> str:
        words = self.site.words(self.revision)
        when = describe(self.rule.when, words).render("zh")
        gone = [] if self.revision is self.site.current(self.policy) else [self._not_in_force()]
        return el(
            "div",
            *gone,
            el("p", esc(self.rule.describe(words).render("zh") + "。"), class_="tousu-demand"),
            el("p", el("strong", esc("适用：")), esc(when + "。")),
            *self._remarks(),
        )

    def _not_in_force(self) -> str:
        told_ = f"现行修订没有这条规则；下面是 {self.revision.label} 修订的内容。"
        return el("p", esc(told_), class_="tousu-compliance")

    def _remarks(self) -> Iterator[str]:
        for name, text in (("理由", self.rule.rationale), ("违反了怎么办", self.rule.remedy)):
            if text:
                yield el("p", el("strong", esc(f"{name}：")), esc(text))

    def _facts(self) -> str:
        rule, rows = self.rule, []
        rows.append(("编号", el("code", esc(rule.id))))
        rows.append(("类型", esc(KINDS.get(rule.kind, rule.kind))))
        rows.append(("级别", badge(LEVELS[rule.level], rule.level)))
        rows.append(("依据", basis_links(self.here, self.revision, rule.basis)))
        rows.append(("出处", self._source()))
        rows.append(("能否豁免", esc("能" if rule.can_be_waived else "不能")))
        if rule.implements:
            rows.append(("落实", esc(rule.implements)))
        body = "".join(el("tr", el("th", esc(a), scope="row"), el("td", b)) for a, b in rows)
        return el("div", el("table", body, class_="tousu-facts"), class_="tousu-scroll")

    def _source(self) -> str:
        item = sources(self.revision).get(provenance_of(self.revision, self.rule) or "")
        if item is None:
            return esc("未写明")
        mark = badge(PROVENANCE.get(item.kind, item.kind), item.kind)
        page = revision_page(self.revision)
        inner = mark + link(self.here, page, esc(item.title), f"src-{item.id}")
        return inner + (el("p", esc(item.note)) if item.note else "")

    def _history(self) -> str:
        rows = []
        texts = {item: self._told(item) for item in self.policy.revisions}
        before = {new: old for old, new in pairwise(self.policy.revisions)}
        for revision, text in reversed(texts.items()):
            last = texts.get(before[revision]) if revision in before else None
            name = link(self.here, revision_page(revision), esc(f"{revision.label} 修订"))
            why = self._why(revision, before.get(revision))
            rows.append([name, esc(f"{revision.effective_from} 起"), _change(text, last), why])
        return table(("修订", "施行", "内容", "变化和理由"), rows, "tousu-history", stacks=True)

    def _why(self, revision: Revision, before: Revision | None) -> str:
        """What changed against the revision before, with its direction, and why."""
        if before is None:
            return esc("—")
        organization = self.site.result.instance.organization
        rows = Rows(difference(before, revision), organization, "zh").rules()
        row = next((item for item in rows if item.id == self.name), None)
        if row is None:
            return esc("—")
        told_ = el("ul", *(el("li", esc(sentence)) for sentence in row.sentences))
        reason = el("p", esc(f"理由：{row.reason}")) if row.reason else ""
        return badge(row.way, row.direction) + told_ + reason

    def _told(self, revision: Revision) -> str | None:
        rule = revision.rules_by_id.get(self.name)
        return told(rule, self.site.words(revision)) if rule else None

    def _examples(self) -> str:
        examples = [
            item for item in self.site.examples.get(self.policy.id, ()) if item.rule == self.name
        ]
        if not examples:
            return el("p", esc("没有例子：这类规则由审计按提交历史判断，或者还没有写规则测试。"))
        return "\n".join(example_text(self.site, self.policy, item) for item in examples)


def _change(text: str | None, last: str | None) -> str:
    if text is None:
        return esc("没有这条规则")
    return esc("与上一修订相同") if text == last else esc(text)
