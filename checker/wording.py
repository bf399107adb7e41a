"""Conditions in plain words, from the policy's own labels; for people, never for judging.

A `when` that reached this module has been compiled before: every path and choice in it is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.conditions import FactType, fact_types
from checker.model.text import Say, joined, plain, say
from checker.rules.base import Words

_TEXT = FactType("text")
_ALWAYS = say("始终适用", "always applies")
_COMPARED = {
    "gt": say("大于 {value}", "is more than {value}"),
    "gte": say("不小于 {value}", "is at least {value}"),
    "lt": say("小于 {value}", "is less than {value}"),
    "lte": say("不大于 {value}", "is at most {value}"),
}
_RANKED = {
    "gt": say("高于{value}", "is above {value}"),
    "gte": say("为{value}及以上", "is {value} or above"),
    "lt": say("低于{value}", "is below {value}"),
    "lte": say("为{value}及以下", "is {value} or below"),
}
_DATED = {
    "gt": say("晚于 {value}", "is later than {value}"),
    "gte": say("不早于 {value}", "is {value} or later"),
    "lt": say("早于 {value}", "is earlier than {value}"),
    "lte": say("不晚于 {value}", "is {value} or earlier"),
}


def describe(when: Any, words: Words) -> Say:
    """A rule's `when` as one sentence without a full stop; `None` always applies."""
    if not when:
        return _ALWAYS
    return _all(when, _Teller(words))


def fact_label(path: str, words: Words) -> Say:
    """A fact path as people call it: the policy's label, or our own word for a core key."""
    return words.path(path)


class _Teller:
    """What tells one fact: the policy's labels, and the types of its facts."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.types = fact_types(words.revision)

    def value(self, path: str, text: str) -> str:
        """A value by its label: of an event type, a choice, or a unit."""
        if path in ("case.status", "case.events"):
            return self.words.event(text)
        organization = self.words.organization
        if organization is not None and text in organization.units and self._is_unit(path):
            return organization.units[text].name
        return self.words.choice(path, text)

    def _is_unit(self, path: str) -> bool:
        spec = self.words.revision.fields.get(path)
        return spec.type == "unit" if spec else path.endswith((".unit", ".units"))


def _all(when: dict[str, Any], teller: _Teller, *, nested: bool = False) -> Say:
    parts = list(_parts(when, teller))
    together = joined(parts, "，且", ", and ")
    return _bracketed(together) if nested and len(parts) > 1 else together


def _parts(when: dict[str, Any], teller: _Teller) -> Iterator[Say]:
    for path, wanted in when.items():
        if path == "any":
            yield _any(wanted, teller, alone=len(when) == 1)
        elif path == "not":
            yield _not(wanted, teller)
        elif isinstance(wanted, dict):
            for operator, value in wanted.items():
                yield _told(path, operator, value, teller)
        else:
            yield _told(path, "in", wanted, teller)


def _any(parts: list[dict[str, Any]], teller: _Teller, *, alone: bool) -> Say:
    told = [_all(part, teller, nested=True) for part in parts]
    either = joined(told, "，或者", ", or ")
    return either if alone or len(told) == 1 else _bracketed(either)


def _not(part: dict[str, Any], teller: _Teller) -> Say:
    """The opposite; said in one word where only one fact is asked."""
    if len(part) == 1 and not {"any", "not"} & part.keys():
        ((path, wanted),) = part.items()
        if not isinstance(wanted, dict):
            return _told(path, "not_in", wanted, teller)
    inner = _all(part, teller)
    return say("并非“{inner}”", "not ‘{inner}’", inner=inner)


def _bracketed(inner: Say) -> Say:
    return say("（{inner}）", "({inner})", inner=inner)


def _told(path: str, operator: str, wanted: Any, teller: _Teller) -> Say:
    fact = teller.types.get(path, _TEXT)
    if operator == "exists":
        return _existing(path, wanted == "true", teller)
    if fact.type == "boolean":
        return _yes_or_no(path, operator, wanted, teller)
    if operator in _COMPARED:
        return _ordered(path, operator, wanted, teller)
    values = _values(path, wanted, teller)
    is_not = operator in ("ne", "not_in")
    if path == "case.events":
        return _happened(values, is_not=is_not)
    template = _membership(fact, is_not=is_not)
    return say(*template, fact=fact_label(path, teller.words), values=values)


def _values(path: str, wanted: Any, teller: _Teller) -> Say:
    items = wanted if isinstance(wanted, list) else [wanted]
    told = [plain(teller.value(path, str(item))) for item in items]
    first = joined(told[:-1], "、", ", ")
    return joined([first, told[-1]], "或", " or ") if len(told) > 1 else told[0]


def _membership(fact: FactType, *, is_not: bool) -> tuple[str, str]:
    if fact.type == "set":
        if is_not:
            return "{fact}不包括{values}", "{fact} do not include {values}"
        return "{fact}包括{values}", "{fact} include {values}"
    if is_not:
        return "{fact}不是{values}", "{fact} is not {values}"
    return "{fact}为{values}", "{fact} is {values}"


def _happened(values: Say, *, is_not: bool) -> Say:
    if is_not:
        return say("没有发生过{values}", "there was no {values}", values=values)
    return say("发生过{values}", "there was {values}", values=values)


def _existing(path: str, there: bool, teller: _Teller) -> Say:
    fact = fact_label(path, teller.words)
    if there:
        return say("有{fact}", "{fact} is given", fact=fact)
    return say("没有{fact}", "{fact} is not given", fact=fact)


def _yes_or_no(path: str, operator: str, wanted: Any, teller: _Teller) -> Say:
    items = wanted if isinstance(wanted, list) else [wanted]
    fact = fact_label(path, teller.words)
    negated = operator in ("ne", "not_in")
    if len(set(items)) != 1:
        return _existing(path, not negated, teller)
    answer = say("是", "yes") if items[0] == "true" else say("否", "no")
    if negated:
        return say("{fact}不是“{answer}”", "{fact} is not ‘{answer}’", fact=fact, answer=answer)
    return say("{fact}：{answer}", "{fact}: {answer}", fact=fact, answer=answer)


def _ordered(path: str, operator: str, wanted: Any, teller: _Teller) -> Say:
    fact = teller.types.get(path, _TEXT)
    templates = _COMPARED
    if fact.type == "choice":
        templates = _RANKED
    elif fact.type in ("date", "datetime"):
        templates = _DATED
    told = templates[operator]
    value = plain(teller.value(path, str(wanted)))
    return say(
        "{fact}" + told.zh,
        "{fact} " + told.en,
        fact=fact_label(path, teller.words),
        value=value,
    )
