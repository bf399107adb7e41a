"""All that differs between two revisions, in one object that every format is fed."""

from __future__ import annotations

from functools import cached_property

from checker.comparing.alignment import PassageChange, align
from checker.comparing.directions import Direction, together
from checker.comparing.rules import RuleChange, compare_rules
from checker.comparing.vocabulary import EntryChange, compare_vocabulary
from checker.lazily import dataclass
from checker.model.policy import Revision
from checker.rules.base import Rule


@dataclass(eq=False, kw_only=True)
class Difference:
    """What leads from one revision to another."""

    before: Revision
    after: Revision
    text: tuple[PassageChange, ...]
    rules: tuple[RuleChange, ...]
    vocabulary: tuple[EntryChange, ...]

    def __bool__(self) -> bool:
        return bool(self.text or self.rules or self.vocabulary)

    @property
    def direction(self) -> Direction:
        """Which way the rules went, all together."""
        return together(change.direction for change in self.rules)

    @cached_property
    def told_text(self) -> tuple[PassageChange, ...]:
        """The changes of the text that are more than numbers."""
        return tuple(change for change in self.text if not change.pure)

    def reason(self, *names: str) -> str | None:
        """Why the new revision says it changed one of these: ids of articles, clauses, rules."""
        reasons = self.after.head.changes.reasons if self.after.head.changes else {}
        return next((reasons[name] for name in names if name in reasons), None)

    def rules_on(self, change: PassageChange) -> list[Rule]:
        """The rules that cite a passage, as the new revision has them, or as the old one had."""
        revision = self.before if change.after is None else self.after
        return [rule for rule in revision.rules if change.place.id in rule.basis]


def compare_revisions(before: Revision, after: Revision) -> Difference:
    """Put two revisions side by side."""
    return Difference(
        before=before,
        after=after,
        text=align(before, after),
        rules=compare_rules(before, after),
        vocabulary=compare_vocabulary(before, after),
    )
