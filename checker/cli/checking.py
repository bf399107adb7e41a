"""What `tousu check` does; how it is asked for says `check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from checker.cache.answers import Asked
from checker.cache.memory import Memory, open_remembering
from checker.cli.coming import tell_coming
from checker.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_OK,
    NOTED,
    echo,
    fail,
    instant,
    note,
    open_instance,
    opened,
    paths_from_root,
)
from checker.cli.language import tr
from checker.cli.results import put_result, say_as_of, shown, stops, targets_of
from checker.engine import Options, Result, named_files
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.parallel import check_on_cores

PROGRESS_FROM = 500
"""Cases from which a progress bar is worth its place."""


@dataclass(frozen=True)
class Wanted:
    """What a check is asked to do, option by option."""

    paths: tuple[Path, ...] = ()
    format_name: str = "text"
    outputs: tuple[str, ...] = ()
    as_of: str | None = None
    everything: bool = False
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    changed_since: str | None = None
    receipt: Path | None = None
    policy: str | None = None
    jobs: int | None = None
    no_cache: bool = False
    shard: str | None = None
    workers: str | None = None
    root: Path | None = None

    @property
    def plainly(self) -> bool:
        """Whether everything is judged anew; a receipt rests on files, not on what is kept."""
        return self.no_cache or self.receipt is not None or self.workers is not None


def check(wanted: Wanted, asked: Asked | None) -> NoReturn:
    """Check cases and exit as the gate does; `asked` is the question, where its answer may be kept."""
    NOTED.clear()
    targets = targets_of(wanted.outputs)
    share = _share(wanted, more=bool(targets or wanted.receipt))
    instance, memory = _open(wanted)
    _known(instance, (*wanted.select, *wanted.ignore), wanted.policy)
    options, files = _options(wanted, instance, share)
    if asked is not None and memory is not None:
        _mend(asked, instance, options, wanted)
    if wanted.workers is not None:
        from checker.cli.spreading import on_cluster

        result = on_cluster(instance, options, wanted.workers)
    else:
        try:
            result = _check(instance, options, wanted.jobs or os.cpu_count() or 1, memory, files)
        except EOFError:
            fail("一个进程意外结束，没有检查完", "a process ended too soon: not all was checked")
        _tell_damage(memory, asked)
    if wanted.receipt is not None:
        from checker.cli.receipting import source_of, write_receipt

        write_receipt(wanted.receipt, result, options, source_of(instance.root))
    if share is not None:
        from checker.cli.spreading import put_share

        put_share(result, options)
        sys.exit(share_exit(result, wanted.fail_on))
    seen = shown(result, everything=wanted.everything)
    text = put_result(seen, wanted.format_name, targets)
    tell_coming(instance, options.second, clock=options.clock)
    code = exit_code(result, wanted.fail_on, options.paths is not None)
    if asked is not None and memory is not None and code != EXIT_CANNOT:
        from checker.cli.keeping import Said, keep

        keep(asked, Said(result, options, wanted.format_name, text.encode(), code))
    sys.exit(code)


def _share(wanted: Wanted, *, more: bool) -> tuple[int, int] | None:
    if wanted.shard is None:
        return None
    from checker.cli.spreading import share_of

    return share_of(wanted.shard, wanted.format_name, more=more)


def _options(
    wanted: Wanted, instance: Instance, share: tuple[int, int] | None
) -> tuple[Options, list[str] | None]:
    """What the engine is asked, and all case files where they had to be listed."""
    second, clock = instant(wanted.as_of, instance)
    named = paths_from_root(wanted.paths, instance.root) if wanted.paths else None
    files = None if named is None else instance.case_files()
    _unmatched(files or [], named or ())
    if wanted.changed_since is not None:
        named = _changed(instance, wanted.changed_since, named)
    options = Options(
        second=second,
        clock=clock,
        paths=named,
        select=_split(wanted.select),
        ignore=_split(wanted.ignore),
        policy=wanted.policy,
        everything=wanted.everything or wanted.receipt is not None,
        share=share,
    )
    return options, files


def _mend(asked: Asked, instance: Instance, options: Options, wanted: Wanted) -> None:
    """Answer and exit where few cases changed since the same was asked."""
    from checker.cli.mending import mended

    found = mended(asked, instance, options, wanted.format_name)
    if found is not None:
        echo(found.text, nl=False)
        say_as_of(found.frame, wanted.format_name)
        code = found.code(wanted.fail_on)
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


def _open(wanted: Wanted) -> tuple[Instance, Memory | None]:
    """The instance, and what is kept of earlier runs."""
    if wanted.plainly:
        return open_instance(wanted.root), None
    return opened(wanted.root, open_remembering)


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
    watched = sys.stderr is not None and sys.stderr.isatty()  # None: closed, as some cron has it
    if not watched or os.environ.get("CI"):
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
    """0 nothing counts, 1 something does, 2 not checked; nothing checked is never green."""
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
