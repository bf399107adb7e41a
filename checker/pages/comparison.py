"""修订对照: neighbouring revisions of the text and of the rules, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.model.policy import Policy, Revision
from checker.pages.comparing import Point, Step, marked, rule_steps, text_steps
from checker.pages.html import badge, el, esc, link, paragraphs, table
from checker.pages.labels import APPLIES_TO, CHANGES
from checker.pages.page import Page, heading
from checker.pages.places import COMPARISON, anchor, clause_page, comparison_page, rule_page
from checker.pages.view import Site


def pages(site: Site) -> Iterator[Page]:
    """An index, and a page for every pair of neighbours."""
    yield _index(site)
    for policy in site.policies:
        for old, new in pairwise(policy.revisions):
            yield _pair(old, new)


def _index(site: Site) -> Page:
    parts = [heading(1, "修订对照", "comparison")]
    for policy in site.policies:
        parts.append(heading(2, site.current(policy).head.title, policy.id))
        parts.append(_list(policy))
    return Page(path=COMPARISON, title="修订对照", parts=tuple(parts))


def _list(policy: Policy) -> str:
    pairs = list(pairwise(policy.revisions))
    if not pairs:
        return el("p", esc("只有一次修订，没有可以对照的。"))
    items = [el("li", _link(old, new)) for old, new in reversed(pairs)]
    return el("ul", *items)


def _link(old: Revision, new: Revision) -> str:
    counts = Counter(step.kind for step in [*text_steps(old, new), *rule_steps(old, new)])
    told = "，".join(f"{word} {counts[kind]} 处" for kind, word in CHANGES.items() if counts[kind])
    name = f"{old.label} → {new.label}（{new.effective_from} 起施行）"
    return link(COMPARISON, comparison_page(old, new), esc(name)) + esc(f"　{told}")


def _pair(old: Revision, new: Revision) -> Page:
    here = comparison_page(old, new)
    title = f"修订对照：{old.label} → {new.label}"
    texts = [step for step in text_steps(old, new) if step.kind]
    rules = [step for step in rule_steps(old, new) if step.kind]
    parts = [
        heading(1, title, "comparison"),
        _summary(new),
        heading(2, "条文", "text"),
        _table([_text_row(here, step, old, new) for step in texts]),
        heading(2, "规则", "rules"),
        _table([_rule_row(here, step, new) for step in rules]),
    ]
    return Page(path=here, title=title, parts=tuple(parts), hide=("toc",))


def _summary(new: Revision) -> str:
    changes = new.head.changes
    told = paragraphs(changes.summary) if changes else el("p", esc("没有写明修订说明。"))
    since = f"自 {new.effective_from} 起施行；{APPLIES_TO[new.head.applies_to]}。"
    return el("div", told, el("p", esc(since)), class_="tousu-summary")


def _table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return el("p", esc("没有变化。"))
    return table(("变化", "原条款", "修订后条款", "说明"), rows, "tousu-compare", stacks=True)


def _text_row(here: str, step: Step, old: Revision, new: Revision) -> list[str]:
    before, after = _sides(step)
    return [
        _kind(step),
        _cell(_cited(here, step.id, step.old, old), before),
        _cell(_cited(here, step.id, step.new, new), after),
        esc(step.reason or ""),
    ]


def _rule_row(here: str, step: Step, new: Revision) -> list[str]:
    before, after = _sides(step)
    page = rule_page(new.policy, step.id)
    names = [link(here, page, esc(side.label)) if side else "" for side in (step.old, step.new)]
    cells = [_cell(names[0], before), _cell(names[1], after)]
    return [_kind(step), *cells, esc(step.reason or "")]


def _kind(step: Step) -> str:
    kind = step.kind or ""
    return badge(CHANGES[kind], kind)


def _sides(step: Step) -> tuple[str, str]:
    if step.old and step.new:
        return marked(step.old.text, step.new.text)
    return esc(step.old.text if step.old else ""), esc(step.new.text if step.new else "")


def _cited(here: str, name: str, point: Point | None, revision: Revision) -> str:
    page = clause_page(revision, name)
    if point is None or page is None:
        return ""
    return link(here, page, esc(point.label), anchor(name))


def _cell(name: str, text: str) -> str:
    return el("strong", name) + el("p", text) if name else esc("—")
