"""修订对照: neighbouring revisions as `tousu policy diff` compares them, printable in black and white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.comparing.alignment import PassageChange
from checker.comparing.passages import Passage
from checker.comparing.rows import SORT_ORDER, PassageRow, Rows, RuleRow
from checker.model.policy import Policy, Revision
from checker.pages.comparing import difference
from checker.pages.html import badge, el, esc, link, paragraphs, table
from checker.pages.labels import APPLIES_TO
from checker.pages.page import Page, heading
from checker.pages.places import COMPARISON, anchor, clause_page, comparison_page, rule_page
from checker.pages.turns import TurnsTable
from checker.pages.view import Site


def pages(site: Site) -> Iterator[Page]:
    """An index, and a page for every pair of neighbours."""
    yield _index(site)
    for policy in site.policies:
        for old, new in pairwise(policy.revisions):
            yield _Pair(site, old, new).page()


def _index(site: Site) -> Page:
    parts = [heading(1, "修订对照", "comparison")]
    for policy in site.policies:
        parts.append(heading(2, site.current(policy).head.title, policy.id))
        parts.append(_list(site, policy))
    return Page(path=COMPARISON, title="修订对照", parts=tuple(parts))


def _list(site: Site, policy: Policy) -> str:
    pairs = list(pairwise(policy.revisions))
    if not pairs:
        return el("p", esc("只有一次修订，没有可以对照的。"))
    return el("ul", *(el("li", _link(site, old, new)) for old, new in reversed(pairs)))


def _link(site: Site, old: Revision, new: Revision) -> str:
    name = f"{old.label} → {new.label}（{new.effective_from} 起施行）"
    return link(COMPARISON, comparison_page(old, new), esc(name)) + esc(
        f"　{_rows(site, old, new).summary()}"
    )


def _rows(site: Site, old: Revision, new: Revision) -> Rows:
    return Rows(difference(old, new), site.result.instance.organization, "zh")


class _Pair:
    """The page of two neighbours."""

    def __init__(self, site: Site, old: Revision, new: Revision) -> None:
        self.site, self.old, self.new = site, old, new
        self.here = comparison_page(old, new)
        self.rows = _rows(site, old, new)

    def page(self) -> Page:
        title = f"修订对照：{self.old.label} → {self.new.label}"
        parts = [
            heading(1, title, "comparison"),
            self._summary(),
            heading(2, "修订对照表", "text"),
            self._text(),
            heading(2, "规则", "rules"),
            self._rules(),
            heading(2, "登记内容", "vocabulary"),
            self._vocabulary(),
            *self._turns(),
        ]
        return Page(path=self.here, title=title, parts=tuple(parts), hide=("toc",))

    def _summary(self) -> str:
        changes = self.new.head.changes
        told = paragraphs(changes.summary) if changes else el("p", esc("没有写明修订说明。"))
        since = f"自 {self.new.effective_from} 起施行；{APPLIES_TO[self.new.head.applies_to]}。"
        counts = el("p", esc(f"{self.rows.summary()}。"))
        return el("div", told, el("p", esc(since)), counts, class_="tousu-summary")

    def _text(self) -> str:
        changes = self.rows.difference.told_text
        cells = [
            self._passage(change, row)
            for change, row in zip(changes, self.rows.passages(), strict=True)
        ]
        renumbered = self.rows.renumbered()
        rest = [el("p", esc(f"{renumbered}。"))] if renumbered else []
        return "\n".join([_table(cells, ("序号", "原条款", "修订后条款", "说明")), *rest])

    def _passage(self, change: PassageChange, row: PassageRow) -> list[str]:
        sort = next(sort for sort in SORT_ORDER if sort in change.sorts)
        revision = self.new if change.after else self.old
        links = [
            link(self.here, rule_page(revision.policy, rule.id), esc(rule.title))
            for rule in self.rows.difference.rules_on(change)
        ]
        rules = el("p", esc("规则："), esc("、").join(links)) if links else ""
        return [
            esc(row.number),
            self._side(change.before, self.old, row.before, row, "removed", "del"),
            self._side(change.after, self.new, row.after, row, "added", "ins"),
            badge(row.sorts, sort) + el("p", esc(row.reason or "")) + rules,
        ]

    def _side(
        self,
        passage: Passage | None,
        revision: Revision,
        label: str,
        row: PassageRow,
        sort: str,
        mark: str,
    ) -> str:
        """One side's text, what only it has marked; its label leads to the handbook."""
        if passage is None:
            return esc("—")
        page = clause_page(revision, passage.id)
        name = link(self.here, page, esc(label), anchor(passage.id)) if page else esc(label)
        text = "".join(
            el(mark, esc(span.text)) if span.sort == sort else esc(span.text)
            for span in row.spans
            if span.sort in ("same", sort)
        )
        return el("strong", name) + el("p", text)

    def _rules(self) -> str:
        cells = [self._rule(place + 1, row) for place, row in enumerate(self.rows.rules())]
        return _table(cells, ("序号", "规则", "变化", "说明"))

    def _rule(self, number: int, row: RuleRow) -> list[str]:
        page = rule_page(self.new.policy, row.id)
        told = el("ul", *(el("li", esc(sentence)) for sentence in row.sentences))
        way = badge(row.way, row.direction)
        return [
            esc(number),
            el("strong", link(self.here, page, esc(row.title)))
            + el("p", esc("、".join(row.basis))),
            told,
            way + el("p", esc(row.reason or "")),
        ]

    def _vocabulary(self) -> str:
        told = self.rows.vocabulary()
        if not told:
            return el("p", esc("没有变化。"))
        return el("ul", *(el("li", esc(item)) for item in told))

    def _turns(self) -> Iterator[str]:
        turns = self.site.turns.get((self.new.policy, self.new.effective_from.isoformat()))
        if turns is not None:
            yield heading(2, "影响的案件", "cases")
            yield TurnsTable(self.site, self.new.policy, self.here, turns).html()


def _table(rows: Sequence[Sequence[str]], head: Sequence[str]) -> str:
    if not rows:
        return el("p", esc("没有变化。"))
    return table(head, rows, "tousu-compare", stacks=True)
