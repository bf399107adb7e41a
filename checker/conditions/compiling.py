"""A `when` compiled against a revision; what could never be evaluated is refused here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.conditions.facts import FactType, read_number
from checker.conditions.matching import All, Any_, Match, Not, Test
from checker.model.moment import parse_day, parse_moment
from checker.model.policy import Revision
from checker.model.scalars import WrongValue
from checker.model.text import say

OPERATORS = ("eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "exists")


ORDERING = frozenset({"gt", "gte", "lt", "lte"})


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
    return parts[0] if len(parts) == 1 else All(tuple(parts))


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
    value = read_as(text, fact, revision)
    if value is None:
        raise Unresolved(
            place, "取值 {value} 不合类型", "value {value} has a wrong type", value=text
        )
    if fact.allowed is not None and value not in fact.allowed:
        raise Unresolved(place, "没有名为 {value} 的选项", "no choice named {value}", value=text)
    return value


def read_as(text: str, fact: FactType, revision: Revision) -> Any:
    """A value written in a policy, read as the fact's type; None where it is no such value."""
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
