"""How a rule stands now: counts, and the cases by status."""

from __future__ import annotations

from checker.model.finding import STATUSES, Status
from checker.pages.html import el, esc, link, unsearched
from checker.pages.labels import (
    MARKS,
    REASONS,
)
from checker.pages.labels import (
    STATUSES as STATUS_WORDS,
)
from checker.pages.places import REGISTER
from checker.pages.view import Found, Site

SHOWN: tuple[Status, ...] = (
    "violation",
    "undetermined",
    "due_soon",
    "acknowledged",
    "waived",
    "pending",
)
"""Statuses whose cases a rule's page names."""
MOST_CASES = 200
"""Cases named for each status; the register has all."""


def findings(site: Site, here: str, policy: str, rule: str) -> str:
    """How a rule stands now: counts, and the cases by status."""
    counts = site.counts(policy, rule)
    if not counts:
        return el("p", esc("没有结论：由 tousu audit 按提交历史判断，或者没有案件适用。"))
    told_ = "，".join(
        f"{STATUS_WORDS[status]} {counts[status]}" for status in STATUSES if counts[status]
    )
    lists = [
        _cases(
            here, status, [it for it in site.by_rule[policy, rule] if it.verdict.status == status]
        )
        for status in SHOWN
        if counts[status]
    ]
    return unsearched(el("p", esc(told_ + "。")), *lists)


def _cases(here: str, status: Status, found: list[Found]) -> str:
    items = [el("li", _subject(here, item)) for item in found[:MOST_CASES]]
    rest = len(found) - len(items)
    if rest > 0:
        items.append(el("li", link(here, REGISTER, esc(f"另有 {rest} 项，见案件登记簿"))))
    name = f"{MARKS[status]} {STATUS_WORDS[status]}（{len(found)}）"
    opened = "open" if status == "violation" else None
    return el("details", el("summary", esc(name)), el("ul", *items), open=opened)


def _subject(here: str, item: Found) -> str:
    name = esc(item.subject or "")
    if item.case:
        name = link(here, item.case.path, esc(item.case.id))
    reason = REASONS.get(item.verdict.reason or "")
    mark = esc(f"（{reason}）") if reason else ""
    return name + mark + esc(f"　{item.verdict.message}")
