"""The index of the rules by kind: those in force, and those that once were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model.policy import Policy, Revision
from checker.pages.html import badge, el, esc, link, table
from checker.pages.labels import (
    FIXED_RULES,
    KINDS,
    LEVELS,
    REQUIRED_FIELD,
)
from checker.pages.page import Page, heading
from checker.pages.places import RULES, rule_page
from checker.pages.view import Site
from checker.rules import RULE_KINDS
from checker.rules.base import Rule


def rule_ids(site: Site, policy: Policy) -> list[str]:
    """Every rule's id: those in force in their order, then those that once were."""
    names: dict[str, None] = {}
    for revision in site.newest_first(policy):
        names |= dict.fromkeys(revision.rules_by_id)
    return list(names)


def catalogue(site: Site) -> Page:
    """The page that leads to the rules, policy by policy."""
    parts = [heading(1, "规则目录", "rules")]
    for policy in site.policies:
        current = site.current(policy)
        parts.append(heading(2, current.head.title, policy.id))
        for kind in RULE_KINDS:
            rules = [rule for rule in current.rules if rule.kind == kind]
            if rules:
                parts.append(heading(3, KINDS[kind], f"{policy.id}-{kind}"))
                parts.append(_kind_table(site, current, rules))
        parts += _others(site, policy)
    return Page(path=RULES, title="规则目录", parts=tuple(parts))


def _kind_table(site: Site, revision: Revision, rules: Iterable[Rule]) -> str:
    rows = []
    for rule in rules:
        name = link(RULES, rule_page(revision.policy, rule.id), esc(rule.title))
        demand = rule.describe(site.words(revision)).render("zh")
        counts = site.counts(revision.policy, rule.id)
        numbers = [esc(counts[status] or "") for status in ("violation", "acknowledged", "met")]
        rows.append([name, esc(demand), badge(LEVELS[rule.level], rule.level), *numbers])
    return table(("规则", "要求", "级别", "违规", "已确认", "已履行"), rows, "tousu-rulelist")


def _others(site: Site, policy: Policy) -> Iterator[str]:
    """Rules no longer in force, and the program's own."""
    current = site.current(policy)
    gone = [name for name in rule_ids(site, policy) if name not in current.rules_by_id]
    items = [_gone(policy, name) for name in gone]
    fixed = link(RULES, rule_page(policy.id, REQUIRED_FIELD), esc(FIXED_RULES[REQUIRED_FIELD]))
    yield heading(3, "其他", f"{policy.id}-others")
    yield el("ul", *items, el("li", fixed, esc("：栏目表写明必填的，都要填写。")))


def _gone(policy: Policy, name: str) -> str:
    having = [revision for revision in policy.revisions if name in revision.rules_by_id]
    title = having[-1].rules_by_id[name].title
    labels = "、".join(revision.label for revision in having)
    inner = link(RULES, rule_page(policy.id, name), esc(title))
    return el("li", inner, esc(f"：只在 {labels} 修订中"))
