"""Whether a case that is gone had been kept long enough: by every rule of the base, as it was.

Stricter than the audit, which knows which rule governs: a case that may go by one rule and not by
another stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Result
from checker.gate.cases import State
from checker.model.moment import Moment, parse_moment
from checker.model.policy import Policy, Revision
from checker.periods import Calendars, Clock
from checker.rules.retention import Retention


def may_go(case: State, stood: Result) -> bool:
    """Whether the case was closed, stayed closed, and its time is past at `as_of`, for certain."""
    named = case.data.get("policy")
    names = (
        named if isinstance(named, list) else [named] if named else list(stood.instance.policies)
    )
    policies = [stood.instance.policies.get(str(name)) for name in names]
    rules = [pair for policy in policies if policy is not None for pair in _rules(policy)]
    return bool(rules) and all(_past(case, revision, rule, stood) for revision, rule in rules)


def _rules(policy: Policy) -> Iterator[tuple[Revision, Retention]]:
    for revision in policy.revisions:
        for rule in revision.rules:
            if isinstance(rule, Retention):
                yield revision, rule


def _past(case: State, revision: Revision, rule: Retention, stood: Result) -> bool:
    closed = _closed(case, revision)
    working = stood.instance.shelf.get(revision.head.calendar)
    if closed is None or working is None:
        return False
    trading = stood.instance.shelf.get(revision.head.trading_calendar or "")
    limit = Clock(closed, Calendars(working, trading, revision.zone)).limit(rule.keep)
    return limit.past(stood.as_of.second or 0) is True


def _closed(case: State, revision: Revision) -> Moment | None:
    """The last event's moment where that closes the case; None where anything cannot be read."""
    last: Moment | None = None
    closes = False
    events = case.data.get("events")
    for event in events if isinstance(events, list) else ():
        at = event.get("at") if isinstance(event, dict) else None
        moment = parse_moment(at, revision.zone) if isinstance(at, str) else None
        kind = revision.events.get(str(event.get("type"))) if moment else None
        if moment is None or kind is None:
            return None
        if (kind.closes or kind.reopens or kind.opens) and (last is None or last.day <= moment.day):
            last, closes = moment, kind.closes
    return last if closes else None
