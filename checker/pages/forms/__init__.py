"""Forms for those who write no YAML: a new case, a further event; made from the policy in force.

The page asks, its script checks and writes the file; nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages.forms import case, event
from checker.pages.page import Page
from checker.pages.view import Site

__all__ = ["nav", "pages"]


def pages(site: Site) -> Iterator[Page]:
    """Both forms of every policy."""
    for policy in site.policies:
        yield case.page(site, policy)
        yield event.page(site, policy)


def nav(site: Site) -> list[dict[str, str]]:
    """Titles to pages."""
    several = len(site.policies) > 1
    return [
        {f"{page.title}（{policy.id}）" if several else page.title: f"{page.path}.md"}
        for policy in site.policies
        for page in (case.page(site, policy), event.page(site, policy))
    ]
