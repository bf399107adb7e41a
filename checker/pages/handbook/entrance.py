"""The handbook's first page: policies, their revisions, a day to look up."""

from __future__ import annotations

from checker.model.policy import Policy
from checker.pages.handbook.book import state
from checker.pages.handbook.picker import picker, script
from checker.pages.html import el, esc, link, table
from checker.pages.page import Page, heading
from checker.pages.places import HANDBOOK, booklet, revision_page, whole_page
from checker.pages.view import Site


def entrance(site: Site) -> Page:
    """The page that leads to the texts."""
    parts = [heading(1, "制度手册", "handbook")]
    for policy in site.policies:
        parts.append(heading(2, site.current(policy).head.title, policy.id))
        parts.append(_revisions(site, policy))
        parts.append(picker(HANDBOOK, policy, revision_page))
    return Page(path=HANDBOOK, title="制度手册", parts=tuple(parts), scripts=(script(HANDBOOK),))


def _revisions(site: Site, policy: Policy) -> str:
    rows = []
    for revision in site.newest_first(policy):
        name = link(HANDBOOK, revision_page(revision), esc(f"{revision.label} 修订"))
        whole = link(HANDBOOK, whole_page(revision), esc("全文"))
        if site.booklets:
            whole += esc("　") + el("a", esc("PDF"), href=booklet(HANDBOOK, revision))
        told = esc(state(site, policy, revision))
        rows.append([name, esc(revision.effective_from), told, whole])
    return table(("修订", "施行日期", "状态", "打印"), rows)
