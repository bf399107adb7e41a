"""Verdicts in a case in which an event corrects another; in every other case they stay as they are."""

from __future__ import annotations

from collections import Counter

from checker.judging import brief, full
from checker.judging.underpolicy import CaseUnderPolicy
from checker.model.finding import is_shown
from checker.verdicts import Verdict


def verdicts_under(under: CaseUnderPolicy) -> list[Verdict]:
    """All verdicts, noted where they rest on a corrected event."""
    found = full.verdicts_as_recorded(under)
    if not under.timeline.correcting:
        return found
    from checker.correcting import corrected, noted  # noqa: PLC0415 - few cases need it

    return list(noted(found, _bare(under), corrected(under.timeline)))


def shown_under(under: CaseUnderPolicy, counts: Counter[str]) -> list[Verdict]:
    """Those that a report shows; every finding is added to the counts."""
    quiet: Counter[str] = Counter()
    found = brief.loud_as_recorded(under, quiet)
    if under.timeline.correcting and _rests_on_corrected(under, found):
        found, quiet = verdicts_under(under.in_full()), Counter()  # what is noted needs words
    counts.update(quiet)
    for verdict in found:
        counts[verdict.finding.status] += 1
    return [verdict for verdict in found if is_shown(verdict.finding)]


def _rests_on_corrected(under: CaseUnderPolicy, found: list[Verdict]) -> bool:
    from checker.correcting import worse  # noqa: PLC0415 - few cases need it

    return any(count > 0 for count in worse(found, _bare(under)).values())


def _bare(under: CaseUnderPolicy) -> list[Verdict]:
    """What counts against the case as if the events that another corrects had never been."""
    from checker.correcting import corrected, without  # noqa: PLC0415 - few cases need it

    case = without(under.case, corrected(under.timeline))
    bare = CaseUnderPolicy(case, under.governed, under.world, under.comments, brief=True)
    return brief.loud_as_recorded(bare, Counter())
