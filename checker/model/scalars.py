"""How the text of a policy becomes values, and which ids it must resolve to.

Every YAML scalar is text; these markers say what a key's text must be. They tell pydantic how
to read it without this module importing pydantic, so that a check which reads verdicts from a
cache never loads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, time
from functools import lru_cache
from typing import Annotated, Any

from checker.lazily import dataclass
from checker.model.moment import parse_day
from checker.model.text import Say, say

ID = re.compile(r"[A-Za-z0-9_.-]+")
ALIAS = re.compile(r"[A-Za-z0-9_.@+-]+")
WHOLE = re.compile(r"[0-9]{1,9}")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@lru_cache(maxsize=4096)
def is_id(text: str) -> bool:
    """Whether a text may be an id; the same few are asked for in every case."""
    return ID.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_alias(text: str) -> bool:
    """Whether a text may be the id or an alias of a person."""
    return ALIAS.fullmatch(text) is not None


CONFIG: dict[str, Any] = {
    "extra": "forbid",
    "alias_generator": lambda name: name.rstrip("_"),
}
"""How pydantic reads our dataclasses: no unknown keys; `from_` is written `from`."""


def with_docstrings() -> None:
    """Let schemas carry the sentence under each field; reading source is too slow for a check."""
    CONFIG["use_attribute_docstrings"] = True


class WrongValue(ValueError):
    """A value that its key does not take; the sentence says what it takes."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True)
class Reads:
    """Marks a field whose text goes through `read`; `schema` is its JSON Schema, as JSON."""

    read: Callable[[Any], Any]
    schema: str = "{}"

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema  # noqa: PLC0415 - only where a policy is read

        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        return json.loads(self.schema)


@dataclass(frozen=True)
class Ref:
    """Marks a text that is an id of something: `event`, `field`, `clause`, `record` …"""

    to: str


def whole_number(lowest: int, highest: int) -> Callable[[Any], int]:
    """A reader of whole ASCII numbers from `lowest` to `highest`, both included."""

    def read(value: Any) -> int:
        if isinstance(value, str) and WHOLE.fullmatch(value) and lowest <= int(value) <= highest:
            return int(value)
        raise WrongValue(
            say("应是 {a} 到 {b} 的整数", "a whole number from {a} to {b}", a=lowest, b=highest)
        )

    return read


def _boolean(value: Any) -> bool:
    if value not in ("true", "false"):
        raise WrongValue(say("应是 true 或 false", "true or false"))
    return bool(value == "true")


def _day(value: Any) -> date:
    day = parse_day(value) if isinstance(value, str) else None
    if day is None:
        raise WrongValue(say("应是 YYYY-MM-DD 形式的日期", "a date, YYYY-MM-DD"))
    return day


def _clock(value: Any) -> time:
    match = CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise WrongValue(say("应是 HH:MM 形式的时刻", "a time of day, HH:MM"))
    return time(int(match.group(1)), int(match.group(2)))


def _id(value: Any) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise WrongValue(
            say(
                "编号只能用英文字母、数字和 - _ .",
                "an id has only ASCII letters, digits, - _ .",
            )
        )
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongValue(say("应是文字", "text"))
    return value


def _one_or_list(read: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def many(value: Any) -> tuple[str, ...]:
        if isinstance(value, list):
            if not value:
                raise WrongValue(say("列表不能为空", "the list is empty"))
            return tuple(read(item) for item in value)
        return (read(value),)

    return many


def _nested_ids(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not value:
        raise WrongValue(say("应是非空列表", "a list that is not empty"))
    return tuple(_one_or_list(_id)(item) for item in value)


def _ids_or_none(value: Any) -> tuple[str, ...]:
    return () if value == [] else _one_or_list(_id)(value)


_ID_SCHEMA = '{"type": "string", "pattern": "^[A-Za-z0-9_.-]+$"}'
_MANY_SCHEMA = f'{{"anyOf": [{_ID_SCHEMA}, {{"type": "array", "items": {_ID_SCHEMA}}}]}}'
_NESTED_SCHEMA = f'{{"type": "array", "minItems": 1, "items": {_MANY_SCHEMA}}}'
_TEXT_SCHEMA = '{"type": ["string", "number", "boolean"]}'
_TEXTS_SCHEMA = f'{{"anyOf": [{_TEXT_SCHEMA}, {{"type": "array", "items": {_TEXT_SCHEMA}}}]}}'
_DAY_SCHEMA = '{"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}'
_CLOCK_SCHEMA = '{"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"}'
_BOOLEAN_SCHEMA = '{"enum": [true, false]}'

Boolean = Annotated[bool, Reads(_boolean, _BOOLEAN_SCHEMA)]
Day = Annotated[date, Reads(_day, _DAY_SCHEMA)]
Clock = Annotated[time, Reads(_clock, _CLOCK_SCHEMA)]
Id = Annotated[str, Reads(_id, _ID_SCHEMA)]
Text = Annotated[str, Reads(_text, _TEXT_SCHEMA)]
Count = Annotated[int, Reads(whole_number(0, 10_000), '{"type": "integer", "minimum": 0}')]
Positive = Annotated[int, Reads(whole_number(1, 10_000), '{"type": "integer", "minimum": 1}')]

Ids = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA)]
Texts = Annotated[tuple[str, ...], Reads(_one_or_list(_text), _TEXTS_SCHEMA)]

EventId = Annotated[str, Reads(_id, _ID_SCHEMA), Ref("event")]
EventIds = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("event")]
EventIdsOrNone = Annotated[tuple[str, ...], Reads(_ids_or_none, _MANY_SCHEMA), Ref("event")]
EventGroups = Annotated[
    tuple[tuple[str, ...], ...], Reads(_nested_ids, _NESTED_SCHEMA), Ref("event")
]
EventsOrAll = Annotated[
    tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("event-or-all")
]
RecordsOrAll = Annotated[
    tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("record-or-all")
]
FieldId = Annotated[str, Reads(_id, _ID_SCHEMA), Ref("field")]
Paths = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("path")]
PathsOrAll = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("path-or-all")]
UnitIds = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("unit")]
UnitTypes = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("unit-type")]
Roles = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("role")]
ClauseIds = Annotated[tuple[str, ...], Reads(_one_or_list(_id), _MANY_SCHEMA), Ref("clause")]
ProvenanceId = Annotated[str, Reads(_id, _ID_SCHEMA), Ref("provenance")]
