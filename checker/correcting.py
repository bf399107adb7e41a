"""Verdicts that rest on an event which another corrects: they stand, and say so.

Pure. A correction has no value to judge by, only words: what is right needs an event of its own.
Until that is there, a rule that would fare worse without the corrected event is told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.model.case import Case, Event
from checker.model.finding import QUIET
from checker.model.text import listed, say
from checker.timeline import Timeline
from checker.verdicts import Verdict

AGAINST = ("violation", "undetermined")


def corrected(timeline: Timeline) -> frozenset[str]:
    """Ids of the events that another corrects; not what a withdrawn correction corrects.

    The last opening event is left out: without one there is no case.
    """
    by = timeline.correcting
    withdrawn = {event.corrects for event in by}
    gone = {event.corrects for event in by if event.corrects and event.id not in withdrawn}
    opening = timeline.opening
    if opening is not None and _is_last(opening, timeline.events, gone):
        gone.discard(opening.id)
    return frozenset(gone)


def _is_last(opening: Event, events: Iterable[Event], gone: set[str]) -> bool:
    return not any(event.type == opening.type and event.id not in gone for event in events)


def without(case: Case, ids: frozenset[str]) -> Case:
    """The case as if events had never been."""
    return replace(case, events=tuple(event for event in case.events if event.id not in ids))


def noted(found: list[Verdict], bare: list[Verdict], ids: frozenset[str]) -> Iterator[Verdict]:
    """The verdicts found, with a note at each rule that counts more against the case in `bare`."""
    more = worse(found, bare)
    for verdict in found:
        if more[verdict.rule_id] > 0 and verdict.finding.status not in AGAINST:
            more[verdict.rule_id] = 0
            yield _noted(verdict, ids)
        else:
            yield verdict


def worse(found: Iterable[Verdict], bare: Iterable[Verdict]) -> Counter[str]:
    """By how many verdicts more each rule counts against the case in `bare`; fewer are negative."""
    more = Counter(item.rule_id for item in bare if item.finding.status in AGAINST)
    more.subtract(item.rule_id for item in found if item.finding.status in AGAINST)
    return more


def _noted(verdict: Verdict, ids: frozenset[str]) -> Verdict:
    """The verdict with a note; shown, as a note, where it would not be."""
    finding = verdict.finding
    note = say(
        "靠已被更正的事件 {events} 才成立：正确的情况请另记一个事件",
        "holds only by {events}, which another event corrects: record what is right as an event",
        events=listed(sorted(ids)),
    )
    level = "note" if finding.status in QUIET else finding.level
    told = replace(finding, level=level, notes=(*finding.notes, note))
    return replace(verdict, finding=told)
