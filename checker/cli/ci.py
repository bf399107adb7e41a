"""`tousu ci`: the merge gate, and without a base the daily look at the whole register.

It reads commits, not the work tree: what a branch leaves lying about is neither judged nor run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import click

from checker.cli.common import cannot_write, fail, note
from checker.cli.gating import GateRun
from checker.cli.language import LANG, told, tr
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.result_options import fail_on_option, format_options, receipt_option
from checker.cli.results import put_result, shown, targets_of
from checker.formats import render
from checker.gate.trees import Layouts
from checker.history.git import NoHistory
from checker.history.repository import Repository, find_repository
from checker.loading.instance import NoInstance, find_root

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


@click.command(
    "ci",
    help=tr(
        "合并前的关口：按基准和本分支的制度各检查一遍，并核对改动。\n\n"
        "按 --base（受保护的分支）的制度检查本分支的案件，再按本分支自己的制度检查一遍，"
        "并核对这一步有没有改动、删除已入库的内容。不写 --base：检查整个登记簿，供每天运行。"
        "只读提交，不读工作区。退出码：0 放行，1 有问题，2 无法检查。",
        "The merge gate: a branch under both policies, and its step.\n\n"
        "The branch's cases under the policy of --base, the protected branch, and "
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
@format_options
@fail_on_option
@receipt_option
@click.option(
    "--summary",
    is_flag=True,
    help=tr(
        "把 Markdown 摘要附加到 $GITHUB_STEP_SUMMARY 所指的文件。",
        "Append a Markdown summary to the file that $GITHUB_STEP_SUMMARY names.",
    ),
)
@as_of_option
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
    targets = targets_of(outputs)
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
            run = GateRun(layouts, as_of)
            found = run.register(head) if base is None else run.step(base, head, step_only)
        except NoHistory as error:
            _cannot(error)
        except NoInstance:
            fail("提交里没有 policy 文件夹", "the commit has no policy folder")
        if receipt is not None:
            from checker.cli.receipting import write_receipt

            write_receipt(receipt, found.judged, found.options, found.source)
        told_of = shown(found.result, everything=everything)
        put_result(told_of, format_name, targets)
        if summary_file is not None:
            _append(summary_file, render(told_of, "markdown", LANG))
        sys.exit(found.exit_code(fail_on))


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
        cannot_write(file, error)
