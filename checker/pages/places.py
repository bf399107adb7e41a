"""Where each page stands and what its headings are called; addresses that people cite.

An id stays the same as long as the policy's own: an inserted article moves nobody's citation.
"""

from __future__ import annotations

from checker.model.policy import Article, Chapter, Revision
from checker.pages.html import address

HOME = "index"
HANDBOOK = "handbook/index"
RULES = "rules/index"
COMPARISON = "comparison/index"
REGISTER = "register"
REPORTS = "reports/index"
DUE = "due"
AUDIT = "audit"
HOWTO = "howto/index"


def anchor(name: str) -> str:
    """The heading id of an article or clause: `8.5` is `art-8-5`, `16-1` is `art-16--1`."""
    return "art-" + name.replace("-", "--").replace(".", "-")


def revision_folder(revision: Revision) -> str:
    """A revision by its effective day, which never changes."""
    return f"handbook/{revision.policy}/{revision.effective_from.isoformat()}"


def revision_page(revision: Revision) -> str:
    """Its head: facts, contents, terms, provenance."""
    return f"{revision_folder(revision)}/index"


def chapter_page(revision: Revision, chapter: Chapter) -> str:
    """One of its chapters."""
    return f"{revision_folder(revision)}/chapter-{chapter.id}"


def whole_page(revision: Revision) -> str:
    """All of its chapters on one page, to print."""
    return f"{revision_folder(revision)}/whole"


def booklet_path(revision: Revision) -> str:
    """The same as a PDF, without its ending."""
    return f"{revision_folder(revision)}/booklet"


def booklet(here: str, revision: Revision) -> str:
    """The PDF's address as seen from a page."""
    return address(here, booklet_path(revision)).removesuffix(".html") + ".pdf"


def clause_page(revision: Revision, name: str) -> str | None:
    """The chapter's page that holds an article or clause."""
    for chapter in revision.chapters:
        if any(_holds(article, name) for article in chapter.articles):
            return chapter_page(revision, chapter)
    return None


def _holds(article: Article, name: str) -> bool:
    return article.id == name or any(clause.id == name for clause in article.clauses)


def rule_page(policy: str, rule: str) -> str:
    """A rule over all revisions: its id is never used again."""
    return f"rules/{policy}/{rule}"


def comparison_page(old: Revision, new: Revision) -> str:
    """Two neighbouring revisions side by side."""
    days = f"{old.effective_from.isoformat()}-{new.effective_from.isoformat()}"
    return f"comparison/{new.policy}/{days}"


def report_page(period: str) -> str:
    """The report of a period: `2026-02`, `2026-Q1`, `2026`."""
    return f"reports/{period}"
