"""Which way a parameter's change goes: 更严, 更宽, or 无方向 where nobody can say.

Written out by hand, a parameter at a time: each entry says when one value asks at least as much
as another. The direction follows from asking it both ways, so that turning a change round always
turns its direction round. It is the parameter's own, all else being equal, and no proof about
every case: `checker.revisions.impact` judges the cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import time
from typing import Any, Literal

from checker.comparing.lengths import no_longer
from checker.model.period import Duration

Direction = Literal["stricter", "looser", "none", "mixed"]
AsStrict = Callable[[Any, Any], bool]
"""Whether the first value asks at least as much as the second; a preorder."""
MIDNIGHT = 24 * 60


def longer(a: Duration | None, b: Duration | None) -> bool:
    """A longer period asks more; none at all asks least."""
    return b is None or (a is not None and no_longer(b, a))


def shorter(a: Duration | None, b: Duration | None) -> bool:
    """A shorter period asks more; none at all asks least."""
    return b is None or (a is not None and no_longer(a, b))


def smaller_room(a: Duration | None, b: Duration | None) -> bool:
    """A shorter period given to the firm asks more; none given asks most."""
    return a is None or (b is not None and no_longer(a, b))


def more(a: int, b: int) -> bool:
    """A higher number asks more."""
    return a >= b


def fewer(a: int, b: int) -> bool:
    """A lower number asks more."""
    return a <= b


def earlier(a: time | None, b: time | None) -> bool:
    """An earlier end of the day asks more; midnight where none is given."""
    return _minutes(a) <= _minutes(b)


def later(a: time | None, b: time | None) -> bool:
    """The later a trigger counts as of its own day, the more is asked."""
    return _minutes(a) >= _minutes(b)


def _minutes(at: time | None) -> int:
    return MIDNIGHT if at is None else at.hour * 60 + at.minute


def wider(a: Iterable[Any] | None, b: Iterable[Any] | None) -> bool:
    """What covers more asks more; `all` covers everything, nothing given covers nothing."""
    mine, other = set(a or ()), set(b or ())
    return "all" in mine or ("all" not in other and mine >= other)


def narrower(a: Iterable[Any] | None, b: Iterable[Any] | None) -> bool:
    """What allows fewer asks more; nothing given allows everything."""
    if a is None or b is None:
        return b is None
    return wider(b, a)


def once_wider(a: Iterable[Any] | None, b: Iterable[Any] | None) -> bool:
    """Owed from the earliest of more events on; owed at once where none is given."""
    if a is None or b is None:
        return a is None
    return wider(a, b)


def also_wider(a: Iterable[Any] | None, b: Iterable[Any] | None) -> bool:
    """More asks more where both are given; with one alone it depends on what else is."""
    return a == b or (a is not None and b is not None and wider(a, b))


def there(a: object, b: object) -> bool:
    """Something demanded asks more than nothing; two different things do not compare."""
    return b is None or a == b


def absent(a: object, b: object) -> bool:
    """Something allowed asks less than nothing; two different things do not compare."""
    return a is None or a == b


def yes(a: object, b: object) -> bool:
    """True asks more."""
    return bool(a) or not b


def ranked(*rising: str) -> AsStrict:
    """The later of these asks more."""

    def as_strict(a: str, b: str) -> bool:
        return rising.index(a) >= rising.index(b)

    return as_strict


def in_order(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """A longer order asks more where it keeps the shorter one's."""
    rest = iter(a)
    return all(item in rest for item in b)


def groups(a: tuple[tuple[str, ...], ...], b: tuple[tuple[str, ...], ...]) -> bool:
    """All of these, each any-of: asks more where every group of the other follows from one."""
    return all(any(set(mine) <= set(other) for mine in a) for other in b)


def first_period(a: str, b: str) -> bool:
    """The earlier the first period owed, the more; months and quarters do not compare."""
    return a == b or (len(a) == len(b) and ("Q" in a) == ("Q" in b) and a <= b)


DIRECTIONS: dict[str, AsStrict] = {
    "level": ranked("note", "warning", "error"),
    "deadline.from": wider,
    "deadline.to": narrower,
    "deadline.within": shorter,
    "deadline.each": yes,
    "deadline.cutoff": later,
    "deadline.until": earlier,
    "deadline.roll": ranked("forward", "none"),
    "deadline.extension": absent,
    "deadline.extension.by": smaller_room,
    "deadline.extension.times": fewer,
    "deadline.pause": absent,
    "deadline.pause.from": narrower,
    "deadline.pause.to": wider,
    "deadline.pause.at_most": shorter,
    "deadline.exempt": absent,
    "deadline.exempt.event": narrower,
    "deadline.exempt.within": smaller_room,
    "required-event.events": groups,
    "required-event.once": also_wider,
    "sequence.events": in_order,
    "sequence.after_last": narrower,
    "trace.events": wider,
    "trace.records": narrower,
    "trace.at_least": more,
    "trace.digest": yes,
    "recusal.events": wider,
    "recusal.include": wider,
    "recusal.units": ranked("ignore", "head_only", "act"),
    "recusal.designation": there,
    "recusal.designation.designee": ranked("optional", "required"),
    "recusal.designation.or_by.unit_type": narrower,
    "separation-of-duties.events": wider,
    "separation-of-duties.include": wider,
    "authority.event": wider,
    "authority.by.role": narrower,
    "authority.by.title": narrower,
    "authority.by.unit": narrower,
    "authority.by.unit_type": narrower,
    "authority.by.unit_of": there,
    "authority.by.not_unit_of": there,
    "authority.by.supervisor_of": there,
    "classification.one_of": narrower,
    "form.fields": wider,
    "form.once": once_wider,
    "privacy.patterns": wider,
    "privacy.in": wider,
    "periodic-report.every": ranked("year", "quarter", "month"),
    "periodic-report.within": shorter,
    "periodic-report.first": first_period,
    "periodic-report.for_each.unit_type": wider,
    "staffing.units.unit_type": wider,
    "staffing.role": narrower,
    "staffing.at_least": more,
    "retention.keep": longer,
    "history.append_only": wider,
    "history.recorded_within": shorter,
    "history.not_by": there,
    "history.separate_policy_change": yes,
    "history.waiver_not_by": there,
    "history.never_lowered": wider,
    "history.signed": yes,
}
"""Parameters by kind and path; `level` is every kind's. What is not here has no direction."""


def direction(before: Any, after: Any, as_strict: AsStrict | None) -> Direction:
    """Which way a change goes; `none` where neither side, or both, ask at least as much."""
    if as_strict is None:
        return "none"
    up, down = as_strict(after, before), as_strict(before, after)
    if up == down:
        return "none"
    return "stricter" if up else "looser"


def together(directions: Iterable[Direction]) -> Direction:
    """The direction of several changes at once."""
    found = set(directions) - {"none"}
    if not found:
        return "none"
    return found.pop() if len(found) == 1 else "mixed"
