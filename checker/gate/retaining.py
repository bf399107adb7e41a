"""Whether a case that is gone had been kept long enough: the base's rule, the case as it was."""

from __future__ import annotations

from checker.engine import Result
from checker.gate.cases import State
from checker.gate.telling import Authority
from checker.model.moment import Moment, parse_moment
from checker.model.policy import Revision
from checker.periods import Calendars, Clock
from checker.rules.retention import Retention


def may_go(case: State, stood: Result, by: Authority) -> bool:
    """Whether the case was closed, stayed closed, and its time is past at `as_of`, for certain."""
    closed = _closed(case, by.revision)
    working = stood.instance.shelf.get(by.revision.head.calendar)
    if closed is None or working is None or not isinstance(by.rule, Retention):
        return False
    trading = stood.instance.shelf.get(by.revision.head.trading_calendar or "")
    limit = Clock(closed, Calendars(working, trading, by.revision.zone)).limit(by.rule.keep)
    return limit.past(stood.as_of.second or 0) is True


def _closed(case: State, revision: Revision) -> Moment | None:
    """The last event's moment where that closes the case; None where anything cannot be read."""
    last: Moment | None = None
    closes = False
    for event in case.data.get("events") or ():
        at = event.get("at") if isinstance(event, dict) else None
        moment = parse_moment(at, revision.zone) if isinstance(at, str) else None
        kind = revision.events.get(event.get("type") or "") if moment else None
        if moment is None or kind is None:
            return None
        if (kind.closes or kind.reopens or kind.opens) and (last is None or last.day <= moment.day):
            last, closes = moment, kind.closes
    return last if closes else None
