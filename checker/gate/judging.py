"""The register judged as it stood, and after the step by the policy of each side.

Four checks of one question at one instant; those that would read the same files are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from checker.engine import Options, Result
from checker.gate.cases import TouchedCases, touched_cases
from checker.gate.selection import reached_by
from checker.gate.step import Step
from checker.gate.trees import Layouts, Tree
from checker.history.tree import LINK
from checker.lazily import dataclass
from checker.loading.instance import Instance, load_instance

Ask = Callable[[Instance], Options]
"""What to ask, said by the settings of the protected branch and by nobody else."""
Check = Callable[[Instance, Options], Result]


@dataclass(frozen=True)
class Judgement:
    """What each check found; all hold the quiet findings too."""

    step: Step
    options: Options
    """What was asked each time."""
    stood: Result
    """The register before the step, by its own policy."""
    held: Result
    """After it, by the policy from before: what the gate goes by."""
    own: Result
    """After it, by the policy that the branch brings."""
    spared: Result
    """As `held`, with nothing taken from any case or report: what that would have hidden."""
    cases: TouchedCases
    reach: frozenset[str] | None
    """The files whose verdicts the step can touch; `stood` and `spared` judged no others."""

    def reached(self, path: str) -> bool:
        """Whether the step can touch the verdicts on a file."""
        return self.reach is None or path in self.reach


def judge_step(layouts: Layouts, step: Step, ask: Ask, check: Check) -> Judgement:
    """Lay out both sides and check them.

    Raises `NoHistory` where they cannot be laid out, `NoInstance` where a side has no policy.
    """
    before = load_instance(layouts.lay_out("before", step.before))
    options = ask(before)
    if step.under_base == step.before:
        stood = held = check(before, options)
        reach = None
    else:
        held = _checked(layouts, "held", step.under_base, options, check)
        reach = _reach(step, before, held.instance)
        stood = check(before, _only(options, reach, before))
    own = held
    if step.after != step.under_base:
        own = _checked(layouts, "own", step.after, options, check)
    cases = _touched(step, before, held.instance)
    spared = _spared(layouts, step, _only(options, reach, held.instance), check, held, cases)
    return Judgement(step, options, stood, held, own, spared, cases, reach)


def _reach(step: Step, before: Instance, after: Instance) -> frozenset[str] | None:
    """The files whose verdicts the step can touch; None for all: a link may lead anywhere."""
    entries = (*step.before.values(), *step.after.values())
    if any(entry.mode == LINK for entry in entries):
        return None
    found = reached_by(step.changed, before, after)
    return None if found is None else frozenset(found) | step.changed


def _only(options: Options, reach: frozenset[str] | None, instance: Instance) -> Options:
    if reach is None:
        return options
    return replace(options, paths=tuple(file for file in instance.case_files() if file in reach))


def _checked(layouts: Layouts, name: str, tree: Tree, options: Options, check: Check) -> Result:
    return check(load_instance(layouts.lay_out(name, tree)), options)


def _touched(step: Step, before: Instance, after: Instance) -> TouchedCases:
    old = step.changed.intersection(before.case_files())
    new = step.changed.intersection(after.case_files())
    return touched_cases((before.root, old), (after.root, new), before)


def _spared(
    layouts: Layouts, step: Step, options: Options, check: Check, held: Result, cases: TouchedCases
) -> Result:
    instead = cases.with_nothing_taken(opening_types(held.instance)) | _reports(layouts, step)
    if not instead:
        return held
    tree = {path: entry for path, entry in step.under_base.items() if path not in instead}
    return check(load_instance(layouts.lay_out("spared", tree, instead)), options)


def opening_types(instance: Instance) -> frozenset[str]:
    """The event types that open a case, of all sound policies."""
    return frozenset(policy.opening_type for policy in instance.policies.values())


def _reports(layouts: Layouts, step: Step) -> dict[str, bytes]:
    """The reports that the step changed or removed, as they were."""
    return {
        path: (layouts.folder / "before" / path).read_bytes()
        for path in sorted(step.changed)
        if path.startswith("cases/reports/") and _plain(step, path)
    }


def _plain(step: Step, path: str) -> bool:
    entry = step.before.get(path)
    return entry is not None and entry.mode != LINK
