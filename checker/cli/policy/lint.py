"""`tousu policy lint`: what a policy is asked of itself, before any case is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.coming import tell_coming
from checker.cli.common import EXIT_CANNOT, EXIT_FOUND, EXIT_OK, instant, open_instance
from checker.cli.language import LANG, tr
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.policy.asked import checks_format_option, day_of, policy_option, require_policy


@click.command(
    "lint",
    help=tr(
        "检查制度的写法。退出码：0 没有错误，1 有错误，2 文件读不了。",
        "Lint the policy. Exit: 0 no error, 1 errors, 2 a file cannot be read.",
    ),
)
@policy_option
@as_of_option
@checks_format_option
@root_option
@lang_option
def command(policy: str | None, as_of: str | None, format_name: str, root: Path | None) -> None:
    """Lint and exit by the gravest finding."""
    from checker.policychecks.lint import lint_instance
    from checker.policychecks.lintreport import render

    instance = open_instance(root)
    require_policy(instance, policy)
    second, clock = instant(as_of, instance)
    report = lint_instance(instance, day_of(second, instance), policy)
    click.echo(render(report, format_name, LANG), nl=False)
    tell_coming(instance, second, clock=clock)
    if report.unreadable:
        sys.exit(EXIT_CANNOT)
    sys.exit(EXIT_FOUND if report.count("error") else EXIT_OK)
