"""A case as it stood at a moment, and as another timezone dates it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from checker.model.case import Case
from checker.model.moment import Moment, at_second, compare


def as_it_stood(case: Case, as_of: Moment) -> tuple[Case, int]:
    """The case without what is dated after `as_of`, and how many entries were left out."""
    if not any(
        item.at.day >= as_of.day
        for items in (case.events, case.waivers, case.acknowledgements)
        for item in items
    ):
        return case, 0  # nothing on that day or after it: most cases
    events = tuple(event for event in case.events if not _later(event.at, as_of))
    waivers = tuple(item for item in case.waivers if not _later(item.at, as_of))
    owned = tuple(item for item in case.acknowledgements if not _later(item.at, as_of))
    left_out = (
        len(case.events) + len(case.waivers) + len(case.acknowledgements)
        - len(events) - len(waivers) - len(owned)
    )  # fmt: skip
    if not left_out:
        return case, 0
    return replace(case, events=events, waivers=waivers, acknowledgements=owned), left_out


def _later(at: Moment, as_of: Moment) -> bool:
    return compare(at, as_of) > 0


def moved(at: Moment, zone: ZoneInfo) -> Moment:
    """The same instant on its day in another zone; a day without a time stays."""
    return at if at.second is None else at_second(at.second, zone)


def in_zone(case: Case, zone: ZoneInfo) -> Case:
    """The same case with every instant on its day in another zone."""
    return replace(
        case,
        events=tuple(replace(item, at=moved(item.at, zone)) for item in case.events),
        waivers=tuple(replace(item, at=moved(item.at, zone)) for item in case.waivers),
        acknowledgements=tuple(
            replace(item, at=moved(item.at, zone)) for item in case.acknowledgements
        ),
        accused=tuple(
            replace(party, since=moved(party.since, zone)) if party.since else party
            for party in case.accused
        ),
    )
