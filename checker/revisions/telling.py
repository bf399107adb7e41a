"""Changes as sentences: 受理时限由 3 个工作日缩短为 1 个工作日."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from checker.model.organization import Organization
from checker.model.period import Duration
from checker.model.policy import Revision
from checker.model.text import Say, joined, plain, say
from checker.revisions.labels import ENTRIES, MEANINGS, WAYS, parameter_label
from checker.revisions.lengths import no_longer
from checker.revisions.rules import ParameterChange, RuleChange
from checker.revisions.values import Teller
from checker.revisions.vocabulary import EntryChange
from checker.rules.base import Words
from checker.wording import describe

LONG_TEXTS: frozenset[str] = frozenset({"rationale", "remedy", "definition", "note", "text"})
"""Texts that are said to be rewritten rather than quoted twice."""
LEVELS = ("note", "warning", "error")

_TO = {
    "shorter": say("缩短为", "shortened"),
    "longer": say("延长为", "lengthened"),
    "more": say("增加到", "raised"),
    "fewer": say("减少到", "lowered"),
    "earlier": say("提前到", "moved earlier"),
    "later": say("推迟到", "moved later"),
    "higher": say("提高为", "raised"),
    "lower": say("降低为", "lowered"),
    "other": say("改为", "changed"),
}


class Telling:
    """Tells changes between two revisions in their own labels."""

    def __init__(
        self, before: Revision, after: Revision, organization: Organization | None = None
    ) -> None:
        self.before = Words(before, organization)
        self.after = Words(after, organization)

    def rule(self, change: RuleChange) -> list[tuple[Say, ParameterChange | None]]:
        """What to say of a rule, a sentence for each parameter; one for a rule added or removed."""
        if change.before is None:
            return [(self._whole(change, self.after, "新增", "new"), None)]
        if change.after is None:
            return [(self._whole(change, self.before, "废止", "repealed"), None)]
        return [(self.parameter(change, item), item) for item in change.parameters]

    def _whole(self, change: RuleChange, words: Words, zh: str, en: str) -> Say:
        told = change.rule.describe(words)
        if change.rule.when:
            told = say(
                "{told}；适用条件：{when}", "{told}; where {when}",
                told=told, when=describe(change.rule.when, words),
            )  # fmt: skip
        return say(f"{zh}规则：{{told}}", f"{en} rule: {{told}}", told=told)

    def parameter(self, change: RuleChange, item: ParameterChange) -> Say:
        """One parameter's change, with its direction and what that means."""
        rule = change.rule
        choices_of = getattr(rule, "field", "") if rule.kind == "classification" else ""
        sentence = _Sentence(
            Teller(self.before, type(change.before), rule.kind, choices_of),
            Teller(self.after, type(rule), rule.kind, choices_of),
            item,
            _subject(rule.title, rule.kind, item),
        ).told()
        if item.direction == "none":
            return sentence
        way = WAYS[item.direction]
        meaning = MEANINGS.get((f"{rule.kind}.{'.'.join(item.path)}", item.direction))
        meaning = meaning or MEANINGS.get((".".join(item.path), item.direction))
        if meaning is None:
            return say("{told}（{way}）", "{told} ({way})", told=sentence, way=way)
        return say(
            "{told}（{way}：{meaning}）",
            "{told} ({way}: {meaning})",
            told=sentence,
            way=way,
            meaning=meaning,
        )

    def entry(self, change: EntryChange) -> list[Say]:
        """What to say of a field, an event type or another entry."""
        name = self._entry_name(change)
        if change.before is None:
            return [say("新增{name}", "new {name}", name=name)]
        if change.after is None:
            return [say("删除{name}", "{name} removed", name=name)]
        return [
            say("{name}：{told}", "{name}: {told}", name=name, told=self._entry_told(change, item))
            for item in change.parameters
        ]

    def _entry_told(self, change: EntryChange, item: ParameterChange) -> Say:
        shape = type(change.entry)
        if change.sort in ("head", "choice") and isinstance(change.entry, dict | tuple):
            shape = _Nothing
        label = parameter_label("", item.path)
        choices_of = change.id if item.path == ("order",) else ""
        told = _Sentence(
            Teller(self.before, shape, "", choices_of),
            Teller(self.after, shape, "", choices_of),
            item,
            label,
        ).told()
        if item.direction == "none":
            return told
        return say("{told}（{way}）", "{told} ({way})", told=told, way=WAYS[item.direction])

    def _entry_name(self, change: EntryChange) -> Say:
        sort = ENTRIES[change.sort]
        if change.sort == "head":
            return sort
        label = getattr(change.entry, "label", None) or getattr(change.entry, "title", None)
        if change.sort == "choice":
            field = change.id.split(".", maxsplit=1)[0]
            label = self.after.path(field) + (f" {label}" if label else "")
        if not label or label == change.id:
            return say("{sort}“{id}”", "{sort} ‘{id}’", sort=sort, id=change.id)
        return say(
            "{sort}“{label}”（{id}）",
            "{sort} ‘{label}’ ({id})",
            sort=sort,
            label=label,
            id=change.id,
        )


@dataclass(frozen=True, slots=True)
class _Nothing:
    """The shape of what refers to nothing."""


def _subject(title: str, kind: str, item: ParameterChange) -> Say:
    """What the sentence is about: the rule's own name where that names a period."""
    if item.path == ("within",) and title.endswith(("时限", "期限")):
        return plain(title)
    return parameter_label(kind, item.path)


class _Sentence:
    """The sentence on one parameter."""

    def __init__(self, old: Teller, new: Teller, item: ParameterChange, label: Say) -> None:
        self.old = old
        self.new = new
        self.item = item
        self.label = label

    def told(self) -> Say:
        a, b = self.item.before, self.item.after
        if self.item.path[-1] in LONG_TEXTS and a and b:
            return say("{label}改写", "{label} rewritten", label=self.label)
        if a is None and self.item.path != ("when",):
            return self._come(b)
        if b is None and self.item.path != ("when",):
            return self._gone(a)
        if _are_sets(a, b):
            return self._set(a, b)
        return self._other(a, b)

    def _come(self, value: Any) -> Say:
        told = self.new.value(self.item.path, value)
        return say("新增{label}：{value}", "{label} added: {value}", label=self.label, value=told)

    def _gone(self, value: Any) -> Say:
        told = self.old.value(self.item.path, value)
        return say(
            "取消{label}（原为{value}）", "{label} dropped (was {value})",
            label=self.label, value=told,
        )  # fmt: skip

    def _set(self, a: tuple[Any, ...], b: tuple[Any, ...]) -> Say:
        parts: list[Say] = []
        come = [self.new.element(self.item.path, item) for item in b if item not in a]
        gone = [self.old.element(self.item.path, item) for item in a if item not in b]
        if come:
            parts.append(say("增加{x}", "{x} added", x=joined(come, "、", ", ")))
        if gone:
            parts.append(say("去掉{x}", "{x} dropped", x=joined(gone, "、", ", ")))
        told = joined(parts, "，", ", ")
        return say("{label}{told}", "{label}: {told}", label=self.label, told=told)

    def _other(self, a: Any, b: Any) -> Say:
        old, new = self.old.value(self.item.path, a), self.new.value(self.item.path, b)
        if self.item.path == ("when",):
            return say(
                "{label}原为：{old}；改为：{new}", "{label} was: {old}; is: {new}",
                label=self.label, old=old, new=new,
            )  # fmt: skip
        quoted = _quoted(a)
        if quoted:
            old, new = _in_quotes(old), _in_quotes(new)
        return say(
            _TEMPLATES[quoted, isinstance(a, Duration)],
            "{label} {to} from {old} to {new}",
            label=self.label,
            old=old,
            to=_TO[_manner(a, b)],
            new=new,
        )


_TEMPLATES = {
    (True, False): "{label}由{old}{to}{new}",
    (False, True): "{label}由 {old}{to} {new}",
    (False, False): "{label}由 {old} {to} {new}",
}
"""By whether the values are quoted, and whether they are periods, which end in Chinese."""


def _in_quotes(value: Say) -> Say:
    return say("“{value}”", "‘{value}’", value=value)


def _quoted(value: Any) -> bool:
    return not isinstance(value, Duration | time) and (
        not isinstance(value, int) or isinstance(value, bool)
    )


def _are_sets(a: Any, b: Any) -> bool:
    """Whether two plain lists differ in what they hold, not in their order alone."""
    if not isinstance(a, tuple) or not isinstance(b, tuple) or set(a) == set(b):
        return False
    return not any(isinstance(item, tuple) for item in (*a, *b))


def _manner(a: Any, b: Any) -> str:
    """How a value moved, by its own nature; whether that is strict is another matter."""
    if isinstance(a, Duration) and isinstance(b, Duration):
        return _length_manner(a, b)
    if isinstance(a, time) and isinstance(b, time):
        return "earlier" if b < a else "later"
    if isinstance(a, int) and isinstance(b, int) and not isinstance(a, bool):
        return "fewer" if b < a else "more"
    if a in LEVELS and b in LEVELS:
        return "lower" if LEVELS.index(b) < LEVELS.index(a) else "higher"
    return "other"


def _length_manner(a: Duration, b: Duration) -> str:
    shorter, longer = no_longer(b, a), no_longer(a, b)
    if shorter == longer:
        return "other"
    return "shorter" if shorter else "longer"
