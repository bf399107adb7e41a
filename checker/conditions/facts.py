"""Facts: what a condition may ask about a case, and of which type each is."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Protocol

from checker.lazily import dataclass
from checker.model.case import Case
from checker.model.policy import Field, Revision

NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")


Type = Literal["text", "choice", "number", "money", "boolean", "date", "datetime", "set", "id"]


@dataclass(frozen=True)
class FactType:
    """How a path's values are read and compared."""

    type: Type
    allowed: tuple[str, ...] | None = None
    """The ids it may have, in order; None where anything goes."""
    ordered: bool = False


class Standing(Protocol):
    """What follows from a case's events; worked out only where it is asked for."""

    @property
    def status(self) -> str | None:
        """The type of the latest event that has a status."""

    @property
    def closed(self) -> bool: ...

    @property
    def types(self) -> frozenset[str]:
        """The event types that occurred."""


@dataclass
class Facts:
    """What a condition may ask about one case, under one revision."""

    case: Case
    currency: str | None
    standing: Standing
    group_size: int
    repeats: int

    def get(self, path: str) -> Any:
        """The value of a fact path; None where the case lacks it."""
        reader = _FACTS.get(path)
        return reader(self) if reader else self.case.fields.get(path)


def _core(name: str) -> Callable[[Facts], Any]:
    return lambda facts: getattr(facts.case, name)


_FACTS: dict[str, Callable[[Facts], Any]] = {
    "case.status": lambda facts: facts.standing.status,
    "case.closed": lambda facts: facts.standing.closed,
    "case.events": lambda facts: facts.standing.types,
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


@lru_cache(maxsize=64)
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


def read_number(text: str) -> Decimal | None:
    """A decimal number of ASCII digits; None for anything else."""
    return Decimal(text) if NUMBER.fullmatch(text) else None
