"""规则目录: a page a rule: what it demands, since when, on what ground, with examples and findings."""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages.page import Page
from checker.pages.rules.catalogue import catalogue, rule_ids
from checker.pages.rules.required_fields import required_fields
from checker.pages.rules.rule import RulePage
from checker.pages.view import Site


def pages(site: Site) -> Iterator[Page]:
    """An index, then a page for every rule that any revision has or had."""
    yield catalogue(site)
    for policy in site.policies:
        for name in rule_ids(site, policy):
            yield RulePage(site, policy, name).page()
        yield required_fields(site, policy)
