"""`tousu ci`: the merge gate, and without a base the daily look at the whole register.

It reads commits, not the work tree: what a branch leaves lying about is neither judged nor run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from checker.cli.check import _counts, _target, _write
from checker.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_OK,
    as_of_option,
    fail,
    instant,
    lang_option,
    note,
    root_option,
)
from checker.cli.language import LANG, told, tr
from checker.engine import Options, Result
from checker.formats import FORMATS, render
from checker.gate.trees import Layouts, case_count
from checker.history.git import NoHistory
from checker.history.repository import Repository, find_repository
from checker.loading.instance import Instance, NoInstance, find_root, load_instance
from checker.model.finding import LEVELS, Diagnostic
from checker.parallel import check_on_cores
from checker.placement import is_shown
from checker.receipts.receipt import Source

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


@click.command(
    "ci",
    help=tr(
        "合并前的关口：按 --base（受保护的分支）的制度检查本分支的案件，再按本分支自己的制度检查一遍，"
        "并核对这一步有没有改动、删除已入库的内容。不写 --base：检查整个登记簿，供每天运行。"
        "只读提交，不读工作区。退出码：0 放行，1 有问题，2 无法检查。",
        "The merge gate: the branch's cases under the policy of --base, the protected branch, and "
        "again under its own; nothing merged may be changed or taken away. Without --base: the "
        "whole register, to be run daily. Reads commits only. Exit: 0 pass, 1 found, 2 not checked.",
    ),
)
@click.option(
    "--base",
    metavar="REV",
    help=tr("受保护的分支，如 origin/main。", "The protected branch, such as origin/main."),
)
@click.option(
    "--head",
    metavar="REV",
    default="HEAD",
    help=tr("要合并的提交；默认 HEAD。", "The commit to merge; HEAD unless given."),
)
@click.option(
    "--step-only",
    is_flag=True,
    help=tr(
        "基准上已有、本次改动又没有碰的问题只列出，不拦下。",
        "What stands on the base already and the step does not touch is shown and stops nothing.",
    ),
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="text",
    help=tr("标准输出的格式。", "Format on standard output."),
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT:FILE",
    help=tr("另写一份到文件，可重复。", "Also write to a file; may be repeated."),
)
@click.option(
    "--summary",
    is_flag=True,
    help=tr(
        "把 Markdown 摘要附加到 $GITHUB_STEP_SUMMARY 所指的文件。",
        "Append a Markdown summary to the file that $GITHUB_STEP_SUMMARY names.",
    ),
)
@click.option(
    "--receipt",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=tr("把结论所依据的一切写成收据。", "Write what the verdicts rest on."),
)
@as_of_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=tr("也列出已履行、待办、不适用的。", "Also list met, pending and not applicable."),
)
@click.option(
    "--fail-on",
    type=click.Choice([*LEVELS, "never"]),
    default="error",
    help=tr("从哪个级别起退出码为 1。", "The lowest level that gives exit 1."),
)
@root_option
@lang_option
def command(
    base: str | None,
    head: str,
    step_only: bool,
    format_name: str,
    outputs: tuple[str, ...],
    summary: bool,
    receipt: Path | None,
    as_of: str | None,
    everything: bool,
    fail_on: str,
    root: Path | None,
) -> None:
    """Judge a step, or the register, and exit as the gate does."""
    targets = [_target(text) for text in outputs]
    summary_file = _summary_file() if summary else None
    if step_only and base is None:
        fail("--step-only 要与 --base 同用", "--step-only goes with --base")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tousu-")))
        try:
            repository, place = _repository(root)
            if head == "HEAD":
                _tell_uncommitted(place)
            layouts = Layouts(repository, folder.resolve())
            run = _Run(layouts, as_of)
            found = run.register(head) if base is None else run.step(base, head, step_only)
        except NoHistory as error:
            _cannot(error)
        except NoInstance:
            fail("提交里没有 policy 文件夹", "the commit has no policy folder")
        if receipt is not None:
            from checker.cli.receipting import write_receipt

            write_receipt(receipt, found.judged, found.options, found.source)
        shown = found.shown(everything=everything)
        click.echo(render(shown, format_name, LANG), nl=False)
        for name, file in targets:
            _write(file, render(shown, name, LANG))
        if summary_file is not None:
            _append(summary_file, render(shown, "markdown", LANG))
        sys.exit(found.exit_code(fail_on))


class _Found:
    """What is shown, what counts, and what a receipt is made of."""

    def __init__(
        self,
        result: Result,
        judged: Result,
        options: Options,
        source: Source,
        counting: list[Diagnostic],
        expected: int,
        broken: bool,
    ) -> None:
        self.result = result
        self.judged = judged
        self.options = options
        self.source = source
        self.counting = counting
        self.expected = expected
        self.broken = broken

    def shown(self, *, everything: bool) -> Result:
        """The result without what nobody asked to see."""
        if everything:
            return self.result
        items = [item for item in self.result.diagnostics if is_shown(item.finding)]
        return replace(self.result, diagnostics=items)

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
        counts = fail_on != "never" and any(
            _counts(item.status, item.level, fail_on) for item in self.counting
        )
        return EXIT_FOUND if counts else EXIT_OK


class _Run:
    """One run of the gate over commits that are laid out in a folder of our own."""

    def __init__(self, layouts: Layouts, as_of: str | None) -> None:
        self.layouts = layouts
        self.as_of = as_of

    def step(self, base: str, head: str, step_only: bool) -> _Found:
        """The step from the base to the head."""
        from checker.gate.auditing import audit_step
        from checker.gate.gate import answer
        from checker.gate.judging import judge_step
        from checker.gate.step import take_step

        step = take_step(self.layouts.repository, base, head)
        judgement = judge_step(self.layouts, step, self._ask, self._check)
        said = answer(judgement, audit_step(self.layouts.repository, judgement))
        _tell(step.base, step.head, len(step.changed), behind=step.behind)
        return _Found(
            said.result,
            judgement.held,
            judgement.options,
            Source(commit=step.head, clean=True, base=step.base),
            said.brought if step_only else said.result.diagnostics,
            case_count(step.under_base),
            judgement.held.broken or judgement.own.broken,
        )

    def register(self, head: str) -> _Found:
        """The whole register of a commit, now: a missed deadline is the absence of a commit."""
        from checker.gate.trees import tree_of

        commit = self.layouts.repository.commit(head)
        tree = tree_of(self.layouts.repository, commit)
        instance = load_instance(self.layouts.lay_out("register", tree))
        options = self._ask(instance)
        result = self._check(instance, options)
        source = Source(commit=commit, clean=True)
        counted, files = result.diagnostics, case_count(tree)
        return _Found(result, result, options, source, counted, files, result.broken)

    def _ask(self, instance: Instance) -> Options:
        second, clock = instant(self.as_of, instance)
        return Options(second=second, clock=clock, everything=True)

    def _check(self, instance: Instance, options: Options) -> Result:
        return check_on_cores(instance, options, os.cpu_count() or 1)


def _repository(root: Path | None) -> tuple[Repository, Path]:
    try:
        place = root.resolve() if root else find_root(Path.cwd())
        return find_repository(place), place
    except NoInstance:
        fail(
            "这里没有实例：找不到 policy 文件夹；可用 --root 指明",
            "no instance here: there is no policy folder; --root says where it is",
        )


def _tell_uncommitted(root: Path) -> None:
    from checker.cli.receipting import source_of

    source = source_of(root)
    if source is not None and not source.clean:
        note("注意：没有提交的改动不在检查之列", "note: what is not committed is not looked at")


def _tell(base: str, head: str, changed: int, *, behind: bool) -> None:
    late = tr("；基准已有新的提交，按合并后的样子检查", "; judged as merged, the base has moved on")
    note(
        f"从 {base[:10]} 到 {head[:10]}：改动 {changed} 个文件{late if behind else ''}",
        f"from {base[:10]} to {head[:10]}: {changed} file(s) changed{late if behind else ''}",
    )


def _cannot(error: NoHistory) -> NoReturn:
    from checker.formats.inert import visible

    text = visible(told(error.sentence))
    fail(text, text)


def _summary_file() -> Path:
    name = os.environ.get(SUMMARY_VARIABLE)
    if not name:
        fail(f"--summary 要有环境变量 {SUMMARY_VARIABLE}", f"--summary needs {SUMMARY_VARIABLE}")
    return Path(name)


def _append(file: Path, text: str) -> None:
    try:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        fail(f"写不了 {file}：{error.strerror}", f"cannot write {file}: {error.strerror}")
