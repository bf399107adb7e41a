"""Whether one period is surely no longer than another, whatever the trigger's day.

Periods of one unit compare by number. Of different units only where their shortest and longest
possible stretches do not overlap; otherwise nobody can say, and nothing is said.
"""

from __future__ import annotations

from checker.model.period import Duration, Within

_DAY = 24
_ROLL_DAYS = 12
"""No run of days off in a Chinese calendar is longer, make-up days before and after included."""
_SHORTEST_DAYS = {
    "working_days": 1,
    "trading_days": 1,
    "calendar_days": 1,
    "weeks": 7,
    "months": 28,
    "years": 365,
}
_LONGEST_DAYS = {
    "working_days": 2,
    "trading_days": 2,
    "calendar_days": 1,
    "weeks": 7,
    "months": 31,
    "years": 366,
}


def no_longer(a: Duration, b: Duration) -> bool:
    """Whether `a` never ends after `b` where both count from one trigger; a preorder.

    A plain period is the latest, and the earliest, of one.
    """
    latest_a, latest_b = _is_latest(a), _is_latest(b)
    if latest_a and latest_b:
        return all(any(_part(x, y) for y in _parts(b)) for x in _parts(a))
    if not latest_a and not latest_b:
        return all(any(_part(x, y) for x in _parts(a)) for y in _parts(b))
    if latest_a:
        return all(_part(x, y) for x in _parts(a) for y in _parts(b))
    return any(_part(x, y) for x in _parts(a) for y in _parts(b))


def _parts(period: Duration) -> tuple[Duration, ...]:
    return period.parts if isinstance(period, Within) else (period,)


def _is_latest(period: Duration) -> bool:
    return not (isinstance(period, Within) and period.earliest)


def _part(a: Duration, b: Duration) -> bool:
    if a.unit == b.unit:
        return a.number <= b.number
    return _longest(a) <= _shortest(b)


def _shortest(period: Duration) -> int:
    if period.unit == "hours":
        return period.number
    return period.number * _SHORTEST_DAYS[period.unit] * _DAY


def _longest(period: Duration) -> int:
    """In hours, from a trigger at the first moment of its day to the end of the rolled last day."""
    if period.unit == "hours":
        return period.number
    return (period.number * _LONGEST_DAYS[period.unit] + _ROLL_DAYS + 1) * _DAY
