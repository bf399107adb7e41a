"""Two neighbouring revisions set side by side, by id: what was added, removed, changed, moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from checker.model.policy import Policy, Revision
from checker.pages.html import el, esc
from checker.pages.labels import LEVELS
from checker.rules.base import Rule, Words
from checker.wording import describe

_PHRASE = re.compile(r"[^，。；：、（）]+[，。；：、（）]*|[，。；：、（）]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An article, a clause or a rule of one revision, in words."""

    label: str
    text: str
    parent: str = ""
    """Where it stands: another parent is another place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of one point from one revision to the next."""

    id: str
    old: Point | None
    new: Point | None
    reason: str | None

    @property
    def kind(self) -> str | None:
        """`added removed changed moved`, or None where it stayed as it was."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        if self.old.text != self.new.text:
            return "changed"
        same_place = (self.old.label, self.old.parent) == (self.new.label, self.new.parent)
        return None if same_place else "moved"


def previous(policy: Policy, revision: Revision) -> Revision | None:
    """The revision before this one."""
    place = policy.revisions.index(revision)
    return policy.revisions[place - 1] if place else None


def text_points(revision: Revision) -> dict[str, Point]:
    """Articles and clauses by id, in order."""
    points: dict[str, Point] = {}
    for chapter in revision.chapters:
        for article in chapter.articles:
            label = f"{article.label}　{article.title or ''}".strip()
            points[article.id] = Point(label=label, text=article.text or "", parent=chapter.id)
            for clause in article.clauses:
                label = article.label + (clause.label or clause.id)
                points[clause.id] = Point(label=label, text=clause.text, parent=article.id)
    return points


def rule_points(revision: Revision) -> dict[str, Point]:
    """Rules by id, in words; what a rule demands, when, on what ground and how strictly."""
    words = Words(revision)
    return {rule.id: Point(label=rule.title, text=told(rule, words)) for rule in revision.rules}


def told(rule: Rule, words: Words) -> str:
    """A rule in full: condition, demand, ground, level."""
    labels = words.revision.clause_labels
    basis = "、".join(labels.get(name, name) for name in rule.basis)
    when = describe(rule.when, words).render("zh")
    demand = rule.describe(words).render("zh")
    return f"{when}。{demand}。依据：{basis}。级别：{LEVELS[rule.level]}。"


def steps(
    old: Mapping[str, Point], new: Mapping[str, Point], reasons: Mapping[str, str]
) -> list[Step]:
    """Every point of either, in the new order; what was removed follows what it followed."""
    names = list(new)
    place = 0
    for name in old:
        if name in new:
            place = names.index(name) + 1
        else:
            names.insert(place, name)
            place += 1
    return [
        Step(id=name, old=old.get(name), new=new.get(name), reason=reasons.get(name))
        for name in names
    ]


@lru_cache(maxsize=64)
def text_steps(old: Revision, new: Revision) -> list[Step]:
    """The steps of the text between two revisions."""
    return steps(text_points(old), text_points(new), _reasons(new))


@lru_cache(maxsize=64)
def rule_steps(old: Revision, new: Revision) -> list[Step]:
    """The steps of the rules between two revisions."""
    return steps(rule_points(old), rule_points(new), _reasons(new))


def _reasons(revision: Revision) -> Mapping[str, str]:
    return revision.head.changes.reasons if revision.head.changes else {}


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts as HTML, phrases that went struck out and phrases that came underlined."""
    before, after = _PHRASE.findall(old), _PHRASE.findall(new)
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = "".join(before[a:b]), "".join(after[c:d])
        left.append(esc(gone) if kind == "equal" else _mark("del", gone))
        right.append(esc(came) if kind == "equal" else _mark("ins", came))
    return "".join(left), "".join(right)


def _mark(name: str, text: str) -> str:
    return el(name, esc(text)) if text else ""
