"""`tousu policy coverage`: what answers for each clause: rules, tests, cases."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.common import EXIT_CANNOT, EXIT_OK, open_instance, run
from checker.cli.language import LANG, tr
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.policy.asked import (
    checks_format_option,
    policy_option,
    require_names,
    require_policy,
    told_broken,
)


@click.command(
    "coverage",
    help=tr(
        "覆盖表：条款、规则、测试、案件。退出码：0 已列出，2 读不了。",
        "The matrix of clauses, rules, tests, cases. Exit: 0 shown, 2 not readable.",
    ),
)
@click.option(
    "--revision",
    "revisions",
    multiple=True,
    metavar="LABEL",
    help=tr("只看这些修订。", "Only these."),
)
@policy_option
@as_of_option
@checks_format_option
@root_option
@lang_option
def command(
    revisions: tuple[str, ...],
    policy: str | None,
    as_of: str | None,
    format_name: str,
    root: Path | None,
) -> None:
    """Print what answers for each clause."""
    from checker.policychecks.coverage import cover
    from checker.policychecks.coveragereport import render

    instance = open_instance(root)
    require_policy(instance, policy)
    require_names(instance, (), revisions)
    broken = told_broken(instance)
    result = run(instance, as_of, policy=policy)
    covers = [
        item
        for item in cover(instance, result, policy)
        if not revisions or item.revision.label in revisions
    ]
    click.echo(render(covers, result.as_of, format_name, LANG), nl=False)
    sys.exit(EXIT_CANNOT if broken or not covers else EXIT_OK)
