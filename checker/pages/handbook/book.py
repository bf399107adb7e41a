"""One revision, with what its pages look up again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from checker.comparing.alignment import PassageChange
from checker.model.policy import Article, Chapter, Clause, Policy, Revision
from checker.pages.comparing import clause_changes, difference, previous
from checker.pages.terms import Glossary
from checker.pages.view import Site, origins, rules_on, sources

COUNTED = re.compile("0*[1-9][0-9]?")
"""A chapter's id that is a number from 1 to 99."""
IN_FORCE = "现行"


class Book:
    """A revision of a policy as the handbook shows it."""

    def __init__(self, site: Site, policy: Policy, revision: Revision) -> None:
        self.site = site
        self.policy = policy
        self.revision = revision
        self.before = previous(policy, revision)
        self.state = state(site, policy, revision)
        self.words = site.words(revision)
        self.glossary = Glossary(revision)
        self.rules = rules_on(revision)
        self.sources = sources(revision)
        self.origins = origins(revision)
        self.changes = clause_changes(self.before, revision) if self.before else {}

    @property
    def title(self) -> str:
        """What stands over its pages."""
        return f"{self.revision.head.title}　{self.revision.label} 修订（{self.state}）"

    def why(self, name: str) -> str | None:
        """Why the revision says it changed a clause."""
        return difference(self.before, self.revision).reason(name) if self.before else None

    def gone(self, article: Article) -> list[PassageChange]:
        """The clauses that an article had before and has no more."""
        return [change for change in self._gone if change.place.id.split(".")[0] == article.id]

    @cached_property
    def _gone(self) -> list[PassageChange]:
        if self.before is None:
            return []
        return [it for it in difference(self.before, self.revision).text if it.after is None]

    def decided(self, name: str) -> int:
        """How many cases the rules on a clause have decided under this revision."""
        found: set[str] = set()
        for rule in self.rules.get(name, ()):
            key = self.revision.policy, self.revision.effective_from, rule.id
            found |= self.site.decided.get(key, set())
        return len(found)


def state(site: Site, policy: Policy, revision: Revision) -> str:
    """Whether a revision is in force at the site's moment, in words."""
    if revision is policy.in_force_on(site.result.as_of.day):
        return IN_FORCE
    if revision.effective_from > site.result.as_of.day:
        return "尚未施行"
    return "已被取代或废止"


def article_title(article: Article) -> str:
    """An article's number and what it is about."""
    return f"{article.label}　{article.title}" if article.title else article.label


def clause_title(clause: Clause) -> str:
    """A clause's number."""
    return clause.label or clause.id


def chapter_title(chapter: Chapter) -> str:
    """A chapter's number, aloud, and what it is about."""
    return f"第{ordinal(chapter.id)}章　{chapter.title}"


def ordinal(number: str) -> str:
    """A chapter's id as it is counted aloud, where it is a number up to 99."""
    digits = "零一二三四五六七八九"
    if not COUNTED.fullmatch(number):
        return f" {number} "
    tens, ones = divmod(int(number), 10)
    left = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return left + (digits[ones] if ones or not tens else "")


def until(policy: Policy, revision: Revision) -> str | None:
    """The first day on which a revision no longer holds."""
    ends = [item.effective_from for item in policy.revisions]
    later = [day for day in ends if day > revision.effective_from]
    last = [revision.head.repealed_on] if revision.head.repealed_on else []
    return min([*later, *last]).isoformat() if later or last else None


def holding(book: Book, chapter_id: str) -> Iterator[tuple[Revision, Chapter | None]]:
    """Every revision of the policy, with its chapter of that id where it has one."""
    for revision in book.policy.revisions:
        found = (item for item in revision.chapters if item.id == chapter_id)
        yield revision, next(found, None)
