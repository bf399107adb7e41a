"""A run of the gate, over a step or over a whole register: what was found, and what exit code that is."""

from __future__ import annotations

import os

from checker.cli.common import EXIT_CANNOT, EXIT_FOUND, EXIT_OK, instant, note
from checker.cli.language import tr
from checker.cli.results import stops
from checker.engine import Options, Result
from checker.gate.trees import Layouts, case_count, tree_of
from checker.lazily import dataclass
from checker.loading.instance import Instance, load_instance
from checker.model.finding import Diagnostic
from checker.parallel import check_on_cores
from checker.receipts.receipt import Source


@dataclass(frozen=True)
class Found:
    """What is shown, what counts, and what a receipt is made of."""

    result: Result
    judged: Result
    """What the verdicts of a receipt are."""
    options: Options
    source: Source
    counting: list[Diagnostic]
    expected: int
    """How many case files the commit has."""
    broken: bool

    def exit_code(self, fail_on: str) -> int:
        """0, 1 or 2; nothing checked, or less than the commit holds, is never green."""
        if self.broken:
            return EXIT_CANNOT
        if self.judged.matched == 0:
            note("没有任何案件", "there is no case")
            return EXIT_CANNOT
        if self.judged.matched < self.expected:
            note(
                f"提交里有 {self.expected} 个案件文件，只检查了 {self.judged.matched} 个",
                f"the commit has {self.expected} case files, {self.judged.matched} were checked",
            )
            return EXIT_CANNOT
        return EXIT_FOUND if stops(self.counting, fail_on) else EXIT_OK


class GateRun:
    """One run of the gate over commits that are laid out in a folder of our own."""

    def __init__(self, layouts: Layouts, as_of: str | None) -> None:
        self.layouts = layouts
        self.as_of = as_of

    def step(self, base: str, head: str, step_only: bool) -> Found:
        """The step from the base to the head."""
        from checker.gate.auditing import audit_step
        from checker.gate.gate import answer
        from checker.gate.judging import judge_step
        from checker.gate.step import take_step

        step = take_step(self.layouts.repository, base, head)
        judgement = judge_step(self.layouts, step, self._ask, self._check)
        said = answer(judgement, audit_step(self.layouts.repository, judgement))
        _tell(step.base, step.head, len(step.changed), behind=step.behind)
        return Found(
            said.result,
            judgement.held,
            judgement.options,
            Source(commit=step.head, clean=True, base=step.base),
            said.brought if step_only else said.result.diagnostics,
            case_count(step.under_base),
            judgement.held.broken or judgement.own.broken,
        )

    def register(self, head: str) -> Found:
        """The whole register of a commit, now: a missed deadline is the absence of a commit."""
        commit = self.layouts.repository.commit(head)
        tree = tree_of(self.layouts.repository, commit)
        instance = load_instance(self.layouts.lay_out("register", tree))
        options = self._ask(instance)
        result = self._check(instance, options)
        source = Source(commit=commit, clean=True)
        counted, files = result.diagnostics, case_count(tree)
        return Found(result, result, options, source, counted, files, result.broken)

    def _ask(self, instance: Instance) -> Options:
        second, clock = instant(self.as_of, instance)
        return Options(second=second, clock=clock, everything=True)

    def _check(self, instance: Instance, options: Options) -> Result:
        return check_on_cores(instance, options, os.cpu_count() or 1)


def _tell(base: str, head: str, changed: int, *, behind: bool) -> None:
    late = tr("；基准已有新的提交，按合并后的样子检查", "; judged as merged, the base has moved on")
    note(
        f"从 {base[:10]} 到 {head[:10]}：改动 {changed} 个文件{late if behind else ''}",
        f"from {base[:10]} to {head[:10]}: {changed} file(s) changed{late if behind else ''}",
    )
