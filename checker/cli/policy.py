"""`tousu policy`: what a policy is asked of itself, before any case is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_OK,
    fail,
    lang_option,
    note,
    open_instance,
    root_option,
)
from checker.cli.language import LANG, tr
from checker.formats.text import render_diagnostic
from checker.loading.instance import Instance
from checker.policychecks.printing import FORMATS

format_option = click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="text",
    help=tr("标准输出的格式。", "Format on standard output."),
)
policy_option = click.option(
    "--policy", metavar="ID", help=tr("只看这个制度。", "Only this policy.")
)


@click.group(
    "policy",
    help=tr("检查制度本身：规则测试、制度检查、覆盖表、冻结。", "Check the policy itself."),
)
def command() -> None:
    """The group of commands on policies."""


@command.command(
    "test",
    help=tr(
        "运行规则测试。退出码：0 全部通过，1 有失败，2 测试读不了。",
        "Run the rule tests. Exit: 0 all pass, 1 one fails, 2 tests cannot be read.",
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
@policy_option
@format_option
@root_option
@lang_option
def test_command(
    rules: tuple[str, ...],
    revisions: tuple[str, ...],
    policy: str | None,
    format_name: str,
    root: Path | None,
) -> None:
    """Run rule tests and exit by their outcome."""
    from checker.policychecks.ruletests import run_instance
    from checker.policychecks.testreport import render

    instance = open_instance(root)
    _known_policy(instance, policy)
    _known(instance, rules, revisions)
    broken = _told_broken(instance)
    report = run_instance(instance, frozenset(rules), frozenset(revisions), policy)
    click.echo(render(report, format_name, LANG), nl=False)
    if not report.runs and not report.problems:
        note("没有运行任何规则测试", "no rule test was run")
    if broken or report.problems or not report.runs:
        sys.exit(EXIT_CANNOT)
    sys.exit(EXIT_FOUND if report.failed else EXIT_OK)


def _known_policy(instance: Instance, policy: str | None) -> None:
    if policy is not None and policy not in {item.id for item in instance.loaded}:
        fail(f"没有制度 {policy}", f"no policy {policy}")


def _known(instance: Instance, rules: tuple[str, ...], revisions: tuple[str, ...]) -> None:
    """Refuse names that nobody knows: a typo must not test less."""
    known = [item for policy in instance.policies.values() for item in policy.revisions]
    labels = {revision.label for revision in known}
    ids = {name for revision in known for name in revision.rules_by_id} | {"required-field"}
    for name in rules if known else ():
        if name not in ids:
            fail(f"没有规则 {name}", f"no rule {name}")
    for label in revisions if known else ():
        if label not in labels:
            fail(f"没有修订 {label}", f"no revision {label}")


def _told_broken(instance: Instance) -> bool:
    """Say what is wrong with policies, organization or calendars; whether anything is."""
    for diagnostic in instance.problems:
        click.echo(render_diagnostic(diagnostic, LANG), err=True)
    return bool(instance.problems)
