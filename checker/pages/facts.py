"""What the site builder must be told of what was generated: navigation, footer, words to search.

Plain data; how it reaches a builder is the command's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from checker.model.policy import Policy, Revision
from checker.pages import forms
from checker.pages.html import esc
from checker.pages.labels import FIXED_RULES, REQUIRED_FIELD
from checker.pages.places import (
    AUDIT,
    COMPARISON,
    DUE,
    HANDBOOK,
    HOME,
    REGISTER,
    REPORTS,
    RULES,
    chapter_page,
    comparison_page,
    report_page,
    revision_page,
    rule_page,
    whole_page,
)
from checker.pages.rules.catalogue import rule_ids
from checker.pages.view import Site

DIGEST_SHOWN = len("sha256:") + 12
LONGEST_WORD = 10

HOWTO_ORDER = ("index", "record", "privacy", "finding", "policy", "gate", "audit", "site")

Nav = list[Any]


def nav(site: Site) -> Nav:
    """The navigation: titles to pages, nested; nothing of a case."""
    return [
        {"首页": _md(HOME)},
        {"制度手册": [_md(HANDBOOK), *(item for it in site.policies for item in _books(site, it))]},
        {"规则目录": [_md(RULES), *(item for it in site.policies for item in _rules(site, it))]},
        {"修订对照": [_md(COMPARISON), *(item for it in site.policies for item in _pairs(it))]},
        {"案件登记簿": _md(REGISTER)},
        {"待办": _md(DUE)},
        {"分析报告": [_md(REPORTS), *_reports(site)]},
        {"登记": forms.nav(site)},
        {"审计": _md(AUDIT)},
        {"怎么办": [_md(page) for page in _howto(site)]},
    ]


def _md(path: str) -> str:
    return f"{path}.md"


def _books(site: Site, policy: Policy) -> Iterator[dict[str, Nav]]:
    for revision in site.newest_first(policy):
        pages: Nav = [_md(revision_page(revision))]
        pages += [_md(chapter_page(revision, chapter)) for chapter in revision.chapters]
        pages.append({"全文（打印）": _md(whole_page(revision))})
        yield {_book_title(site, policy, revision): pages}


def _book_title(site: Site, policy: Policy, revision: Revision) -> str:
    state = "（现行）" if revision is site.current(policy) else ""
    name = f"{revision.label} 修订{state}"
    return name if len(site.policies) == 1 else f"{revision.head.title} {name}"


def _rules(site: Site, policy: Policy) -> Iterator[str]:
    for name in [*rule_ids(site, policy), REQUIRED_FIELD]:
        yield _md(rule_page(policy.id, name))


def _pairs(policy: Policy) -> Iterator[dict[str, str]]:
    for old, new in reversed(list(pairwise(policy.revisions))):
        yield {f"{old.label} → {new.label}": _md(comparison_page(old, new))}


def _reports(site: Site) -> Iterator[dict[str, Nav]]:
    """By year: the year's report, its quarters', its months', the latest first."""
    years: dict[str, Nav] = {}
    for report in site.reports:
        years.setdefault(report.period[:4], []).append(_md(report_page(report.period)))
    for year, found in sorted(years.items(), reverse=True):
        yield {f"{year} 年": found}


def _howto(site: Site) -> list[str]:
    """The hand-written pages in their order, those without one last."""
    pages = [page for page in site.handwritten if page.startswith("howto/")]
    return sorted(pages, key=lambda page: (_place(page), page))


def _place(page: str) -> int:
    name = page.removeprefix("howto/")
    return HOWTO_ORDER.index(name) if name in HOWTO_ORDER else len(HOWTO_ORDER)


def footer(site: Site) -> str:
    """One line for the foot of every page: as of when, by which policy."""
    told = ["内部资料，含客户和员工信息，不得外传"] if site.internal else []
    told.append(f"数据截至 {site.as_of}")
    for policy in site.policies:
        revision = site.current(policy)
        told.append(f"{policy.id} {revision.label} 修订 {revision.digest[:DIGEST_SHOWN]}")
    told.append(f"由 {site.generator} 生成")
    return esc("；".join(told))


def search_words(site: Site) -> list[str]:
    """Words that the search must not cut: terms and labels of all revisions, sorted."""
    words = set(FIXED_RULES.values())
    for policy in site.policies:
        for revision in policy.revisions:
            words |= set(_words(revision))
    return sorted(word for word in words if word.isalpha() and 1 < len(word) <= LONGEST_WORD)


def _words(revision: Revision) -> Iterator[str]:
    yield from (item.term for item in revision.head.terms)
    yield from (kind.label for kind in revision.events.values())
    yield from (kind.status for kind in revision.events.values() if kind.status)
    for spec in revision.fields.values():
        yield spec.label
        yield from (choice.label for choice in spec.choices)
