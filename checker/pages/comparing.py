"""Neighbouring revisions for the pages: what came before, what changed, a rule in full."""

from __future__ import annotations

from functools import lru_cache

from checker.comparing.difference import Difference, compare_revisions
from checker.comparing.rows import SORT_ORDER
from checker.model.policy import Policy, Revision
from checker.pages.labels import LEVELS
from checker.rules.base import Rule, Words
from checker.wording import describe


def previous(policy: Policy, revision: Revision) -> Revision | None:
    """The revision before this one."""
    place = policy.revisions.index(revision)
    return policy.revisions[place - 1] if place else None


@lru_cache(maxsize=64)
def difference(old: Revision, new: Revision) -> Difference:
    """What differs between two revisions; compared once, shown on several pages."""
    return compare_revisions(old, new)


def clause_changes(old: Revision, new: Revision) -> dict[str, str]:
    """What became of each article and clause of the new revision, by id, in one word."""
    return {
        change.after.id: next(sort for sort in SORT_ORDER if sort in change.sorts)
        for change in difference(old, new).text
        if change.after is not None
    }


def told(rule: Rule, words: Words) -> str:
    """A rule in full: condition, demand, ground, level."""
    labels = words.revision.clause_labels
    basis = "、".join(labels.get(name, name) for name in rule.basis)
    when = describe(rule.when, words).render("zh")
    demand = rule.describe(words).render("zh")
    return f"{when}。{demand}。依据：{basis}。级别：{LEVELS[rule.level]}。"
