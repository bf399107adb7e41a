"""The sentence on one parameter: what it was, what it is, and how it moved."""

from __future__ import annotations

from datetime import time
from typing import Any

from checker.comparing.manner import manner
from checker.comparing.rules import ParameterChange
from checker.comparing.values import Teller
from checker.model.period import Duration
from checker.model.text import Say, joined, say

LONG_TEXTS: frozenset[str] = frozenset({"rationale", "remedy", "definition", "note", "text"})
"""Texts that are said to be rewritten rather than quoted twice."""
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


class Sentence:
    """The sentence on one parameter."""

    def __init__(self, old: Teller, new: Teller, item: ParameterChange, label: Say) -> None:
        self.old = old
        self.new = new
        self.item = item
        self.label = label

    def told(self) -> Say:
        """The sentence, without what the change means."""
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
            to=_TO[manner(a, b)],
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
