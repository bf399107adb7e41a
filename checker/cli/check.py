"""`tousu check`: judge cases; the gate of CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from checker.cache import Memory, open_remembering
from checker.cli.coming import tell_coming
from checker.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_OK,
    as_of_option,
    fail,
    instant,
    lang_option,
    note,
    open_instance,
    opened,
    paths_from_root,
    root_option,
)
from checker.cli.language import LANG, tr
from checker.engine import Options, Result
from checker.formats import FORMATS, render
from checker.loading.instance import Instance
from checker.model.finding import LEVELS
from checker.parallel import check_on_cores

PROGRESS_FROM = 500
"""Cases from which a progress bar is worth its place."""


@click.command(
    "check",
    help=tr(
        "检查案件（默认全部）。退出码：0 没有问题，1 有，2 无法检查。",
        "Check cases, all unless named. Exit: 0 nothing counts, 1 something does, 2 not checked.",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
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
@click.option(
    "--select", multiple=True, metavar="RULE", help=tr("只看这些规则。", "Only these rules.")
)
@click.option(
    "--ignore", multiple=True, metavar="RULE", help=tr("不看这些规则。", "Without these rules.")
)
@click.option(
    "--changed-since",
    metavar="REV",
    help=tr(
        "只检查自某个提交以来结论可能有变的案件。",
        "Only the cases whose verdict can differ since a commit.",
    ),
)
@click.option(
    "--receipt",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=tr("把结论所依据的一切写成收据。", "Write what the verdicts rest on."),
)
@click.option("--policy", metavar="ID", help=tr("只按这个制度检查。", "Only under this policy."))
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=tr("用几个进程；默认为处理器数。", "How many processes; one a core unless given."),
)
@click.option(
    "--no-cache",
    is_flag=True,
    help=tr("不用也不留缓存，全部重新判断。", "Judge everything anew and keep nothing."),
)
@root_option
@lang_option
def command(
    paths: tuple[Path, ...],
    format_name: str,
    outputs: tuple[str, ...],
    as_of: str | None,
    everything: bool,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    changed_since: str | None,
    receipt: Path | None,
    policy: str | None,
    jobs: int | None,
    no_cache: bool,
    root: Path | None,
) -> None:
    """Check cases and exit as the gate does."""
    targets = [_target(text) for text in outputs]
    instance, memory = _open(root, remembering=not no_cache and receipt is None)
    _known(instance, (*select, *ignore), policy)
    second, clock = instant(as_of, instance)
    named = paths_from_root(paths, instance.root) if paths else None
    _unmatched(instance, named or ())
    if changed_since is not None:
        named = _changed(instance, changed_since, named)
    options = Options(
        second=second,
        clock=clock,
        paths=named,
        select=_split(select),
        ignore=_split(ignore),
        policy=policy,
        everything=everything or receipt is not None,
    )
    result = _run(instance, options, jobs or os.cpu_count() or 1, memory)
    if receipt is not None:
        result = _receipted(result, options, receipt, everything=everything)
    click.echo(render(result, format_name, LANG), nl=False)
    for name, file in targets:
        _write(file, render(result, name, LANG))
    tell_coming(instance, second, clock=clock)
    sys.exit(exit_code(result, fail_on, options.paths is not None))


def _changed(
    instance: Instance, revision: str, named: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """The case files that a change since a commit can touch, of those named; None for all."""
    from checker.engine import named_files
    from checker.gate.selection import changed_cases
    from checker.history.git import NoHistory
    from checker.history.repository import repository_of

    try:
        repository = repository_of(instance.root)
        found = changed_cases(instance, repository, repository.commit(revision))
    except NoHistory as error:
        fail(error.sentence.render("zh"), error.sentence.render("en"))
    if found is None:
        return named
    return tuple(named_files(found, named))


def _open(root: Path | None, *, remembering: bool) -> tuple[Instance, Memory | None]:
    """The instance, and what is kept of earlier runs; a receipt rests on files, not on that."""
    return opened(root, open_remembering) if remembering else (open_instance(root), None)


def _run(instance: Instance, options: Options, jobs: int, memory: Memory | None) -> Result:
    """Check, and say what of the cache was no good."""
    result = _check(instance, options, jobs, memory)
    if memory is not None and memory.damaged:
        note(
            f"缓存有 {memory.damaged} 处损坏，没有采用，已重新判断",
            f"the cache is damaged in {memory.damaged} place(s); that was judged anew",
        )
    return result


def _check(instance: Instance, options: Options, jobs: int, memory: Memory | None) -> Result:
    """Check, with a progress bar where a person waits for long work."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return check_on_cores(instance, options, jobs, memory=memory)
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(tr("检查案件", "checking"), total=None, visible=False)

        def told(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, visible=total >= PROGRESS_FROM)

        tell: Callable[[int, int], None] = told
        return check_on_cores(instance, options, jobs, tell, memory)


def _receipted(result: Result, options: Options, file: Path, *, everything: bool) -> Result:
    """Write the receipt, then leave out what nobody asked to see."""
    from checker.cli.receipting import source_of, write_receipt
    from checker.placement import is_shown

    write_receipt(file, result, options, source_of(result.instance.root))
    if everything:
        return result
    shown = [item for item in result.diagnostics if is_shown(item.finding)]
    return replace(result, diagnostics=shown)


def exit_code(result: Result, fail_on: str, named: bool) -> int:
    """0, 1 or 2 as checker.md says; nothing checked is never green."""
    if result.broken:
        return EXIT_CANNOT
    if result.matched == 0:
        if named:
            note("没有案件与所给路径相符", "no case matched the paths given")
        else:
            note("没有任何案件", "there is no case")
        return EXIT_CANNOT
    if result.summary["cases"] == 0 and result.summary["left_out"]:
        note("所有案件在该时刻都尚未发生", "no case had been opened yet")
    counts = fail_on != "never" and any(
        _counts(item.status, item.level, fail_on) for item in result.diagnostics
    )
    return EXIT_FOUND if counts else EXIT_OK


def _counts(status: str, level: str, fail_on: str) -> bool:
    if status in ("invalid", "undetermined"):
        return True
    return status == "violation" and LEVELS.index(level) <= LEVELS.index(fail_on)


def _unmatched(instance: Instance, paths: tuple[str, ...]) -> None:
    """Say which of several paths names no case: a slip must not check less in silence."""
    files = instance.case_files() if paths else []
    for path in paths:
        if path and not any(file == path or file.startswith(f"{path}/") for file in files):
            note(f"{path} 不是案件，也没有案件在其中", f"{path} is no case and holds none")


def _split(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for text in names for name in text.split(",") if name)


def _known(instance: Instance, names: tuple[str, ...], policy: str | None) -> None:
    """Refuse rules and policies that nobody knows: a typo must not check less."""
    if policy is not None and policy not in {item.id for item in instance.loaded}:
        fail(f"没有制度 {policy}", f"no policy {policy}")
    rules = {
        name
        for item in instance.policies.values()
        for revision in item.revisions
        for name in revision.rules_by_id
    } | {"required-field", "no-revision-in-force"}
    for name in sorted(_split(names) - rules):
        if instance.policies:
            fail(f"没有规则 {name}", f"no rule {name}")


def _target(text: str) -> tuple[str, Path]:
    name, _, file = text.partition(":")
    if name not in FORMATS or not file:
        fail(
            "--output 应写成 格式:文件，如 json:out.json",
            "--output is FORMAT:FILE, such as json:out.json",
        )
    return name, Path(file)


def _write(file: Path, text: str) -> None:
    from checker.saving import write

    try:
        write(file, text.encode())
    except OSError as error:
        fail(f"写不了 {file}：{error.strerror}", f"cannot write {file}: {error.strerror}")
