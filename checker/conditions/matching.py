"""Compiled conditions: a path against a value, and all, any and not of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checker.conditions.answers import Answer, kleene_any
from checker.conditions.facts import Facts, FactType
from checker.lazily import dataclass
from checker.model.case import Money
from checker.model.moment import compare

SINGLE = frozenset({"text", "choice", "number", "boolean", "date", "id"})
"""Types of one value, which is wanted where it equals one of those wanted."""
EMPTY = (str, tuple, frozenset)
"""What says nothing where it is empty; false and zero say something."""


class Test:
    """A compiled condition."""

    def holds(self, facts: Facts) -> Answer:
        """Whether it holds of these facts; None where they do not say."""
        raise NotImplementedError

    def paths(self) -> Iterator[str]:
        """The fact paths it asks."""
        raise NotImplementedError


@dataclass(frozen=True)
class All(Test):
    """All parts hold."""

    parts: tuple[Test, ...]

    def holds(self, facts: Facts) -> Answer:
        """False where a part does not hold, whatever is not known of the others."""
        answer: Answer = True
        for part in self.parts:  # kleene_all, in place: it is asked for every rule of every case
            held = part.holds(facts)
            if held is False:
                return False
            if held is None:
                answer = None
        return answer

    def paths(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.paths()


@dataclass(frozen=True)
class Any_(Test):  # noqa: N801 - `Any` is typing's
    """One part holds."""

    parts: tuple[Test, ...]

    def holds(self, facts: Facts) -> Answer:
        """True where a part holds, whatever is not known of the others."""
        return kleene_any(part.holds(facts) for part in self.parts)

    def paths(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.paths()


@dataclass(frozen=True)
class Not(Test):
    """The part does not hold."""

    part: Test

    def holds(self, facts: Facts) -> Answer:
        """What is not known is not known of the opposite either."""
        answer = self.part.holds(facts)
        return None if answer is None else not answer

    def paths(self) -> Iterator[str]:
        yield from self.part.paths()


@dataclass(frozen=True)
class Match(Test):
    """One path against one operator."""

    path: str
    fact: FactType
    operator: str
    wanted: Any

    def holds(self, facts: Facts) -> Answer:
        """What has no value fits no operator but those that ask for that; None where it cannot be compared."""
        value = facts.get(self.path)
        if not value and (value is None or isinstance(value, EMPTY)):
            return _without_value(self.operator, self.wanted)
        if self.operator == "in" and self.fact.type in SINGLE:  # most are
            return value in self.wanted
        if self.operator == "exists":
            return bool(self.wanted)
        if self.fact.type == "money":
            value = amount_in(value, facts.currency)
            if value is None:
                return None
        return self._compare(value)

    def _compare(self, value: Any) -> Answer:
        wanted = self.wanted
        match self.operator:
            case "eq" | "in":
                return _hits(value, wanted, self.fact)
            case "ne" | "not_in":
                return not _hits(value, wanted, self.fact)
            case _:
                return _ordered(self.operator, value, wanted, self.fact)

    def paths(self) -> Iterator[str]:
        yield self.path


def amount_in(value: Any, currency: str | None) -> Decimal | None:
    """A money value's amount in `currency`; None where it is in another one."""
    if isinstance(value, Money):
        known = value.currency is None or value.currency == currency
        return value.amount if known else None
    return Decimal(value)


def _without_value(operator: str, wanted: Any) -> bool:
    if operator == "exists":
        return not wanted
    return operator in ("ne", "not_in")


def _hits(value: Any, wanted: tuple[Any, ...], fact: FactType) -> bool:
    if fact.type == "set":
        return any(item in value for item in wanted)
    if fact.type == "datetime":
        return any(compare(value, item) == 0 for item in wanted)
    return value in wanted


def _ordered(operator: str, value: Any, wanted: Any, fact: FactType) -> Answer:
    if fact.type == "datetime":
        sign = compare(value, wanted)
    elif fact.type == "choice":
        order = fact.allowed or ()
        if value not in order:
            return None
        sign = order.index(value) - order.index(wanted)
    else:
        sign = (value > wanted) - (value < wanted)
    return {"gt": sign > 0, "gte": sign >= 0, "lt": sign < 0, "lte": sign <= 0}[operator]
