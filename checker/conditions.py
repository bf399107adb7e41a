"""Conditions: fact paths and matchers, compiled once against a revision, asked of many cases.

Answers are True, False or None: None where a money amount is in another currency, or an ordered
choice is not one of the revision's. A condition that could never be evaluated is refused when
the policy is read, never when a case is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from checker.model.case import Case, Money
from checker.model.moment import compare, parse_day, parse_moment
from checker.model.policy import Field, Revision
from checker.model.scalars import WrongValue
from checker.model.text import say

OPERATORS = ("eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "exists")
ORDERING = frozenset({"gt", "gte", "lt", "lte"})
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")

Type = Literal["text", "choice", "number", "money", "boolean", "date", "datetime", "set", "id"]
Answer = bool | None


@dataclass(frozen=True, slots=True)
class FactType:
    """How a path's values are read and compared."""

    type: Type
    allowed: tuple[str, ...] | None = None
    """The ids it may have, in order; None where anything goes."""
    ordered: bool = False


@dataclass(slots=True)
class Facts:
    """What a condition may ask about one case, under one revision."""

    case: Case
    currency: str | None
    status: str | None
    closed: bool
    events: frozenset[str]
    group_size: int
    repeats: int

    def get(self, path: str) -> Any:
        """The value of a fact path; None where the case lacks it."""
        reader = _FACTS.get(path)
        return reader(self) if reader else self.case.fields.get(path)


def _core(name: str) -> Callable[[Facts], Any]:
    return lambda facts: getattr(facts.case, name)


_FACTS: dict[str, Callable[[Facts], Any]] = {
    "case.status": lambda facts: facts.status,
    "case.closed": lambda facts: facts.closed,
    "case.events": lambda facts: facts.events,
    "related.group_size": lambda facts: Decimal(facts.group_size),
    "related.repeats": lambda facts: Decimal(facts.repeats),
    "accused.staff": lambda facts: frozenset(p.staff for p in facts.case.accused if p.staff),
    "accused.units": lambda facts: frozenset(p.unit for p in facts.case.accused if p.unit),
    "assisting.staff": lambda facts: frozenset(p.staff for p in facts.case.assisting if p.staff),
    "assisting.units": lambda facts: frozenset(p.unit for p in facts.case.assisting if p.unit),
    "complainant.ref": lambda facts: facts.case.complainant.ref,
    "complainant.name": lambda facts: facts.case.complainant.name,
    "complainant.unit": lambda facts: facts.case.complainant.unit,
    "responsible.staff": lambda facts: facts.case.responsible.staff,
    "responsible.unit": lambda facts: facts.case.responsible.unit,
    "incident": _core("incident"),
    "title": _core("title"),
    "summary": _core("summary"),
    "previous": lambda facts: frozenset(facts.case.previous),
}
_SETS = ("accused.staff", "accused.units", "assisting.staff", "assisting.units", "previous")
_TEXTS = (
    "complainant.ref",
    "complainant.name",
    "complainant.unit",
    "responsible.staff",
    "responsible.unit",
    "incident",
    "title",
    "summary",
)


def fact_types(revision: Revision) -> dict[str, FactType]:
    """Every path a condition of this revision may name, with its type."""
    types = {name: _field_type(spec) for name, spec in revision.fields.items()}
    types |= {path: FactType("set") for path in _SETS}
    types |= {path: FactType("text") for path in _TEXTS}
    event_types = tuple(revision.events)
    types["case.status"] = FactType("choice", event_types)
    types["case.events"] = FactType("set", event_types)
    types["case.closed"] = FactType("boolean")
    types["related.group_size"] = types["related.repeats"] = FactType("number")
    return types


def _field_type(spec: Field) -> FactType:
    match spec.type:
        case "choice":
            return FactType("choice", spec.choice_ids(), spec.ordered)
        case "choices":
            return FactType("set", spec.choice_ids())
        case "integer" | "number":
            return FactType("number")
        case "money" | "boolean" | "date" | "datetime":
            return FactType(spec.type)
        case _:
            return FactType("text")


class Test:
    """A compiled condition."""

    def holds(self, facts: Facts) -> Answer:
        raise NotImplementedError

    def paths(self) -> Iterator[str]:
        """The fact paths it asks."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class All(Test):
    """All parts hold."""

    parts: tuple[Test, ...]

    def holds(self, facts: Facts) -> Answer:
        return kleene_all(part.holds(facts) for part in self.parts)

    def paths(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.paths()


@dataclass(frozen=True, slots=True)
class Any_(Test):  # noqa: N801 - `Any` is typing's
    """One part holds."""

    parts: tuple[Test, ...]

    def holds(self, facts: Facts) -> Answer:
        return kleene_any(part.holds(facts) for part in self.parts)

    def paths(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.paths()


@dataclass(frozen=True, slots=True)
class Not(Test):
    """The part does not hold."""

    part: Test

    def holds(self, facts: Facts) -> Answer:
        answer = self.part.holds(facts)
        return None if answer is None else not answer

    def paths(self) -> Iterator[str]:
        yield from self.part.paths()


@dataclass(frozen=True, slots=True)
class Match(Test):
    """One path against one operator."""

    path: str
    fact: FactType
    operator: str
    wanted: Any

    def holds(self, facts: Facts) -> Answer:
        value = facts.get(self.path)
        if value is not None and self.fact.type == "set":
            value = frozenset(value)
        if value is None or value == frozenset() or value == "":
            return _without_value(self.operator, self.wanted)
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


def kleene_all(answers: Iterator[Answer]) -> Answer:
    """False if one is, else None if one is unknown, else True."""
    result: Answer = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def kleene_any(answers: Iterator[Answer]) -> Answer:
    """True if one is, else None if one is unknown, else False."""
    result: Answer = False
    for answer in answers:
        if answer:
            return True
        if answer is None:
            result = None
    return result


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


def compile_condition(when: Any, revision: Revision, types: dict[str, FactType]) -> Test:
    """Compile a `when`.

    Raises `Unresolved` with the path inside `when` of what cannot be evaluated: an unknown
    path, operator or choice, an order asked of something that has none, a value of the wrong
    type.
    """
    return _mapping(when, (), revision, types)


class Unresolved(WrongValue):
    """A condition that cannot be evaluated; `place` is the path inside `when`."""

    def __init__(self, place: tuple[str | int, ...], zh: str, en: str, **values: object) -> None:
        super().__init__(say(zh, en, **values))
        self.place = place


def _mapping(
    when: Any, place: tuple[str | int, ...], revision: Revision, types: dict[str, FactType]
) -> Test:
    if not isinstance(when, dict):
        raise Unresolved(
            place,
            "条件应写成“事实: 取值”",
            "a condition maps facts to values",
        )
    parts: list[Test] = []
    for key, value in when.items():
        here = (*place, key)
        if key == "any":
            parts.append(_any(value, here, revision, types))
        elif key == "not":
            parts.append(Not(_mapping(value, here, revision, types)))
        else:
            parts.extend(_matchers(key, value, here, revision, types))
    return All(tuple(parts))


def _any(
    value: Any, place: tuple[str | int, ...], revision: Revision, types: dict[str, FactType]
) -> Test:
    if not isinstance(value, list) or not value:
        raise Unresolved(place, "any 应是非空列表", "any takes a list that is not empty")
    return Any_(tuple(_mapping(item, (*place, n), revision, types) for n, item in enumerate(value)))


def _matchers(
    path: str,
    value: Any,
    place: tuple[str | int, ...],
    revision: Revision,
    types: dict[str, FactType],
) -> Iterator[Test]:
    fact = types.get(path)
    if fact is None:
        raise Unresolved(place, "没有名为 {path} 的事实", "no fact named {path}", path=path)
    if isinstance(value, dict) and not value:
        raise Unresolved(place, "缺少取值", "a value is missing")
    operators = value if isinstance(value, dict) else {"in": value}
    for operator, wanted in operators.items():
        here = (*place, operator) if isinstance(value, dict) else place
        if operator not in OPERATORS:
            raise Unresolved(
                here, "没有名为 {name} 的比较", "no operator named {name}", name=operator
            )
        yield Match(path, fact, operator, _wanted(operator, wanted, fact, here, revision))


def _wanted(
    operator: str,
    wanted: Any,
    fact: FactType,
    place: tuple[str | int, ...],
    revision: Revision,
) -> Any:
    if operator == "exists":
        if wanted not in ("true", "false"):
            raise Unresolved(place, "exists 应是 true 或 false", "exists takes true or false")
        return wanted == "true"
    if operator in ORDERING:
        if fact.type in ("set", "boolean", "text", "id") or (
            fact.type == "choice" and not fact.ordered
        ):
            raise Unresolved(place, "这个事实没有大小先后", "this fact has no order")
        return _read(wanted, fact, place, revision)
    items = wanted if isinstance(wanted, list) else [wanted]
    if not items:
        raise Unresolved(place, "取值列表不能为空", "the list of values is empty")
    return tuple(_read(item, fact, place, revision) for item in items)


def _read(text: Any, fact: FactType, place: tuple[str | int, ...], revision: Revision) -> Any:
    if not isinstance(text, str):
        raise Unresolved(place, "取值应是一个词或数", "a value is one word or number")
    value = _typed(text, fact, revision)
    if value is None:
        raise Unresolved(
            place, "取值 {value} 不合类型", "value {value} has a wrong type", value=text
        )
    if fact.allowed is not None and value not in fact.allowed:
        raise Unresolved(place, "没有名为 {value} 的选项", "no choice named {value}", value=text)
    return value


def _typed(text: str, fact: FactType, revision: Revision) -> Any:
    match fact.type:
        case "number" | "money":
            return read_number(text)
        case "boolean":
            return {"true": True, "false": False}.get(text)
        case "date":
            return parse_day(text)
        case "datetime":
            return parse_moment(text, revision.zone)
        case _:
            return text


def read_number(text: str) -> Decimal | None:
    """A decimal number of ASCII digits; None for anything else."""
    return Decimal(text) if NUMBER.fullmatch(text) else None
