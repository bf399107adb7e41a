"""`tousu policy test`: the rule tests, and whether they notice a changed rule."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from checker.cli.common import EXIT_CANNOT, EXIT_FOUND, EXIT_OK, note, open_instance
from checker.cli.language import LANG, tr
from checker.cli.options import lang_option, root_option
from checker.cli.policy.asked import (
    checks_format_option,
    policy_option,
    require_names,
    require_policy,
    told_broken,
)
from checker.loading.instance import Instance
from checker.model.policy import Revision


@click.command(
    "test",
    help=tr(
        "运行规则测试；--mutate 看测试能不能发现规则被改动。"
        "退出码：0 全部通过，1 有失败或没有发现的改动，2 测试读不了。",
        "Run the rule tests; --mutate asks whether they notice a changed rule. Exit: 0 all pass, 1 one "
        "fails or a change goes unnoticed, 2 tests cannot be read.",
    ),
)
@click.option(
    "--rule", "rules", multiple=True, metavar="ID", help=tr("只测这些规则。", "Only these rules.")
)
@click.option(
    "--revision",
    "revisions",
    multiple=True,
    metavar="LABEL",
    help=tr("只在这些修订下测。", "Only under these revisions."),
)
@click.option(
    "--mutate",
    is_flag=True,
    help=tr(
        "逐处改动规则的参数，列出没有任何测试发现的改动。",
        "Change the rules' parameters one by one; list the changes that no test notices.",
    ),
)
@policy_option
@checks_format_option
@root_option
@lang_option
def command(
    rules: tuple[str, ...],
    revisions: tuple[str, ...],
    policy: str | None,
    format_name: str,
    root: Path | None,
    *,
    mutate: bool,
) -> None:
    """Run rule tests and exit by their outcome."""
    from checker.policychecks.ruletests import run_instance
    from checker.policychecks.testreport import render

    instance = open_instance(root)
    require_policy(instance, policy)
    require_names(instance, rules, revisions)
    broken = told_broken(instance)
    report = run_instance(instance, frozenset(rules), frozenset(revisions), policy)
    if mutate and report.runs and not (broken or report.failed or report.problems):
        _mutate(instance, rules, revisions, policy, format_name)
    click.echo(render(report, format_name, LANG), nl=False)
    if not report.runs and not report.problems:
        note("没有运行任何规则测试", "no rule test was run")
    if broken or report.problems or not report.runs:
        sys.exit(EXIT_CANNOT)
    sys.exit(EXIT_FOUND if report.failed else EXIT_OK)


def _mutate(
    instance: Instance,
    rules: tuple[str, ...],
    revisions: tuple[str, ...],
    policy: str | None,
    format_name: str,
) -> NoReturn:
    """Ask the tests, all of which pass, whether they notice changes; exit by that."""
    from checker.policychecks.survey import survey
    from checker.policychecks.surveyreport import render

    def asked(rule: str, revision: Revision) -> bool:
        chosen = not revisions or revision.label in revisions
        return chosen and (not rules or rule in rules)

    found = survey(instance, asked, policy)
    click.echo(render(found, format_name, LANG), nl=False)
    sys.exit(EXIT_FOUND if found.survivors else EXIT_OK)
