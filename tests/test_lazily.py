"""A class of `checker.lazily` is what `dataclasses` would have made of it, whoever asks first."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle  # noqa: TID251 - as a pool sends what it found
import pkgutil
import sys
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import TypeAdapter, ValidationError

import checker
from checker import lazily

KINDS = (
    {"frozen": True},
    {"frozen": True, "kw_only": True},
    {},
    {"kw_only": True},
    {"eq": False},
    {"eq": False, "kw_only": True},
)


def shapes(dataclass: Any, kind: dict[str, bool]) -> tuple[type[Any], type[Any]]:
    """A class and one below it; each time anew, for what is made lasts."""

    @dataclass(**kind)
    class Base:
        number: int
        tags: list[str] = dataclasses.field(default_factory=list)
        note: Annotated[str | None, "a remark"] = dataclasses.field(default=None, compare=False)
        LIMIT: ClassVar[int] = 3

    @dataclass(**kind)
    class Derived(Base):
        number: int = 7
        extra: tuple[str, ...] = dataclasses.field(default=("x",), repr=False, kw_only=True)
        twice: int = dataclasses.field(init=False, hash=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", 2 * self.number)

    return Base, Derived


@pytest.fixture(params=KINDS, ids=str)
def pair(request) -> tuple[tuple[type[Any], ...], tuple[type[Any], ...]]:
    """The same two classes, ours and the library's."""
    return shapes(lazily.dataclass, request.param), shapes(dataclasses.dataclass, request.param)


def fields(shape: type[Any]) -> list[tuple[object, ...]]:
    names = ("name", "type", "default", "default_factory", "init", "repr", "compare", "kw_only")
    return [tuple(getattr(spec, name) for name in names) for spec in dataclasses.fields(shape)]


def result(act: Any) -> Any:
    """What comes of it, or the kind of error."""
    try:
        return act()
    except Exception as error:
        return type(error)


def same_hash(one: object, other: object) -> bool:
    return hash(one) == hash(other)


QUESTIONS: dict[str, Any] = {
    "repr": lambda base, derived: (repr(base(number=1)), repr(derived(tags=["a"]))),
    "positions": lambda base, derived: repr(base(1, ["a"], "b")),
    "too many": lambda base, derived: base(1, [], "b", "c"),
    "too few": lambda base, derived: base(),
    "a name that nobody knows": lambda base, derived: base(number=1, colour="red"),
    "not given in the constructor": lambda base, derived: derived(twice=2),
    "equal": lambda base, derived: base(number=1, note="a") == base(number=1, note="b"),
    "unequal": lambda base, derived: base(number=1) == base(number=2),
    "of another class": lambda base, derived: base(number=7) == derived(),
    "beside anything": lambda base, derived: base(number=7) == (7, [], None),
    "hash": lambda base, derived: same_hash(*(base(number=1, tags=()) for _ in "ab")),
    "hash of a list": lambda base, derived: hash(base(number=1)) is None,
    "what is derived": lambda base, derived: (derived().twice, derived(number=4).twice),
    "defaults are its own": lambda base, derived: base(number=1).tags is base(number=1).tags,
    "set": lambda base, derived: setattr(base(number=1), "number", 2),
    "delete": lambda base, derived: delattr(base(number=1), "number"),
    "replace": lambda base, derived: repr(dataclasses.replace(base(number=1, note="n"), number=5)),
    "as a dict": lambda base, derived: dataclasses.asdict(derived(number=2)),
    "fields": lambda base, derived: (fields(base), fields(derived)),
    "fields of the one below": lambda base, derived: fields(derived),
    "patterns": lambda base, derived: (base.__match_args__, derived.__match_args__),
    "is one": lambda base, derived: [dataclasses.is_dataclass(shape) for shape in (base, derived)],
    "at the class": lambda base, derived: (dataclasses.fields(base), base.note, derived.number)[1:],
    "copy": lambda base, derived: repr(copy.deepcopy(derived(number=2))),
    "hash of the class": lambda base, derived: base.__hash__ is None,
}  # fmt: skip


@pytest.mark.parametrize("few", [0, lazily.FEW], ids=["compiled", "first objects"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_it_answers_as_the_library_does(pair, question, few, monkeypatch) -> None:
    monkeypatch.setattr(lazily, "FEW", few)
    ours, theirs = pair
    expected = result(lambda: QUESTIONS[question](*theirs))
    assert result(lambda: QUESTIONS[question](*ours)) == expected


def test_a_constructor_is_compiled_for_many_objects_or_for_what_does_not_fit() -> None:
    base, derived = shapes(lazily.dataclass, {"frozen": True})
    begin = derived(number=1) and derived.__init__
    assert derived.__init__ is begin
    made = [derived(number=number, tags=["a"]) for number in range(lazily.FEW)]
    assert derived.__init__ is not begin
    assert made[0].twice == 0
    assert repr(made[1]) == repr(derived(number=1, tags=["a"]))
    begin = base(1) and base.__init__
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        base(number=1, colour="red")
    assert base.__init__ is not begin


def unmade(shape: type[Any], **values: Any) -> Any:
    """An object as unpickling leaves it: made without its constructor."""
    item = shape.__new__(shape)
    vars(item).update(values)
    return item


@pytest.mark.parametrize(
    "ask",
    [
        lambda one, other: one == other,
        lambda one, other: hash(one) == hash(other),
        lambda one, other: repr(one) == repr(other),
        lambda one, other: dataclasses.replace(one) == other,
        lambda one, other: len({one, other}) == 1,
        lambda one, other: copy.copy(one) == other,
        lambda one, other: dataclasses.astuple(one) == dataclasses.astuple(other),
    ],
)
def test_an_object_made_before_its_class_answers_too(ask) -> None:
    base, _ = shapes(lazily.dataclass, {"frozen": True})
    one, other = (unmade(base, number=1, tags=("a",), note=None) for _ in range(2))
    assert ask(one, other)


def test_a_pattern_may_come_first() -> None:
    base, _ = shapes(lazily.dataclass, {"frozen": True})
    match unmade(base, number=1, tags=("a",), note=None):
        case base(number, tags):
            assert (number, tags) == (1, ("a",))
        case _:
            pytest.fail("no match")


@lazily.dataclass(frozen=True)
class Sent:
    """What goes to another process: found there by its name."""

    number: int
    tags: tuple[str, ...] = ()


def test_what_was_pickled_comes_back_equal() -> None:
    data = pickle.dumps(unmade(Sent, number=1, tags=("a",)))
    assert pickle.loads(data) == Sent(1, ("a",))  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(Sent(1))) == Sent(1)  # noqa: S301 - our own


def double(number: int) -> int:
    return 2 * number


@lazily.dataclass(frozen=True)
class Leaves:
    """Fields that are as the class says; a function there would be a method of whoever asks."""

    number: int = 7
    tags: tuple[str, ...] = ()
    action: Any = double


@lazily.dataclass(frozen=True)
class Others(Leaves):
    """A default of its own in place of one that it inherits."""

    number: int = 8


def test_a_frozen_field_that_is_as_its_default_is_said_by_the_class() -> None:
    item = Leaves()
    assert (item.number, item.tags, item.action(4)) == (7, (), 8)
    assert vars(item).keys() == {"action"}
    assert Leaves(7) == item
    assert hash(Leaves(7)) == hash(item)
    assert Leaves(8) != item
    assert (Others().number, Others(7).number) == (8, 7)
    assert dataclasses.replace(Others(7), tags=("a",)) == Others(7, ("a",))
    assert pickle.loads(pickle.dumps(Others(7))) == Others(7)  # noqa: S301 - our own


@lazily.dataclass(frozen=True)
class Asked:
    """What pydantic is asked about before anybody made one."""

    number: int
    tags: tuple[str, ...] = ()
    inner: Asked | None = None


def test_pydantic_sees_a_dataclass() -> None:
    adapter = TypeAdapter(Asked)
    read = adapter.validate_python({"number": 1, "tags": ["a"], "inner": {"number": 2}})
    assert read == Asked(1, ("a",), Asked(2))
    assert hash(read) == hash(Asked(1, ("a",), Asked(2)))
    with pytest.raises(ValidationError):
        adapter.validate_python({"tags": []})
    assert list(adapter.json_schema()["$defs"]["Asked"]["properties"]) == [
        "number",
        "tags",
        "inner",
    ]


def test_what_a_class_says_itself_stays() -> None:
    @lazily.dataclass(frozen=True)
    class Own:
        number: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    assert Own(1) == Own(2)
    assert repr(Own(1)) == "own"
    assert hash(Own(1)) == hash((1,))


def test_a_class_below_may_call_the_one_above_before_it_is_made() -> None:
    base, _ = shapes(lazily.dataclass, {"frozen": True})

    class Louder(base):
        def __repr__(self) -> str:
            return super().__repr__().upper()

        def __init__(self) -> None:
            super().__init__(5)

    assert repr(Louder()).endswith("LOUDER(NUMBER=5, TAGS=[], NOTE=NONE)")


def test_nothing_is_made_until_it_is_asked_for(monkeypatch) -> None:
    made: list[type] = []
    real = dataclasses.dataclass
    monkeypatch.setattr(
        dataclasses,
        "dataclass",
        lambda **kind: lambda shape: made.append(shape) or real(**kind)(shape),
    )
    base, derived = shapes(lazily.dataclass, {"frozen": True})
    assert made == []
    base(1)
    assert made == [base]
    derived(1)
    derived(2)
    assert made == [base, derived]


@pytest.fixture(scope="module")
def classes() -> list[type[Any]]:
    """The dataclasses of all modules of the checker."""
    for module in pkgutil.walk_packages(checker.__path__, "checker."):
        if "__main__" not in module.name:
            importlib.import_module(module.name)
    found = {
        item
        for name, module in list(sys.modules.items())
        if name.startswith("checker.")
        for item in vars(module).values()
        if isinstance(item, type) and "__dataclass_fields__" in vars(item)
    }
    return sorted(found, key=lambda shape: (shape.__module__, shape.__name__))


def test_every_class_of_the_checker_can_be_made(classes) -> None:
    """A mistake in a class (a field without a default after one with) shows here, not in a run."""
    assert len(classes) > 100
    for shape in classes:
        assert dataclasses.fields(shape) is not None
        assert callable(shape.__init__)
        assert not any(isinstance(part, lazily._Later) for part in vars(shape).values())


def test_there_is_one_way_to_make_a_dataclass(classes) -> None:
    plain = {shape.__name__ for shape in classes if shape.__repr__.__module__ != lazily.__name__}
    assert plain == {"ReportPeriod"}  # periods are ordered
