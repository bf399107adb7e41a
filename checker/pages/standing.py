"""How rules and months stand, for the front page: what was broken, and what cannot be judged."""

from __future__ import annotations

from collections import Counter

from checker.pages.html import el, esc, link, table
from checker.pages.labels import FIXED_RULES, REQUIRED_FIELD
from checker.pages.places import HOME, rule_page
from checker.pages.view import Site

MOST_RULES = 12
MONTHS = 12
HEAD = ("规则", "违规", "无法判断", "已确认", "")


def by_rule(site: Site) -> str:
    """Rules that are broken, the most often first; then the unclear, then those whose breaches are owned."""
    rows = []
    for (policy, rule), found in site.by_rule.items():
        counts = site.counts(policy, rule)
        breaches = counts["violation"] + counts["acknowledged"]
        if breaches or counts["undetermined"]:
            order = (-counts["violation"], -counts["undetermined"], -breaches)
            rows.append((order, rule, policy, found[0].verdict.title))
    if not rows:
        return el("p", esc("没有违规，也没有无法判断的。"))
    most = max(1, *(-breaches for (_, _, breaches), *_ in rows))
    told = [_rule_row(site, policy, rule, title, most) for _, rule, policy, title in sorted(rows)]
    rest = told[MOST_RULES:]
    more = ""
    if rest:
        summary = el("summary", esc(f"其余 {len(rest)} 条"))
        more = el("details", summary, table(HEAD, rest, "tousu-byrule"))
    return table(HEAD, told[:MOST_RULES], "tousu-byrule") + more


def _rule_row(site: Site, policy: str, rule: str, title: str, most: int) -> list[str]:
    counts = site.counts(policy, rule)
    known = rule not in FIXED_RULES or rule == REQUIRED_FIELD
    name = link(HOME, rule_page(policy, rule), esc(title)) if known else esc(title)
    numbers = [counts[status] for status in ("violation", "undetermined", "acknowledged")]
    bar = _bar([counts["violation"], counts["acknowledged"]], most)
    return [name, *(esc(number or "") for number in numbers), bar]


def _bar(numbers: list[int], most: int) -> str:
    """Two lengths end to end: violations solid, acknowledged ones outlined."""
    first, second = (round(100 * number / most, 1) for number in numbers)
    solid = el("rect", x=0, y=1, width=first, height=8, class_="solid")
    outlined = el("rect", x=first, y=1, width=second, height=8, class_="outlined")
    return el(
        "svg", solid, outlined, viewBox="0 0 100 10", class_="tousu-bar", preserveAspectRatio="none",
        aria_hidden="true",
    )  # fmt: skip


def by_month(site: Site) -> str:
    """What was owed and is decided, by the month in which the case opened: how much of it was kept."""
    kept, broken, unclear = Counter[str](), Counter[str](), Counter[str]()
    for case in site.cases:
        month = case.opened.day.isoformat()[: len("2026-01")]
        kept[month] += case.count("met")
        broken[month] += case.count("violation", "acknowledged")
        unclear[month] += case.count("undetermined")
    rows = [
        _month_row(month, kept[month], broken[month], unclear[month])
        for month in sorted(kept, reverse=True)
        if kept[month] + broken[month] + unclear[month]
    ]
    note = "已履行的占已有结论的（已履行、违规、违规已确认），豁免的不计，无法判断的另列。"
    head = ("月份", "已履行", "无法判断", "")
    return table(head, rows[:MONTHS], "tousu-bymonth") + el("p", esc(note))


def _month_row(month: str, kept: int, broken: int, unclear: int) -> list[str]:
    decided = kept + broken
    told = f"{100 * kept / decided:.1f}%（{kept}/{decided}）" if decided else "—"
    return [esc(month), esc(told), esc(unclear or ""), _bar([kept, broken], max(1, decided))]
