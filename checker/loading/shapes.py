"""Plain data to a dataclass of the model, with our own words for what does not fit.

The only place that imports pydantic to read, and only when it reads: a check whose policy is kept
does without. Its messages are never passed on, because they print values.
"""

from __future__ import annotations

import dataclasses
import typing
from typing import Any, TypeVar

from checker.model.finding import Path, Problems
from checker.model.scalars import WrongValue
from checker.model.text import Say, say

if typing.TYPE_CHECKING:
    from pydantic import TypeAdapter

Shape = TypeVar("Shape")

_NOT_A = {
    "dataclass_type": say("应写成“键: 值”", "keys and values are wanted here"),
    "dict_type": say("应写成“键: 值”", "keys and values are wanted here"),
    "tuple_type": say("应是列表", "a list is wanted here"),
    "list_type": say("应是列表", "a list is wanted here"),
}


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(shape: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - dear, and not wanted by most checks

    if shape not in _ADAPTERS:
        _ADAPTERS[shape] = TypeAdapter(shape)
    return _ADAPTERS[shape]


def read_shape(
    shape: type[Shape], data: Any, place: Path, problems: Problems, code: str = "policy-invalid"
) -> Shape | None:
    """Read plain data as `shape`; None, with problems added by path, where it does not fit.

    A key without a value counts as absent. Unknown keys have the code `unknown-key`, all else
    `code`.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - as above

    try:
        value: Shape = _adapter(shape).validate_python(without_absent(data))
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            _add(shape, item, data, place, problems, code)
        return None
    return value


def without_absent(data: Any) -> Any:
    """Data without the keys that have no value."""
    if isinstance(data, dict):
        return {key: without_absent(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [without_absent(item) for item in data]
    return data


def closest(name: str, known: typing.Iterable[str]) -> Say | None:
    """The remedy for a misspelt name: the closest known one, if any is close."""
    import difflib  # noqa: PLC0415 - most names are right

    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return say("是否想写 {name}", "did you mean {name}", name=found[0]) if found else None


def _add(shape: Any, error: Any, data: Any, place: Path, problems: Problems, code: str) -> None:
    where = _real_path(error["loc"], data)
    here = (*place, *where)
    match error["type"]:
        case "unexpected_keyword_argument":
            key = str(error["loc"][-1])
            known = _keys_at(shape, error["loc"][:-1])
            problems.add(
                "unknown-key",
                here,
                say("不认识的键 {key}", "unknown key {key}", key=key),
                closest(key, known),
                key=True,
            )
        case "missing":
            key = str(error["loc"][-1])
            problems.add(code, here, say("缺少 {key}", "{key} is missing", key=key))
        case _:
            problems.add(code, here, _words(error))


def _words(error: Any) -> Say:
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, WrongValue):
        return cause.sentence
    if error["type"] == "literal_error":
        expected = error["ctx"]["expected"].replace("'", "")
        return say("只能是：{choices}", "one of: {choices}", choices=expected.replace(" or ", ", "))
    return _NOT_A.get(error["type"], say("取值不合要求", "this value does not fit"))


def _real_path(loc: tuple[Any, ...], data: Any) -> Path:
    """The part of pydantic's path that stands in the data; its own tags are passed over."""
    path: list[str | int] = []
    for place, key in enumerate(loc):
        if (isinstance(data, dict) and key in data) or (
            isinstance(data, list) and isinstance(key, int) and key < len(data)
        ):
            data = data[key]
            path.append(key)
        elif isinstance(data, dict) and place == len(loc) - 1:
            path.append(key)
    return tuple(path)


def _keys_at(shape: Any, loc: tuple[Any, ...]) -> list[str]:
    for key in loc:
        if isinstance(key, str) and dataclasses.is_dataclass(shape):
            hints = typing.get_type_hints(shape, include_extras=True)
            inner = _dataclass_in(hints.get(key, hints.get(f"{key}_")))
            shape = inner or shape
    if not dataclasses.is_dataclass(shape):
        return []
    return [spec.name.rstrip("_") for spec in dataclasses.fields(shape) if spec.init]


def _dataclass_in(hint: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return hint
    for argument in typing.get_args(hint):
        if (found := _dataclass_in(argument)) is not None:
            return found
    return None
