"""The options by which results are asked for: what is shown, how and where, and what counts."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.language import tr
from checker.cli.options import Command, format_option
from checker.formats import FORMATS
from checker.model.finding import LEVELS


def format_options(command: Command) -> Command:
    """`--format`, `--output`, `--all`: what is shown, how and where."""
    for option in (_all, _output, format_option(FORMATS)):
        command = option(command)
    return command


def fail_on_option(command: Command) -> Command:
    """`--fail-on`: from which level a violation counts."""
    return click.option(
        "--fail-on",
        type=click.Choice([*LEVELS, "never"]),
        default="error",
        help=tr("从哪个级别起退出码为 1。", "The lowest level that gives exit 1."),
    )(command)


def receipt_option(command: Command) -> Command:
    """`--receipt`: write what the verdicts rest on."""
    return click.option(
        "--receipt",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=tr("把结论所依据的一切写成收据。", "Write what the verdicts rest on."),
    )(command)


def _output(command: Command) -> Command:
    return click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="FORMAT:FILE",
        help=tr("另写一份到文件，可重复。", "Also write to a file; may be repeated."),
    )(command)


def _all(command: Command) -> Command:
    return click.option(
        "--all",
        "everything",
        is_flag=True,
        help=tr("也列出已履行、待办、不适用的。", "Also list met, pending and not applicable."),
    )(command)
