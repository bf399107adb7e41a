"""`tousu check`: judge cases; the gate of CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from checker.cache.answers import Asked
from checker.cache.memory import Memory, open_remembering
from checker.cli.coming import tell_coming
from checker.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_OK,
    NOTED,
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
from checker.cli.language import tr
from checker.cli.receipting import source_of, write_receipt
from checker.cli.results import (
    fail_on_option,
    format_options,
    put_result,
    receipt_option,
    say_as_of,
    shown,
    stops,
    targets_of,
)
from checker.cli.spreading import on_cluster, put_share, share_of, spread_options
from checker.engine import Options, Result, named_files
from checker.loading.instance import Instance
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
@format_options
@fail_on_option
@receipt_option
@as_of_option
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
@spread_options
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
    shard: str | None,
    workers: str | None,
    root: Path | None,
) -> None:
    """Check cases and exit as the gate does."""
    NOTED.clear()
    asked = click.get_current_context().find_object(Asked)
    targets = targets_of(outputs)
    share = share_of(shard, format_name, more=bool(targets or receipt))
    plainly = no_cache or receipt is not None or workers is not None
    instance, memory = _open(root, remembering=not plainly)
    _known(instance, (*select, *ignore), policy)
    second, clock = instant(as_of, instance)
    named = paths_from_root(paths, instance.root) if paths else None
    files = None if named is None else instance.case_files()
    _unmatched(files or [], named or ())
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
        share=share,
    )
    if asked is not None and memory is not None:
        _mend(asked, instance, options, format_name, fail_on)
    if workers is not None:
        result = on_cluster(instance, options, workers)
    else:
        result = _check(instance, options, jobs or os.cpu_count() or 1, memory, files)
        _tell_damage(memory, asked)
    if receipt is not None:
        write_receipt(receipt, result, options, source_of(instance.root))
    if share is not None:
        put_share(result, options)
        sys.exit(share_exit(result, fail_on))
    text = put_result(shown(result, everything=everything), format_name, targets)
    tell_coming(instance, second, clock=clock)
    code = exit_code(result, fail_on, options.paths is not None)
    if asked is not None and memory is not None and code != EXIT_CANNOT:
        from checker.cli.keeping import Said, keep

        keep(asked, Said(result, options, format_name, text, code))
    sys.exit(code)


def _mend(
    asked: Asked, instance: Instance, options: Options, format_name: str, fail_on: str
) -> None:
    """Answer and exit where few cases changed since the same was asked."""
    from checker.cli.mending import mended

    found = mended(asked, instance, options, format_name)
    if found is not None:
        click.echo(found.text, nl=False)
        say_as_of(found.frame, format_name)
        code = found.code(fail_on)
        found.keep(asked, code)
        sys.exit(code)


def _changed(
    instance: Instance, revision: str, named: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """The case files that a change since a commit can touch, of those named; None for all."""
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
    if not found:
        note(
            "自那以后，没有哪个案件的结论可能有变",
            "no case's verdict can differ since then",
        )
    return tuple(named_files(found, named))


def _open(root: Path | None, *, remembering: bool) -> tuple[Instance, Memory | None]:
    """The instance, and what is kept of earlier runs; a receipt rests on files, not on that."""
    return opened(root, open_remembering) if remembering else (open_instance(root), None)


def _tell_damage(memory: Memory | None, asked: Asked | None) -> None:
    """Say what of the cache was no good."""
    damaged = sum(kept.damaged for kept in (memory, asked) if kept is not None)
    if damaged:
        note(
            f"缓存有 {damaged} 处损坏，没有采用，已重新判断",
            f"the cache is damaged in {damaged} place(s); that was judged anew",
            again=False,
        )


def _check(
    instance: Instance,
    options: Options,
    jobs: int,
    memory: Memory | None,
    files: list[str] | None,
) -> Result:
    """Check, with a progress bar where a person waits for long work."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return check_on_cores(instance, options, jobs, memory=memory, files=files)
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(tr("检查案件", "checking"), total=None, visible=False)

        def told(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, visible=total >= PROGRESS_FROM)

        tell: Callable[[int, int], None] = told
        return check_on_cores(instance, options, jobs, tell, memory, files)


def share_exit(result: Result, fail_on: str) -> int:
    """A share without cases is none that was not checked: the whole is judged when merged."""
    if result.broken:
        return EXIT_CANNOT
    return EXIT_FOUND if stops(result.diagnostics, fail_on) else EXIT_OK


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
    return EXIT_FOUND if stops(result.diagnostics, fail_on) else EXIT_OK


def _unmatched(files: list[str], paths: tuple[str, ...]) -> None:
    """Say which of several paths names no case: a slip must not check less in silence."""
    for path in paths:
        if path and not named_files(files, (path,)):
            note(f"{path} 不是案件，也没有案件在其中", f"{path} is no case and holds none")


def _split(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for text in names for name in text.split(",") if name)


def _known(instance: Instance, names: tuple[str, ...], policy: str | None) -> None:
    """Refuse rules and policies that nobody knows: a typo must not check less."""
    if not names and policy is None:
        return
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
