"""Files in, findings out: read the cases, judge them, place the verdicts, sort, sum up.

Deterministic: the same files and `as_of` give the same diagnostics in the same order, on however
many cores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from checker.casefiles import CaseFile, mark_duplicates
from checker.engine.options import Options, named_files
from checker.engine.result import Result, result_of
from checker.engine.run import Run
from checker.loading.instance import Instance
from checker.outcomes import Outcome, Spread
from checker.related import Link

__all__ = [
    "CaseFile",
    "Options",
    "Progress",
    "Result",
    "Run",
    "check_by",
    "check_instance",
    "named_files",
    "result_of",
]

Progress = Callable[[int, int], None]


def check_instance(
    instance: Instance, options: Options, progress: Progress | None = None
) -> Result:
    """Check the cases of an instance and keep every case with its verdicts.

    `progress` is told how many of how many are done.
    """
    run = Run(instance, options)
    cases = run.read(run.files) if run.policies else []
    mark_duplicates(cases, run.all_files)
    world = run.world(run.links(cases))
    for done, item in enumerate(cases):
        run.judge(item, world)
        if progress is not None:
            progress(done + 1, len(cases))
    return result_of(run, [_outcome_of(item) for item in cases], world, cases)


def check_by(
    run: Run,
    spread: Spread,
    progress: Progress | None = None,
    others: Callable[[set[str]], list[Link]] | None = None,
) -> Result:
    """Check the cases of a run and keep of each what it came to; `spread` says where.

    What a case says of others is known only when all are read: the few that are judged by it
    are read once more. `others` gives the links of all files but some, where that is quicker
    than `Run.other_links`.
    """
    found: dict[str, Outcome] = {}
    for outcome in spread(run.files if run.policies else [], None):
        found[outcome.file] = outcome
        if progress is not None:
            progress(len(found), len(run.files))
    outcomes = [found[file] for file in sorted(found)]
    links = [item.link for item in outcomes if item.link is not None]
    waiting = [item.file for item in outcomes if item.awaits]
    if waiting:  # else nobody asks what the cases say that are not checked
        links += (others or run.other_links)(set(found))
        found |= {item.file: item for item in spread(waiting, links)}
    outcomes = [found[file] for file in sorted(found)]
    run.turn_down_duplicates(outcomes)
    return result_of(run, outcomes, run.world(links), [])


def _outcome_of(item: CaseFile) -> Outcome:
    """What a case came to whose verdicts are kept."""
    judged = item.case is not None
    return Outcome(
        item.file,
        item.id,
        diagnostics=item.diagnostics,
        statuses=Counter(verdict.finding.status for verdict in item.verdicts) if judged else {},
        policies=tuple(dict.fromkeys(verdict.policy for verdict in item.verdicts)),
        is_judged=judged,
        left_out=item.left_out,
    )
