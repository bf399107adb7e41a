"""One case judged under its policies: the right rules of the right revision, waivers applied.

Pure: a read case and the world in, findings by path out. Two ways that say the same
(`tests/judging/test_brief.py`): all verdicts, or those that a report shows and how many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.judging.corrections import shown_under, verdicts_under
from checker.judging.fixed import no_revision
from checker.judging.underpolicy import CaseUnderPolicy, no_comments
from checker.loading.cases import Governed, ReadCase, govern
from checker.model.case import Case
from checker.rules.base import Comments
from checker.timeline import earliest
from checker.verdicts import Counts, Verdict, World
from checker.viewing import moved

__all__ = ["CaseUnderPolicy", "judge_case", "sum_case"]


def judge_case(
    read: ReadCase, case: Case, world: World, comments: Comments = no_comments
) -> list[Verdict]:
    """All verdicts on a sound case, under each of its policies."""
    verdicts: list[Verdict] = []
    for governed in _governing(read, case):
        if governed.opening is None:
            verdicts.append(no_revision(governed))
        else:
            verdicts += verdicts_under(CaseUnderPolicy(case, governed, world, comments))
    return verdicts


def sum_case(
    read: ReadCase, case: Case, world: World, comments: Comments, policy: str | None = None
) -> tuple[list[Verdict], Counts]:
    """What a report shows of a sound case, and how many findings there are of each status.

    The same as `judge_case` says, under one policy alone where one is named, with less work.
    """
    shown: list[Verdict] = []
    counts: Counts = defaultdict(int)
    for governed in _governing(read, case):
        if policy not in (None, governed.policy.id):
            continue
        if governed.opening is None:
            shown.append(no_revision(governed))
            counts["undetermined"] += 1
        else:
            under = CaseUnderPolicy(case, governed, world, comments, brief=True)
            shown += shown_under(under, counts)
    return shown, counts


def _governing(read: ReadCase, case: Case) -> Iterator[Governed]:
    """The revisions of each policy; of several each by the opening day in its own zone."""
    for governed in read.governed:
        yield governed if len(read.governed) == 1 else _in_own_zone(governed, case)


def _in_own_zone(governed: Governed, case: Case) -> Governed:
    policy = governed.policy
    opened = earliest(event for event in case.events if event.type == policy.opening_type)
    return govern(policy, moved(opened.at, policy.zone).day) if opened else governed
