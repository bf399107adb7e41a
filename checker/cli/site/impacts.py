"""What each revision changes in the register, for the pages that compare revisions."""

from __future__ import annotations

from itertools import pairwise

from checker.engine import Options, Result
from checker.model.policy import Revision
from checker.pages.handed import Turned, Turns
from checker.pages.labels import FIXED_RULES
from checker.revisions.impact import Impact, impact, outcome

MOST_CASES = 1000
"""Beyond so many the whole register is not judged twice more for each pair of revisions."""


def impacts(result: Result, *, clock: bool) -> dict[tuple[str, str], Turns]:
    """By policy and the first day of the later revision, for every pair of neighbours."""
    options = Options(second=result.as_of.second or 0, clock=clock)
    return {
        (policy.id, new.effective_from.isoformat()): _turns(old, new, result, options)
        for policy in result.instance.policies.values()
        for old, new in pairwise(policy.revisions)
    }


def _turns(old: Revision, new: Revision, result: Result, options: Options) -> Turns:
    if len(result.cases) > MOST_CASES:
        return Turns(cases=len(result.cases), most=MOST_CASES)
    found = impact(old, new, result.instance, options)
    unread = sorted({item.case or "" for item in found.incomparable})
    return Turns(
        cases=found.new.summary["cases"], turned=tuple(_turned(found)), unread=tuple(unread)
    )


def _turned(found: Impact) -> list[Turned]:
    """The rule with most changes first; under each the cases in order."""
    titles = _titles(found.before) | _titles(found.after)
    return [
        Turned(
            rule=rule,
            title=titles.get(rule) or FIXED_RULES.get(rule, rule),
            case=change.either.case,
            before=outcome(change.before),
            after=outcome(change.after),
        )
        for rule, changes in found.by_rule.items()
        for change in changes
    ]


def _titles(revision: Revision) -> dict[str, str]:
    return {rule.id: rule.title for rule in revision.rules}
