"""The options that many commands have; what they are called and what help says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from checker.cli.language import tr

Command = TypeVar("Command", bound=Callable[..., Any])


def root_option(command: Command) -> Command:
    """`--root`: where the instance is."""
    return click.option(
        "--root",
        type=click.Path(file_okay=False, path_type=Path),
        help=tr(
            "实例所在文件夹；默认从当前文件夹向上找。", "The instance; found upward unless given."
        ),
    )(command)


def lang_option(command: Command) -> Command:
    """`--lang`: found before the command is imported; here so that help names it."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        help=tr("语言。", "Language."),
        expose_value=False,
    )(command)


def format_option(formats: Iterable[str]) -> Callable[[Command], Command]:
    """`--format`: one of several, of which `text` is one and what is meant where nothing is said."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(list(formats)),
        default="text",
        help=tr("标准输出的格式。", "Format on standard output."),
    )


def as_of_option(command: Command) -> Command:
    """`--as-of`: the instant to judge at."""
    return click.option(
        "--as-of",
        metavar="T",
        help=tr(
            "判断所依据的时刻或日期；默认为现在。",
            "The instant or date to judge at; now unless given.",
        ),
    )(command)
