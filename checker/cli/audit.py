"""`tousu audit`: what the git history says of the register; read-only."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from checker.cli.common import EXIT_CANNOT, fail, note, refuse_broken
from checker.cli.language import LANG, told, tr
from checker.cli.options import format_option, lang_option, root_option
from checker.cli.result_options import fail_on_option
from checker.engine import Result
from checker.formats import FORMATS, render
from checker.history.git import NoHistory
from checker.history.start import begun
from checker.loading.instance import NoInstance, find_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.history.auditing import Audit

FOR_PEOPLE = ("text", "markdown")
"""Formats in which many late events are one line."""
OBJECTS = 1_000_000
"""Objects made before any are looked for that hold each other: what is read here stays, and seldom does."""
NAMED = 5
"""Unknown addresses that are named; the others are counted."""


@click.command(
    "audit",
    help=tr(
        "按提交历史审计受保护的分支：只增不改、及时入库、保存、回避、签名。退出码同 check。",
        "Audit the protected branch's history: append-only, late, removed, self-serving. Exit as check.",
    ),
)
@click.option(
    "--since", metavar="REV", help=tr("只看这个提交之后。", "Only what came after this commit.")
)
@click.option(
    "--branch",
    metavar="NAME",
    help=tr("受保护的分支；默认 main、master。", "The protected branch; main or master."),
)
@format_option(FORMATS)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=tr("也列出没有问题的，迟录的逐条列。", "Also what is in order, and each late event."),
)
@fail_on_option
@click.option(
    "--select", multiple=True, metavar="RULE", help=tr("只看这些规则。", "Only these rules.")
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=tr("用几个进程；默认为处理器数。", "How many processes; one a core unless given."),
)
@root_option
@lang_option
def command(
    since: str | None,
    branch: str | None,
    format_name: str,
    everything: bool,
    fail_on: str,
    select: tuple[str, ...],
    jobs: int | None,
    root: Path | None,
) -> None:
    """Audit and exit as the gate does."""
    gc.set_threshold(OBJECTS)
    try:
        with begun(_root(root), branch, since) as start:
            # loaded while git tells its log
            from checker.cli.checking import exit_code
            from checker.history.auditing import Audit
            from checker.history.histories import Wanted
            from checker.history.spreading import judge_on_cores

            names = frozenset(name for text in select for name in text.split(",") if name)
            audit = Audit(start, Wanted(lambda rule: not names or rule in names, everything))
            _refuse(audit, names)
        result = audit.result(judge_on_cores(audit, audit.lineages(), jobs or os.cpu_count() or 1))
    except NoHistory as no_history:
        click.echo(tr("错误：", "error: ") + told(no_history.sentence), err=True)
        sys.exit(EXIT_CANNOT)
    shown = _shown(result, format_name, everything=everything)
    click.echo(render(shown, format_name, LANG), nl=False)
    _remarks(audit)
    sys.exit(exit_code(result, fail_on, named=False))


def _shown(result: Result, format_name: str, *, everything: bool) -> Result:
    """What is shown: for people late events are gathered."""
    if everything or format_name not in FOR_PEOPLE:
        return result
    from checker.history.gathering import gathered

    return replace(result, diagnostics=gathered(result.diagnostics))


def _root(given: Path | None) -> Path:
    """Where the instance is; what is in it is read from git, not from the work tree."""
    try:
        found = given.resolve() if given else find_root(Path.cwd())
    except NoInstance:
        fail("这里没有实例：找不到 policy 和 cases 文件夹", "no instance here: no policy and cases")
    if not found.is_dir():
        fail(f"没有文件夹 {found}", f"there is no folder {found}")
    return found


def _refuse(audit: Audit, names: frozenset[str]) -> None:
    """Exit 2 where the protected branch's policy is broken, or a rule is asked for that it lacks."""
    refuse_broken(audit.instance)
    known = {
        rule.id
        for policy in audit.instance.policies.values()
        for revision in policy.revisions
        for rule in revision.rules
        if rule.scope == "audit"
    }
    for name in sorted(names - known):
        fail(f"没有由 audit 判断的规则 {name}", f"no rule {name} that audit judges")


def _remarks(audit: Audit) -> None:
    """What was looked at, and whom git names that nobody knows."""
    branch = audit.branch
    steps = len(branch.passed)
    note(
        f"受保护的分支 {branch.name}（{branch.head[:10]}），{steps} 步",
        f"protected branch {branch.name} ({branch.head[:10]}), {steps} step(s)",
    )
    if audit.policy_at != branch.head:
        at = audit.policy_at[:10]
        note(
            f"冻结的修订被改动过，按改动之前 {at} 的制度判断",
            f"frozen revisions were altered: judged by the policy before that, of {at}",
        )
    strangers = audit.strangers()
    if strangers:
        named = tr("、", ", ").join(strangers[:NAMED]) + ("…" if len(strangers) > NAMED else "")
        note(
            f"{len(strangers)} 个提交者的地址不在 organization.yml 中，不知是谁：{named}",
            f"{len(strangers)} address(es) that committed are nobody's in organization.yml: {named}",
        )
