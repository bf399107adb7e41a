"""Lint of the text: parts left out, titles left blank, clauses that no rule answers for."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.finding import Path
from checker.model.policy import Article, Clause, Revision
from checker.model.text import say
from checker.policychecks.looking import Found, Look

Item = tuple[Article | Clause, str, Path]


def items_of(revision: Revision) -> Iterator[Item]:
    """Every article and clause, how people cite it, and its place."""
    labels = revision.clause_labels
    for number, chapter in enumerate(revision.chapters):
        for index, article in enumerate(chapter.articles):
            place: Path = ("chapters", number, "articles", index)
            yield article, labels[article.id], place
            for at, clause in enumerate(article.clauses):
                yield clause, labels[clause.id], (*place, "clauses", at)


def cited(revision: Revision) -> frozenset[str]:
    """Ids of articles and clauses that a rule's basis names."""
    return frozenset(clause for rule in revision.rules for clause in rule.basis)


def parts_missing(look: Look) -> Iterator[Found]:
    """What `check` can do without, and the handbook cannot."""
    for revision in look.policy.revisions:
        head = revision.head
        parts = {
            "chapters": revision.chapters,
            "provenance": head.provenance,
            "records": revision.records,
            "terms": head.terms,
        }
        for key, part in parts.items():
            if not part:
                yield look.found(
                    "part-missing",
                    revision,
                    (),
                    say(
                        "修订 {label} 没有 {key}",
                        "revision {label} has no {key}",
                        label=revision.label,
                        key=key,
                    ),
                    say("补写这一部分", "write this part"),
                )


def titles_missing(look: Look) -> Iterator[Found]:
    """A rule's title is what reports and the handbook call it."""
    for revision, rule, place in look.rules():
        if not rule.title.strip() or rule.title == rule.id:
            yield look.found(
                "title-missing",
                revision,
                (*place, "title"),
                say("规则 {id} 的标题是空的", "the title of rule {id} is blank", id=rule.id),
                say("写一个简短的标题", "give it a short title"),
            )


def text_missing(look: Look) -> Iterator[Found]:
    """An article says something itself or in its clauses."""
    for revision in look.policy.revisions:
        for item, label, place in items_of(revision):
            bare = isinstance(item, Article) and not item.clauses
            if not (item.text or "").strip() and (bare or isinstance(item, Clause)):
                yield look.found(
                    "text-missing",
                    revision,
                    place,
                    say("{label}没有正文", "{label} has no text", label=label),
                    say("写明正文", "write its text"),
                )


def clauses_unanswered(look: Look) -> Iterator[Found]:
    """Every article and clause is cited by a rule, or says why it needs none."""
    for revision in look.policy.revisions:
        named = cited(revision)
        for item, label, place in items_of(revision):
            if item.id not in named and item.compliance is None:
                yield look.found(
                    "clause-uncited",
                    revision,
                    place,
                    say(
                        "没有规则以{label}为依据，它也没有写 compliance",
                        "no rule cites {label}, nor does it declare compliance",
                        label=label,
                    ),
                    say(
                        "写一条规则，或写明 compliance 和理由",
                        "write a rule, or declare compliance with a reason",
                    ),
                )


def clauses_answered_twice(look: Look) -> Iterator[Found]:
    """A clause that a rule cites does not also say that it needs none."""
    for revision in look.policy.revisions:
        named = cited(revision)
        for item, label, place in items_of(revision):
            if item.id in named and item.compliance is not None:
                yield look.found(
                    "clause-both",
                    revision,
                    (*place, "compliance"),
                    say(
                        "已有规则以{label}为依据，又写了 compliance",
                        "{label} is cited by a rule and declares compliance",
                        label=label,
                    ),
                    say("删去 compliance，或从 basis 中去掉它", "delete one of the two"),
                )


def reasons_unknown(look: Look) -> Iterator[Found]:
    """Reasons of changes name an article, a clause or a rule, of this revision or the one before."""
    known: set[str] = set()
    for revision in look.policy.revisions:
        here = {*revision.clause_labels, *revision.rules_by_id, *revision.fields, *revision.events}
        changes = revision.head.changes
        for name in changes.reasons if changes else ():
            if name not in known | here:
                yield look.found(
                    "unknown-reason",
                    revision,
                    ("changes", "reasons", name),
                    say(
                        "没有条款或规则 {name}",
                        "no article, clause or rule {name}",
                        name=name,
                    ),
                    say("改为条款或规则的编号", "use the id of a clause or a rule"),
                    key=True,
                )
        known = here
