"""Whether one condition holds wherever another does, as far as that can be read off.

A rule that applies to more cases is stricter. Choices are compared as sets, plain numbers by size;
whatever else differs is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from checker.model.policy import Revision

Matcher = dict[str, Any]


def as_broad(a: Any, a_revision: Revision, b: Any, b_revision: Revision) -> bool:
    """Whether `a` holds in every case where `b` does; no condition holds always."""
    return all(
        path in (b or {}) and _covers(path, wanted, a_revision, b[path], b_revision)
        for path, wanted in (a or {}).items()
    )


def cover_together(conditions: Iterable[Any], revision: Revision) -> bool:
    """Whether one of several conditions on one and the same choice holds whatever it is.

    A choice left blank counts as covered where the policy says that it must be filled.
    """
    given = list(conditions)
    paths = {path for condition in given for path in condition or {}}
    if len(paths) != 1 or any(len(condition or {}) != 1 for condition in given):
        return any(not condition for condition in given)
    (path,) = paths
    every = _allowed(path, {}, revision)
    sets = [_allowed(path, condition[path], revision) for condition in given]
    if every is None:
        return False
    wanted = every - {""} if revision.fields[path].required else every
    return wanted <= frozenset().union(*(found for found in sets if found is not None))


def _covers(path: str, a: Any, a_revision: Revision, b: Any, b_revision: Revision) -> bool:
    if a == b:
        return True
    if path in ("any", "not"):
        return False
    allowed_a, allowed_b = _allowed(path, a, a_revision), _allowed(path, b, b_revision)
    if allowed_a is not None and allowed_b is not None:
        return allowed_a >= allowed_b
    return _bounds(a, b)


def _allowed(path: str, wanted: Any, revision: Revision) -> frozenset[str] | None:
    """The values of a choice or a boolean that match, blank as the empty text; None for others."""
    spec = revision.fields.get(path)
    if spec is None or spec.type not in ("choice", "boolean"):
        return None
    known = spec.choice_ids() if spec.type == "choice" else ("true", "false")
    left = frozenset((*known, ""))
    for operator, value in _operators(wanted).items():
        left &= frozenset(_matching(operator, value, known))
    return left


def _operators(wanted: Any) -> Matcher:
    if isinstance(wanted, dict):
        return wanted
    return {"in": wanted}


def _matching(operator: str, value: Any, known: tuple[str, ...]) -> list[str]:
    values = value if isinstance(value, list) else [value]
    match operator:
        case "eq" | "in":
            return [item for item in known if item in values]
        case "ne" | "not_in":
            return [item for item in (*known, "") if item not in values]
        case "exists":
            return list(known) if value == "true" else [""]
        case _:
            return _ranked(operator, str(value), known)


def _ranked(operator: str, value: str, known: tuple[str, ...]) -> list[str]:
    if value not in known:
        return []
    place = known.index(value)
    by_operator = {
        "gt": known[place + 1 :],
        "gte": known[place:],
        "lt": known[:place],
        "lte": known[: place + 1],
    }
    return list(by_operator.get(operator, ()))


def _bounds(a: Any, b: Any) -> bool:
    """One bound each, of one operator: `a` is the wider one."""
    if not (isinstance(a, dict) and isinstance(b, dict)) or len(a) != 1 or a.keys() != b.keys():
        return False
    ((operator, mine),) = a.items()
    first, second = _number(mine), _number(b[operator])
    if first is None or second is None:
        return False
    if operator in ("gt", "gte"):
        return first <= second
    return operator in ("lt", "lte") and first >= second


def _number(text: Any) -> Decimal | None:
    try:
        number = Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
