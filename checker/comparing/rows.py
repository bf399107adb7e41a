"""What every format of a difference shows, as rows in words; a format only lays them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checker.comparing.alignment import PassageChange, Sort, renumberings
from checker.comparing.difference import Difference
from checker.comparing.directions import Direction
from checker.comparing.labels import SORTS, WAYS
from checker.comparing.rules import RuleChange
from checker.comparing.spans import Span
from checker.comparing.telling import Telling
from checker.lazily import dataclass
from checker.model.organization import Organization
from checker.model.policy import Revision
from checker.model.text import Lang, Say, joined, plain, say

SORT_ORDER: tuple[Sort, ...] = (
    "added", "removed", "moved", "changed", "titled", "annotated", "renumbered", "recited",
)  # fmt: skip
WAY_ORDER: tuple[Direction, ...] = ("stricter", "looser", "mixed", "none")

NOTHING = say("两个修订没有差别", "the revisions do not differ")
TEXT = say("条文", "Text")
RULES = say("规则", "Rules")
VOCABULARY = say("登记内容", "What is recorded")
REASON = say("理由", "reason")
COLUMNS = (
    say("序号", "No."),
    say("修订前", "Before"),
    say("修订后", "After"),
    say("修订类型", "Change"),
    say("修订理由", "Reason"),
    say("影响的规则", "Rules"),
)


@dataclass(frozen=True, kw_only=True)
class PassageRow:
    """One changed passage in words."""

    number: int
    sorts: str
    before: str
    """Label and heading before; empty where it was added."""
    after: str
    spans: tuple[Span, ...]
    reason: str | None
    rules: tuple[str, ...]

    @property
    def place(self) -> str:
        """第四十三条 → 第四十二条, or the one label that there is."""
        if self.before and self.after and self.before != self.after:
            return f"{self.before} → {self.after}"
        return self.after or self.before


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """One changed rule in words."""

    id: str
    title: str
    basis: tuple[str, ...]
    way: str
    direction: Direction
    sentences: tuple[str, ...]
    reason: str | None


@dataclass
class Rows:
    """A whole difference in words."""

    difference: Difference
    organization: Organization | None
    lang: Lang

    def title(self) -> str:
        """The measures, and from which revision to which."""
        a, b = self.difference.before, self.difference.after
        return say(
            "{title}：修订 {a} → {b}",
            "{title}: revision {a} → {b}",
            title=b.head.title,
            a=named(a),
            b=named(b),
        ).render(self.lang)

    def summary(self) -> str:
        """How much changed, in one line."""
        return _summary(self.difference).render(self.lang)

    def passages(self) -> list[PassageRow]:
        told = self.difference.told_text
        return [self._passage(place + 1, change) for place, change in enumerate(told)]

    def _passage(self, number: int, change: PassageChange) -> PassageRow:
        sorts = [SORTS[sort].render(self.lang) for sort in SORT_ORDER if sort in change.sorts]
        place = change.place
        return PassageRow(
            number=number,
            sorts=("、" if self.lang == "zh" else ", ").join(sorts),
            before=_headed(change, before=True),
            after=_headed(change, before=False),
            spans=change.spans,
            reason=self.difference.reason(place.id),
            rules=tuple(rule.id for rule in self.difference.rules_on(change)),
        )

    def renumbered(self) -> str | None:
        """All that only took another number, in one line."""
        pure = [change for change in self.difference.text if change.pure]
        if not pure:
            return None
        return _renumbered(len(pure), renumberings(pure)).render(self.lang)

    def rules(self) -> list[RuleRow]:
        telling = Telling(self.difference.before, self.difference.after, self.organization)
        return [self._rule(change, telling) for change in self.difference.rules]

    def _rule(self, change: RuleChange, telling: Telling) -> RuleRow:
        revision = self.difference.before if change.after is None else self.difference.after
        labels = revision.clause_labels
        rule = change.rule
        return RuleRow(
            id=rule.id,
            title=rule.title,
            basis=tuple(labels.get(name, name) for name in rule.basis),
            way=WAYS[change.direction].render(self.lang),
            direction=change.direction,
            sentences=tuple(told.render(self.lang) for told, _ in telling.rule(change)),
            reason=self.difference.reason(rule.id, *rule.basis),
        )

    def vocabulary(self) -> list[str]:
        telling = Telling(self.difference.before, self.difference.after, self.organization)
        return [
            told.render(self.lang)
            for change in self.difference.vocabulary
            for told in telling.entry(change)
        ]

    def listed(self, items: Iterable[str]) -> str:
        """Labels or ids, as each language lists them."""
        return ("、" if self.lang == "zh" else ", ").join(items)


def named(revision: Revision) -> Say:
    """A revision by label and first day."""
    return say(
        "{label}（{day} 起）",
        "{label} (from {day})",
        label=revision.label,
        day=revision.effective_from.isoformat(),
    )


def _headed(change: PassageChange, *, before: bool) -> str:
    passage = change.before if before else change.after
    if passage is None:
        return ""
    return f"{passage.label} {passage.title}".strip()


def _summary(difference: Difference) -> Say:
    sorts = Counter(sort for change in difference.told_text for sort in change.sorts)
    ways = Counter(change.direction for change in difference.rules)
    return say(
        "条文 {passages} 处（{sorts}），规则 {rules} 条（{ways}），其他 {entries} 项",
        "{passages} passage(s) ({sorts}), {rules} rule(s) ({ways}), {entries} other",
        passages=len(difference.told_text),
        sorts=_counted([(SORTS[sort], sorts[sort]) for sort in SORT_ORDER if sorts[sort]]),
        rules=len(difference.rules),
        ways=_counted([(WAYS[way], ways[way]) for way in WAY_ORDER if ways[way]]),
        entries=len(difference.vocabulary),
    )


def _counted(items: list[tuple[Say, int]]) -> Say:
    if not items:
        return plain("—")
    return joined([say("{a} {n}", "{n} {a}", a=a, n=n) for a, n in items], "，", ", ")


def _renumbered(count: int, runs: list[tuple[str, str, str, str]]) -> Say:
    parts = [_run(*run) for run in runs]
    told = say("另有 {n} 处只调整序号或引用", "{n} more only renumbered or citing so", n=count)
    if not parts:
        return told
    return say("{a}：{b}", "{a}: {b}", a=told, b=joined(parts, "，", ", "))


def _run(first: str, last: str, new_first: str, new_last: str) -> Say:
    if first == last:
        return say("{a}改为{b}", "{a} is now {b}", a=first, b=new_first)
    return say(
        "{a}至{b}依次改为{c}至{d}", "{a} to {b} are now {c} to {d}",
        a=first, b=last, c=new_first, d=new_last,
    )  # fmt: skip
