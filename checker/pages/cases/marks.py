"""A status and a rule, as every section of a case's page shows them."""

from __future__ import annotations

from checker.model.finding import Status
from checker.pages.audience import PublicVerdict
from checker.pages.html import badge, esc, link
from checker.pages.labels import FIXED_RULES, MARKS, REQUIRED_FIELD
from checker.pages.labels import STATUSES as STATUS_WORDS
from checker.pages.places import rule_page


def status_badge(status: Status, more: str = "") -> str:
    """A status by sign, word and colour."""
    return badge(f"{MARKS[status]} {STATUS_WORDS[status]}{more}", status)


def rule_link(here: str, item: PublicVerdict) -> str:
    """A rule's title, leading to its page; the program's own checks have none."""
    if item.rule in FIXED_RULES and item.rule != REQUIRED_FIELD:
        return esc(item.title)
    return link(here, rule_page(item.policy, item.rule), esc(item.title))
