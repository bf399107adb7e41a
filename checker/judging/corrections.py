"""Verdicts in a case in which an event corrects another; in every other case they stay as they are.

A correction has no value to judge by, only words: what is right needs an event of its own. Until that
is there the verdicts stand, and what would fare worse without the corrected event says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.judging import brief, full
from checker.judging.underpolicy import CaseUnderPolicy
from checker.model.case import Case, Event
from checker.model.finding import QUIET, is_shown
from checker.model.text import listed, say
from checker.timeline import Timeline
from checker.verdicts import Counts, Verdict

AGAINST = ("violation", "undetermined")


def verdicts_under(under: CaseUnderPolicy) -> list[Verdict]:
    """All verdicts, noted where they rest on a corrected event."""
    found = full.verdicts_as_recorded(under)
    if not under.timeline.correcting:
        return found
    return list(_each_noted(found, _bare(under), _corrected(under.timeline)))


def shown_under(under: CaseUnderPolicy, counts: Counts) -> list[Verdict]:
    """Those that a report shows; every finding is added to the counts."""
    quiet: Counts = defaultdict(int)
    found = brief.loud_as_recorded(under, quiet)
    if under.timeline.correcting and _rests_on_corrected(under, found):
        found = verdicts_under(under.in_full())  # what is noted needs words
        quiet.clear()
    for status, number in quiet.items():
        counts[status] += number
    for verdict in found:
        counts[verdict.finding.status] += 1
    return [verdict for verdict in found if is_shown(verdict.finding)]


def _rests_on_corrected(under: CaseUnderPolicy, found: list[Verdict]) -> bool:
    return any(count > 0 for count in _worse(found, _bare(under)).values())


def _bare(under: CaseUnderPolicy) -> list[Verdict]:
    """What counts against the case as if the events that another corrects had never been."""
    case = _without(under.case, _corrected(under.timeline))
    bare = CaseUnderPolicy(case, under.governed, under.world, under.comments, brief=True)
    return brief.loud_as_recorded(bare, defaultdict(int))


def _corrected(timeline: Timeline) -> frozenset[str]:
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


def _without(case: Case, ids: frozenset[str]) -> Case:
    """The case as if events had never been."""
    return replace(case, events=tuple(event for event in case.events if event.id not in ids))


def _each_noted(
    found: list[Verdict], bare: list[Verdict], ids: frozenset[str]
) -> Iterator[Verdict]:
    """The verdicts found, with a note at each rule that counts more against the case in `bare`."""
    more = _worse(found, bare)
    for verdict in found:
        if more[verdict.rule_id] > 0 and verdict.finding.status not in AGAINST:
            more[verdict.rule_id] = 0
            yield _noted(verdict, ids)
        else:
            yield verdict


def _worse(found: Iterable[Verdict], bare: Iterable[Verdict]) -> Counter[str]:
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
