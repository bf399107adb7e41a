"""Dataclasses whose methods are made when they are first asked for, not when a module is imported.

`dataclasses` writes and compiles about six functions a class: half a millisecond, for more than a
hundred classes in every start, most of which make no object in that run (docs/decisions/0008).
For whoever asks (`dataclasses.fields`, `replace`, pydantic, `match`), a class made here is one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, kw_only=False, eq=True):
        """As `dataclasses.dataclass`: without slots, which would need another class, and order."""

        def promised(shape):
            _Promise(shape, frozen=frozen, kw_only=kw_only, eq=eq)
            return shape

        return promised if cls is None else promised(cls)


_MAKING = RLock()


class _Promise:
    """What a class will have, and how it is to be made."""

    def __init__(self, shape: type, *, frozen: bool, kw_only: bool, eq: bool) -> None:
        self.shape: type[Any] = shape
        self.frozen, self.kw_only, self.eq = frozen, kw_only, eq
        own = vars(shape)
        shape.__doc__ = shape.__doc__ or shape.__name__  # else `dataclasses` asks for a signature
        names = ["__init__", "__repr__"]
        if eq:
            names += ["__eq__", "__hash__"] if frozen else ["__eq__"]
        # Python puts no hash where a class compares by itself; that is nobody's word
        self.made = [name for name in names if own.get(name) is None]
        for name in (*self.made, "__dataclass_fields__", "__match_args__"):
            setattr(shape, name, _Later(self, name))
        if frozen:
            shape.__setattr__ = shape.__delattr__ = _refuse  # type: ignore[assignment]
        elif eq and "__hash__" not in own:
            shape.__hash__ = None  # type: ignore[assignment]

    def keep(self) -> None:
        """Make it all; nothing is taken away before something else stands in its place."""
        with _MAKING:
            if not isinstance(vars(self.shape)["__match_args__"], _Later):
                return
            dataclasses.dataclass(
                init=False, repr=False, eq=False, match_args=False, kw_only=self.kw_only
            )(self.shape)
            fields = dataclasses.fields(self.shape)
            for name in self.made:
                setattr(self.shape, name, _MAKERS[name](self, fields))
            given = tuple(spec.name for spec in fields if spec.init and not spec.kw_only)
            self.shape.__match_args__ = given  # type: ignore[misc]


class _Later:
    """In the place of a part of a class that is not made yet."""

    def __init__(self, promise: _Promise, name: str) -> None:
        self.promise, self.name = promise, name

    def __get__(self, item: object, owner: type) -> Any:
        self.promise.keep()
        part = vars(self.promise.shape)[self.name]
        return part.__get__(item, owner) if callable(part) else part


Fields = tuple[dataclasses.Field[Any], ...]


FEW = 30
"""Objects that are sooner made one by one than a constructor is compiled for them."""


def _beginner(promise: _Promise, fields: Fields) -> Any:
    """`__init__` of the first objects; then, and where what is given does not fit, a compiled one."""
    init = {spec.name: spec for spec in fields if spec.init}
    by_place = [name for name, spec in init.items() if not spec.kw_only]
    needed = {name for name, spec in init.items() if _has_no_default(spec)}
    made_here = [spec for spec in fields if spec.default_factory is not dataclasses.MISSING]
    put = object.__setattr__ if promise.frozen else setattr
    left = FEW

    def begin(self: Any, *args: Any, **given: Any) -> None:
        nonlocal left
        left -= 1
        values = dict(zip(by_place, args, strict=False))
        fits = len(values) == len(args) and values.keys().isdisjoint(given)
        values |= given
        if left < 0 or not fits or not needed <= values.keys() <= init.keys():
            promise.shape.__init__ = _constructor(promise, fields)
            promise.shape.__init__(self, *args, **given)
            return
        for spec in made_here:
            if spec.name not in values:
                values[spec.name] = spec.default_factory()  # type: ignore[operator]
        for spec in fields:
            value = values.get(spec.name, spec.default if spec.init else dataclasses.MISSING)
            said = promise.frozen and spec.init and value is spec.default
            if value is not dataclasses.MISSING and not (said and _is_said_by_class(spec)):
                put(self, spec.name, value)
        if hasattr(promise.shape, "__post_init__"):
            self.__post_init__()

    return begin


def _has_no_default(spec: dataclasses.Field[Any]) -> bool:
    return spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING


def _constructor(promise: _Promise, fields: Fields) -> Any:
    """`__init__` as `dataclasses` writes it; but what puts a frozen field is looked up once.

    A frozen field that is as its default is not put: the class says it, and nobody can change it.
    """
    known: dict[str, Any] = {"_put": object.__setattr__, "_none": object()}
    takes: list[str] = []
    named: list[str] = []
    does: list[str] = []
    for spec in fields:
        name, value = spec.name, spec.name
        default = ""
        if spec.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = spec.default_factory
            default = "=_none"
            made = f"_make_{name}()"
            value = f"{made} if {name} is _none else {name}" if spec.init else made
        elif spec.default is not dataclasses.MISSING:
            known[f"_else_{name}"] = spec.default
            default = f"=_else_{name}"
        if spec.init:
            (named if spec.kw_only else takes).append(name + default)
        if spec.init or value != name:
            put = f"_put(self, {name!r}, {value})" if promise.frozen else f"self.{name} = {value}"
            if promise.frozen and spec.init and _is_said_by_class(spec):
                put = f"if {name} is not _else_{name}: {put}"
            does.append(put)
    if hasattr(promise.shape, "__post_init__"):
        does.append("self.__post_init__()")
    given = ", ".join(["self", *takes, *(["*", *named] if named else [])])
    body = "\n ".join(does or ["pass"])
    exec(f"def __init__({given}):\n {body}", known)  # noqa: S102 - names of fields, nothing else
    return known["__init__"]


def _is_said_by_class(spec: dataclasses.Field[Any]) -> bool:
    """Whether an object that has not the field itself answers with its default."""
    return spec.default is not dataclasses.MISSING and not hasattr(spec.default, "__get__")


def _values(fields: Iterable[dataclasses.Field[Any]]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads some fields of an object as a tuple."""
    names = [spec.name for spec in fields]
    if len(names) > 1:  # attrgetter makes no tuple of one
        return attrgetter(*names)
    return lambda item: tuple(getattr(item, name) for name in names)


def _equality(_: _Promise, fields: Fields) -> Any:
    values = _values(spec for spec in fields if spec.compare)

    def equal(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return equal


def _hashing(_: _Promise, fields: Fields) -> Any:
    values = _values(spec for spec in fields if (spec.compare if spec.hash is None else spec.hash))
    return lambda self: hash(values(self))


def _representation(_: _Promise, fields: Fields) -> Any:
    names = [spec.name for spec in fields if spec.repr]

    def shown(self: Any) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({parts})"

    return shown


def _refuse(self: Any, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{name!r} of {type(self).__name__} is frozen")


_MAKERS: dict[str, Callable[[_Promise, Fields], Any]] = {
    "__init__": _beginner,
    "__eq__": _equality,
    "__hash__": _hashing,
    "__repr__": _representation,
}
