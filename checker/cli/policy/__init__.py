"""`tousu policy`: what a policy is asked of itself, and beside another; one file a command."""

from __future__ import annotations

import click

from checker.cli.commands import Modules
from checker.cli.language import tr
from checker.cli.options import lang_option

COMMANDS = {
    "adopt": "policy.adopt",
    "coverage": "policy.coverage",
    "diff": "policy.diff",
    "gap": "policy.gap",
    "impact": "policy.impact",
    "lint": "policy.lint",
    "lock": "policy.lock",
    "packs": "policy.packs",
    "test": "policy.test",
}


@click.group(
    "policy",
    cls=Modules,
    modules=COMMANDS,
    help=tr("检查制度本身：规则测试、制度检查、覆盖表、冻结。", "Check the policy itself."),
)
@lang_option
def command() -> None:
    """The group of commands on policies."""
